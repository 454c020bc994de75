"""Districts and zones: the ground that everything stands on."""

from collections.abc import Mapping

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids

GROUNDS = (OrganizationKind.DISTRICT, OrganizationKind.ZONE)


def grounds() -> list[Organization]:
    """Districts and zones, on whose ground everything stands, in the notices' order."""
    rows = Organization.objects.ungated("the districts of a city are no secret")
    return list(rows.filter(kind__in=GROUNDS, closed_on=None).order_by("position", "pk"))


def grounds_for(actor: Actor) -> list[Organization]:
    """The districts an actor may name: those in reach, or one's own; a union of no district may name any."""
    everywhere = grounds()
    if actor.sees_everything or actor.organization is None:
        return everywhere
    near = [one for one in everywhere if one.path.startswith(actor.scope_path)]
    own = ground_of(actor.organization, {one.pk: one for one in everywhere})
    return near or [one for one in everywhere if one.pk == own] or everywhere


def ground_of(organization: Organization, known: Mapping[int, Organization] | None = None) -> int | None:
    """The district or zone an organization stands on: its territory, or what it stands under."""
    if organization.territory_id:
        return organization.territory_id
    districts = known if known is not None else {one.pk: one for one in grounds()}
    return next((pk for pk in reversed(ancestor_ids(organization.path)) if pk in districts), None)
