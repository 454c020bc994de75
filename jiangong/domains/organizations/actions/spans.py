"""The tree's own arithmetic: spans are cut and paths re-rooted in sets, whatever the number of rows.

``Organization`` holds today's tree, ``OrganizationSpan`` every day's. An open organization's last span has
its path of today; a closed one has no open span and stands directly under an open organization.
"""

from collections.abc import Collection
from datetime import date

from django.db import connections, models, router
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, Greatest, Substr
from django.utils import timezone

from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.domains.organizations.queries.spans import standing_from
from jiangong.kit.access.paths import below, child_path

_NEVER = date(9999, 12, 31)
_COLUMNS = ("organization_id", "name", "kind", "parent_id", "path", "starts_on", "ends_on")


def lock_tree() -> None:
    """One change at a time: two moves at once could otherwise close a circle."""
    root = Organization.objects.ungated("a lock on the whole tree").select_for_update()
    root.filter(parent=None).first()


def root_new(organizations: Collection[int]) -> None:
    """Give new organizations their path, and spans that follow their parent's since they opened."""
    new = _organizations().filter(pk__in=organizations)
    parents = _organizations().filter(pk=OuterRef("parent_id")).values("path")
    own_part = Concat(Cast("pk", models.CharField()), Value("/"))
    new.filter(parent=None).update(path=Concat(Value("/"), own_part))
    new.exclude(parent=None).update(path=Concat(Subquery(parents), own_part))
    first = new.filter(parent=None).annotate(ends=Value(None, models.DateField()))
    _insert(first.values_list("pk", "name", "kind", "parent_id", "path", "opened_on", "ends"))
    followed = (
        new.exclude(parent=None)
        .annotate(
            span_path=Concat("parent__spans__path", own_part),
            starts=Greatest("parent__spans__starts_on", "opened_on"),
            ends=F("parent__spans__ends_on"),
        )
        .filter(Q(ends=None) | Q(ends__gt=F("opened_on")))
    )
    _insert(followed.values_list("pk", "name", "kind", "parent_id", "span_path", "starts", "ends"))


def rename_from(organization: Organization, name: str, day: date) -> None:
    """The organization is called ``name`` from ``day`` on."""
    own = _spans().filter(organization=organization)
    _cut(own, day)
    own.filter(starts_on__gte=day).update(name=name)


def relocate(organization: Organization, parent: Organization, kind: str, day: date) -> int:
    """Hang an organization with all below it under another parent; returns how many units move along."""
    old, new = organization.path, child_path(parent.path, organization.pk)
    subtree = _spans().filter(below(old))
    _cut(subtree, day)
    moved = subtree.filter(starts_on__gte=day)
    moved.filter(organization=organization).update(parent=parent, kind=kind)
    moved.update(path=_rerooted(old, new))
    units = _organizations().filter(below(old))
    organization.path, organization.parent, organization.kind = new, parent, kind
    count = units.update(path=_rerooted(old, new), updated_at=timezone.now())
    _save(organization, "parent", "kind")
    return count - 1


def dissolve(organization: Organization, successor: Organization, day: date) -> int:
    """Close an organization: what stood below it stands below ``successor``; returns how many units that is."""
    old, new = organization.path, successor.path
    left = _spans().filter(below(old)).exclude(organization=organization)
    _cut(left, day)
    left.filter(starts_on__gte=day).update(path=_rerooted(old, new))
    _spans().filter(parent=organization, starts_on__gte=day).update(parent=successor)
    own = _spans().filter(organization=organization)
    own.filter(starts_on=day).delete()
    own.filter(standing_from(day)).update(ends_on=day)
    units = _organizations().filter(below(old)).exclude(pk=organization.pk)
    count = units.update(path=_rerooted(old, new), updated_at=timezone.now())
    _organizations().filter(parent=organization).update(parent=successor)
    organization.path, organization.parent = child_path(new, organization.pk), successor
    organization.successor, organization.closed_on = successor, day
    _save(organization, "path", "parent", "successor", "closed_on")
    return count


def _cut(spans: QuerySet[OrganizationSpan], day: date) -> None:
    """Make ``day`` a boundary: what straddles it becomes two spans."""
    straddling = spans.filter(standing_from(day), starts_on__lt=day)
    later = straddling.annotate(
        starts=Value(day, models.DateField()),
        # Two open spans of one organization may never meet, not even between these statements.
        ends=models.functions.Coalesce("ends_on", Value(_NEVER, models.DateField())),
    )
    columns = ("organization_id", "name", "kind", "parent_id", "path", "starts", "ends")
    _insert(later.values_list(*columns))
    straddling.update(ends_on=day)
    spans.filter(ends_on=_NEVER).update(ends_on=None)


def _insert(rows: QuerySet) -> None:
    """INSERT … SELECT, which the ORM does not have: one statement for any number of spans."""
    connection = connections[router.db_for_write(OrganizationSpan)]
    selection, parameters = rows.order_by().query.sql_with_params()
    quote = connection.ops.quote_name
    named = {field.attname: str(field.column) for field in OrganizationSpan._meta.concrete_fields}
    columns = ", ".join(quote(named[name]) for name in _COLUMNS)
    # The table's and the columns' names come from the model and are quoted; values are parameters.
    sql = f"INSERT INTO {quote(OrganizationSpan._meta.db_table)} ({columns}) {selection}"
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _rerooted(old: str, new: str) -> Concat:
    return Concat(Value(new), Substr("path", len(old) + 1), output_field=models.CharField())


def _save(organization: Organization, *fields: str) -> None:
    organization.version += 1
    organization.save(update_fields=(*fields, "version", "updated_at"))


def _spans() -> QuerySet[OrganizationSpan]:
    return OrganizationSpan.objects.ungated("the tree is one: a change re-roots whatever stands below")


def _organizations() -> QuerySet[Organization]:
    return Organization.objects.ungated("the tree is one: a change re-roots whatever stands below")
