"""Who acts for an organization: whose turn it is, and whom a message about it reaches."""

from collections.abc import Iterable

from django.db import models

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.roles import ROLES
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Plan
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids


def own_organization_id(actor: Actor) -> int | None:
    """The union or department the actor acts for; an inner department acts for the union it stands in."""
    keys = ancestor_ids(actor.scope_path)
    return keys[-1] if keys and actor.organization is not None else None


def own_organization_ids(actor: Actor) -> set[int]:
    """The union the actor acts for and, where duties name it, the inner department the actor sits in."""
    return {one for one in (own_organization_id(actor), actor.organization_id) if one is not None}


def made_by(own: int | None, field: str = "organization") -> models.Q:
    """Rows whose ``field`` is this union or one of its inner departments: they act for the same union."""
    inside = {f"{field}__kind": OrganizationKind.DEPARTMENT, f"{field}__parent": own}
    return models.Q(**{field: own}) | models.Q(**inside)


def acting_union_id(organization: Organization) -> int | None:
    """The union that a department acts for; any other organization acts for itself."""
    return organization.parent_id if organization.kind == OrganizationKind.DEPARTMENT else organization.pk


def officers_at(organizations: Iterable[int], permission: str) -> dict[int, list[User]]:
    """By organization, the people there (or in its inner departments) who hold the permission today."""
    wanted = set(organizations)
    found: dict[int, list[User]] = {}
    for appointment in _appointments(wanted, permission):
        place: Organization = appointment.organization
        for key in {place.pk, place.parent_id if place.kind == OrganizationKind.DEPARTMENT else place.pk}:
            if key in wanted and appointment.user not in found.setdefault(key, []):
                found[key].append(appointment.user)
    return found


def _appointments(organizations: set[int], permission: str) -> models.QuerySet[Appointment]:
    roles = [role.key for role in ROLES.values() if permission in role.permissions]
    inside = models.Q(organization__in=organizations) | models.Q(
        organization__kind=OrganizationKind.DEPARTMENT, organization__parent__in=organizations
    )
    return (
        Appointment.objects.ungated("whoever acts for a unit hears what concerns it")
        .standing()
        .filter(inside, role__in=roles, user__console="", user__is_active=True)
        .select_related("user", "organization")
        .order_by("organization_id", "starts_on", "pk")
    )


def people_at(organizations: Iterable[int], permission: str) -> list[User]:
    """The same as one list without repetition."""
    found = officers_at(organizations, permission)
    return list({user.pk: user for users in found.values() for user in users}.values())


def people_making(plan: Plan, permission: str) -> list[User]:
    """Whoever holds the permission in the union that makes the plan, in whichever of its departments."""
    union = acting_union_id(plan.organization)
    return people_at([union], permission) if union is not None else []
