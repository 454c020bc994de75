"""Which unions below a unit a share can be divided among, as the tree is today."""

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.kit.access.actor import Actor

NOT_UNIONS = (OrganizationKind.DEPARTMENT, OrganizationKind.PARTNER)
MOST_UNITS = 2000


def levels_below(actor: Actor) -> dict[str, tuple[str, list[Organization]]]:
    """By name: the choice in words and its unions in their order; one choice where both are the same."""
    own = own_organization_id(actor)
    inside = Organization.objects.visible_to(actor).filter(closed_on=None).exclude(kind__in=NOT_UNIONS)
    ordered = inside.exclude(pk=own).order_by("parent__position", "parent_id", "position", "pk")
    direct = list(ordered.filter(parent=own))
    grassroots = list(ordered.filter(kind=OrganizationKind.GRASSROOTS)[:MOST_UNITS])
    found = {}
    if direct:
        found["direct"] = (f"直接下级，{len(direct)}家", direct)
    if grassroots and {one.pk for one in grassroots} != {one.pk for one in direct}:
        found["grassroots"] = (f"全部所属基层工会，{len(grassroots)}家", grassroots)
    return found
