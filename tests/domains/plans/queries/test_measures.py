"""What shares are measured by: members, people on the register, last year's shares."""

from decimal import Decimal

import pytest

from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Goal
from jiangong.domains.plans.queries.measures import earlier_goal, members_of, people_of, shares_of_goal
from tests.factories.editions import make_issued
from tests.factories.organizations import make_organization
from tests.factories.people import make_person
from tests.factories.plans import make_plan


@pytest.fixture
def recipients(cast):
    plan = make_plan(cast.actor("city_officer"), [cast.district, cast.neighbour])
    return list(plan.recipients.select_related("organization", "plan__organization"))


def state(unit: Organization, members: int) -> None:
    Organization.objects.ungated("a test's own").filter(pk=unit.pk).update(members_count=members)


def fresh(recipients):
    return list(
        type(recipients[0]).unscoped.filter(pk__in=[one.pk for one in recipients]).order_by("position")
    )


def test_members_are_what_the_unit_states(cast, recipients):
    state(cast.district, 5000)
    state(cast.union, 70)
    assert members_of(fresh(recipients)) == {cast.district.pk: Decimal(5000)}


def test_a_unit_that_states_none_has_what_those_below_it_state_each_once(cast, recipients):
    town = make_organization("东城镇工会", Kind.TOWNSHIP, cast.district)
    shop = make_organization("东城镇小厂工会", Kind.GRASSROOTS, town)
    for unit, members in ((cast.union, 70), (town, 30), (shop, 20), (cast.neighbour_union, 9)):
        state(unit, members)
    assert members_of(fresh(recipients)) == {
        cast.district.pk: Decimal(100),
        cast.neighbour.pk: Decimal(9),
    }


def test_people_are_counted_with_everything_below(cast, recipients):
    for number in range(3):
        make_person(f"张{number}", cast.union)
    make_person("李", cast.district)
    make_person("王", cast.neighbour_union)
    assert people_of(fresh(recipients)) == {cast.district.pk: Decimal(4), cast.neighbour.pk: Decimal(1)}


def test_last_year_is_the_latest_issued_plan_of_the_same_indicator(cast):
    actor, units = cast.actor("city_officer"), [cast.district, cast.neighbour]
    older = make_issued(actor, units, year=2022, share=3)
    last = make_issued(actor, units, year=2023, share=4)
    draft = make_plan(actor, units, year=2023, share=9)
    now = make_plan(actor, units, year=2024)
    goals = {plan: Goal.objects.get(program__plan=plan) for plan in (older, last, draft, now)}
    for plan in (older, last, draft):
        Goal.objects.filter(pk=goals[plan].pk).update(indicator=goals[now].indicator)
    found = earlier_goal(goals[now])
    assert found == goals[last]
    assert shares_of_goal(found) == {cast.district.pk: 4, cast.neighbour.pk: 4}


def test_without_an_earlier_plan_there_is_nothing(cast):
    plan = make_plan(cast.actor("city_officer"), [cast.district])
    assert earlier_goal(Goal.objects.get(program__plan=plan)) is None
