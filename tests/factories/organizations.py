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
    OrganizationSpan.objects.create(
        organization=made, name=name, kind=kind, parent=parent, path=made.path, starts_on=made.opened_on
    )
    return made


def make_enterprise(name: str, organization: Organization, **facts) -> Enterprise:
    """An enterprise whose file ``organization`` keeps."""
    return Enterprise.objects.create(name=name, organization=organization, **facts)
