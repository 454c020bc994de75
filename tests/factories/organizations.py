"""Organizations for tests, with path and first span as the product would leave them."""

from datetime import date

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Enterprise, Organization, OrganizationSpan
from jiangong.kit.access.paths import child_path

OPENED = date(2020, 1, 1)


def make_organization(
    name: str, kind: str = OrganizationKind.GRASSROOTS, parent: Organization | None = None, **facts
) -> Organization:
    """One organization under ``parent``, open since 2020."""
    facts.setdefault("opened_on", OPENED)
    made = Organization(name=name, kind=kind, parent=parent, **facts)
    made.save(force_insert=True)
    made.path = child_path(parent.path if parent else "/", made.pk)
    made.save(update_fields=("path",))
    span_of(made).save(force_insert=True)
    return made


def make_organizations(*levels: list[Organization]) -> None:
    """What `make_organization` makes, for many in few statements; parents are in an earlier level."""
    made = [one for level in levels for one in level]
    for level in levels:
        for one in level:
            one.opened_on = one.opened_on or OPENED
        Organization.objects.bulk_create(level)
    for one in made:
        one.path = child_path(one.parent.path if one.parent else "/", one.pk)
    Organization.objects.ungated("rows just made").bulk_update(made, ("path",))
    OrganizationSpan.objects.bulk_create(map(span_of, made))


def span_of(made: Organization) -> OrganizationSpan:
    """What the organization has been since it opened."""
    return OrganizationSpan(
        organization=made,
        name=made.name,
        kind=made.kind,
        parent=made.parent,
        path=made.path,
        starts_on=made.opened_on,
    )


def make_enterprise(name: str, organization: Organization, **facts) -> Enterprise:
    """An enterprise whose file ``organization`` keeps."""
    return Enterprise.objects.create(name=name, organization=organization, **facts)
