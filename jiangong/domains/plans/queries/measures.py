"""What shares can be measured by: last year's shares, members, people on the register — by unit."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from django.db import models
from django.db.models import Count

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.queries.finding import standing_people
from jiangong.domains.plans.choices import PUBLISHED_STATES, EditionState
from jiangong.domains.plans.models import Goal, Plan, Recipient, Target
from jiangong.kit.access.actor import system_actor
from jiangong.kit.access.paths import ancestor_ids, below

Measures = dict[int, Decimal]  # by organization


def earlier_goal(goal: Goal) -> Goal | None:
    """The same indicator in the latest plan of an earlier year that was issued by the same organization."""
    plan: Plan = goal.program.plan
    earlier = Goal.objects.filter(
        indicator=goal.indicator,
        program__plan__organization=plan.organization,
        program__plan__year__lt=plan.year,
        program__plan__state__in=PUBLISHED_STATES,
    )
    found = earlier.select_related("program__plan").order_by("-program__plan__year", "-pk")
    return found.first()


def shares_of_goal(goal: Goal) -> Measures:
    """What each unit had of it in the version in force."""
    edition = goal.program.plan.editions.filter(state=EditionState.APPROVED).first()
    shares = Target.objects.ungated("an earlier plan of the same organization").filter(
        edition=edition, goal=goal, recipient__organization__isnull=False
    )
    return dict(shares.values_list("recipient__organization_id", "value"))


def members_of(recipients: Iterable[Recipient]) -> Measures:
    """Members as the unit states them; where it states none, what the unions below it state."""
    places = _places(recipients)
    found = {one.pk: Decimal(one.members_count) for one in places.values() if one.members_count is not None}
    rows = _below(recipients).filter(members_count__isnull=False).order_by("path")
    counted: set[int] = set()
    for key, path, members in rows.values_list("pk", "path", "members_count"):
        above = ancestor_ids(path)[:-1]
        unit = next((one for one in above if one in places), None)
        if unit is None or places[unit].members_count is not None or counted.intersection(above):
            continue
        counted.add(key)
        found[unit] = found.get(unit, Decimal(0)) + (members or 0)
    return found


def people_of(recipients: Iterable[Recipient]) -> Measures:
    """People on the register of the unit and of the unions below it."""
    places = _places(recipients)
    inside = _below(recipients).values("pk")
    groups = standing_people(system_actor()).filter(organization__in=inside).order_by()
    found: Counter[int] = Counter()
    for path, count in groups.values_list("organization__path").annotate(n=Count("pk")):
        unit = next((one for one in ancestor_ids(path) if one in places), None)
        if unit is not None:
            found[unit] += count
    return {unit: Decimal(count) for unit, count in found.items()}


def _places(recipients: Iterable[Recipient]) -> dict[int, Organization]:
    return {one.organization.pk: one.organization for one in recipients if one.organization is not None}


def _below(recipients: Iterable[Recipient]) -> models.QuerySet[Organization]:
    """Everything below the organization whose units these are: one range instead of one per unit."""
    plan = next(iter(recipients)).plan
    organizations = Organization.objects.ungated("figures a division is worked out from")
    return organizations.filter(below(plan.organization.scope_path), closed_on=None)
