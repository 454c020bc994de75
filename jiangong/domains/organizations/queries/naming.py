"""The one organization somebody names, or a sentence that says what to write instead."""

from collections.abc import Mapping

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries.names import resolve_name
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids

OFFERED = 300
GROUNDS = (OrganizationKind.DISTRICT, OrganizationKind.ZONE)


def organization_named(text: str, actor: Actor) -> Organization:
    """By whatever name or alias, within the actor's reach; ``名称#编号`` settles a tie."""
    digits = text.rpartition("#")[2].strip() if "#" in text else ""
    typed = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None
    meant = resolve_name(text, actor) if typed is None else None
    pk = meant.organization_id if meant else typed
    found = Organization.objects.visible_to(actor).filter(pk=pk).first() if pk is not None else None
    if found is not None and not found.is_closed:
        return found
    if found is not None:
        raise ValueError(f"“{found.name}”已撤销，请填写现在的单位。")
    if meant is None or not meant.candidates:
        raise ValueError(f"您管理范围内没有“{text}”，请从提示中选择，或填写全称。")
    choices = "、".join(f"“{one.name}#{one.organization_id}”" for one in meant.candidates[:4])
    raise ValueError(f"“{text}”不够明确，请从下面选一个照写：{choices}。")


def names_within(actor: Actor) -> tuple[str, ...]:
    """What a text box may suggest: open organizations in the actor's reach, the highest first."""
    reach = Organization.objects.visible_to(actor).filter(closed_on=None).order_by("path")
    return tuple(reach.values_list("name", flat=True)[:OFFERED])


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
