"""Two issued plans of the city for both districts, one of whose goals the neighbour was never given, with figures below."""

from datetime import date
from decimal import Decimal

import pytest

from jiangong.domains.indicators.actions.facts import Figure, put_facts
from jiangong.domains.plans.choices import EditionState, PlanState
from jiangong.domains.plans.models import Goal, Plan, Target
from tests.factories.plans import make_indicator, make_plan

DAY = date(2024, 9, 30)
_origins = iter(range(1, 1_000_000))


def put(indicator, organization, day: date, value: str) -> None:
    """One approved figure."""
    put_facts([], [Figure(f"test:{next(_origins)}", indicator.pk, organization.pk, day, Decimal(value))])


def in_force(plan: Plan) -> Plan:
    """As issued, with its first edition approved."""
    plan.editions.update(state=EditionState.APPROVED)
    Plan.objects.ungated("a test's own").filter(pk=plan.pk).update(state=PlanState.ISSUED)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def plan(cast) -> Plan:
    """Two goals: ten collectives, five each; a hundred agreements that only the first district was given."""
    made = make_plan(cast.actor("city_officer"), [cast.district, cast.neighbour], title="全市重点工作计划")
    program = made.programs.get()
    indicator = make_indicator(cast.federation, "师带徒协议", unit="份")
    goal = Goal.objects.create(program=program, indicator=indicator, position=2, total=Decimal(100))
    Target.objects.create(
        edition=made.editions.get(),
        recipient=made.recipients.get(organization=cast.district),
        goal=goal,
        value=Decimal(100),
    )
    collectives = program.goals.get(position=1).indicator
    collectives.organization = cast.federation
    collectives.save()
    return in_force(made)


@pytest.fixture
def goals(plan) -> list[Goal]:
    return list(Goal.objects.filter(program__plan=plan).select_related("indicator"))


@pytest.fixture
def figures(cast, plan, goals) -> None:
    """4 of 5 and 5 of 5 collectives; 60 of 100 agreements, and 7 of whom none were asked."""
    collectives, agreements = (one.indicator for one in goals)
    put(collectives, cast.union, date(2024, 3, 5), "3")
    put(collectives, cast.union, date(2024, 9, 30), "1")
    put(collectives, cast.neighbour_union, date(2024, 8, 1), "5")
    put(collectives, cast.union, date(2024, 10, 1), "9")  # after the day that is looked at
    put(agreements, cast.union, date(2024, 2, 1), "60")
    put(agreements, cast.neighbour_union, date(2024, 2, 2), "7")
    put(agreements, cast.union, date(2023, 2, 1), "40")  # the year before
