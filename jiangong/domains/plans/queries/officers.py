"""Who acts for an organization: whose turn it is, and whom a message about it reaches."""

from django.db import models

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import (
    acting_union_id,
    officers_at,
    own_organization_id,
    people_at,
)
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.plans.models import Plan
from jiangong.kit.access.actor import Actor


def own_organization_ids(actor: Actor) -> set[int]:
    """The union the actor acts for and, where duties name it, the inner department the actor sits in."""
    return {one for one in (own_organization_id(actor), actor.organization_id) if one is not None}


def made_by(own: int | None, field: str = "organization") -> models.Q:
    """Rows whose ``field`` is this union or one of its inner departments: they act for the same union."""
    inside = {f"{field}__kind": OrganizationKind.DEPARTMENT, f"{field}__parent": own}
    return models.Q(**{field: own}) | models.Q(**inside)


def people_making(plan: Plan, permission: str) -> list[User]:
    """Whoever holds the permission in the union that makes the plan, in whichever of its departments."""
    union = acting_union_id(plan.organization)
    return people_at([union], permission) if union is not None else []


__all__ = [
    "acting_union_id",
    "made_by",
    "officers_at",
    "own_organization_id",
    "own_organization_ids",
    "people_at",
    "people_making",
]
