"""The tree as it is today and as it was on any day."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from jiangong.domains.organizations.choices import KINDS_BELOW, UNIT_KINDS, OrganizationKind
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.domains.organizations.queries.spans import standing_on
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids, below


@dataclass(slots=True)
class TreeNode:
    """One organization in the tree of a day, with what stood below it."""

    pk: int
    name: str
    kind: str
    path: str
    parent_id: int | None
    children: list["TreeNode"] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many organizations stood below."""
        return sum(1 + child.size for child in self.children)


def organizations_as_of(day: date, actor: Actor) -> QuerySet[OrganizationSpan]:
    """What stood on ``day``, one span each, among what the actor reaches today."""
    return OrganizationSpan.objects.visible_to(actor).filter(standing_on(day))


def tree_as_of(day: date, actor: Actor) -> list[TreeNode]:
    """The tree of ``day``; its roots are the highest organizations the actor reaches."""
    rows = organizations_as_of(day, actor).order_by("organization__position", "organization_id")
    nodes = {
        pk: TreeNode(pk, name, kind, path, parent)
        for pk, name, kind, path, parent in rows.values_list(
            "organization_id", "name", "kind", "path", "parent_id"
        )
    }
    roots: list[TreeNode] = []
    for node in nodes.values():
        parent = nodes.get(node.parent_id) if node.parent_id is not None else None
        (parent.children if parent else roots).append(node)
    return roots


def members_as_of(parent: Organization | None, day: date, actor: Actor) -> QuerySet[OrganizationSpan]:
    """Who stood directly under ``parent`` on ``day`` (the actor's own top without one), each with ``size``."""
    found = organizations_as_of(day, actor)
    if parent is not None:
        found = found.filter(parent=parent)
    else:
        top = actor.organization_id if not actor.sees_everything else None
        found = found.filter(organization=top) if top else found.filter(parent=None)
    inside = OrganizationSpan.objects.ungated("counted below what is visible").filter(
        standing_on(day), path__gt=OuterRef("path"), path__lt=_after(OuterRef("path"))
    )
    counted = inside.annotate(n=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return found.annotate(size=Subquery(counted.values("n"))).order_by(
        "organization__position", "organization_id"
    )


def path_as_of(organization: Organization, day: date) -> str:
    """Where the organization stood on ``day``; empty when it did not exist then."""
    spans = OrganizationSpan.objects.ungated("a path names no row of its own").filter(
        standing_on(day), organization=organization
    )
    return spans.values_list("path", flat=True).first() or ""


def subtree_as_of(organization: Organization, day: date) -> QuerySet[OrganizationSpan]:
    """The organization and all that stood below it on ``day``: what a figure of that day adds up."""
    spans = OrganizationSpan.objects.ungated("figures follow the tree of their date")
    path = path_as_of(organization, day)
    return spans.filter(standing_on(day), below(path)) if path else spans.none()


def name_as_of(organization: Organization, day: date) -> str:
    """What the organization was called on ``day``; its present name when it did not exist then."""
    spans = OrganizationSpan.objects.ungated("a name as its own documents wrote it").filter(
        standing_on(day), organization=organization
    )
    return spans.values_list("name", flat=True).first() or organization.name


def units(actor: Actor) -> QuerySet[Organization]:
    """The subordinate unions a notice divides its targets among, open today, in the notice's order."""
    return (
        Organization.objects.visible_to(actor)
        .filter(kind__in=UNIT_KINDS, closed_on=None)
        .order_by("position", "pk")
    )


def federation() -> Organization | None:
    """The root of the tree."""
    return (
        Organization.objects.ungated("everybody knows the federation they belong to")
        .filter(parent=None)
        .first()
    )


def ancestors(organization: Organization, actor: Actor) -> list[Organization]:
    """From the highest the actor reaches down to the parent."""
    keys = ancestor_ids(organization.path)[:-1]
    found = Organization.objects.visible_to(actor).in_bulk(keys)
    return [found[pk] for pk in keys if pk in found]


def members_by_kind(organization: Organization, actor: Actor) -> list[tuple[str, int, int]]:
    """How many open organizations of each kind stand below: (kind, directly, in all)."""
    inside = Organization.objects.visible_to(actor).filter(below(organization.path), closed_on=None)
    counted = inside.exclude(pk=organization.pk).order_by().values_list("kind")
    found = {
        kind: (direct, whole)
        for kind, direct, whole in counted.annotate(
            direct=Count("pk", filter=Q(parent=organization)), whole=Count("pk")
        )
    }
    return [(kind, *found[kind]) for kind in OrganizationKind.values if kind in found]


def kinds_to_open(actor: Actor) -> list[OrganizationKind]:
    """Kinds that may stand below something the actor reaches, in the order of display."""
    reach = Organization.objects.visible_to(actor).filter(closed_on=None).order_by()
    above = reach.values_list("kind", flat=True).distinct()
    fit = frozenset[str]().union(*(KINDS_BELOW.get(kind, frozenset()) for kind in above))
    return [kind for kind in OrganizationKind if kind in fit]


def _after(path: OuterRef) -> Func:
    """The end of a path's range: ``/1/5/`` → ``/1/50``."""
    return Func(path, function="RTRIM", template="%(function)s(%(expressions)s, '/') || '0'")
