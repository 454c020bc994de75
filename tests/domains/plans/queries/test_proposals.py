"""Proposals: exact sums, not assigned stays so unless asked, and every impossible wish told in a sentence."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Goal
from jiangong.domains.plans.queries.grid import grid_of, working_edition
from jiangong.domains.plans.queries.proposals import Basis, Wish, propose_shares
from jiangong.kit.commands.errors import Refusal
from tests.factories.editions import give, make_issued
from tests.factories.organizations import make_organization
from tests.factories.plans import make_plan


@pytest.fixture
def plan(cast):
    units = [make_organization(f"{name}厂", Kind.ENTERPRISE, cast.federation) for name in "甲乙丙"]
    return make_plan(cast.actor("city_officer"), units, share=5, total=20)


def propose(plan, basis, **wish):
    grid = grid_of(working_edition(plan))
    return propose_shares(grid, grid.goals[0], Wish(basis, **wish))


def after(proposal):
    return [one.after for one in proposal.lines]


def members(plan, *counts):
    for recipient, count in zip(plan.recipients.all(), counts, strict=True):
        Organization.objects.ungated("a test's own").filter(pk=recipient.organization_id).update(
            members_count=count
        )


def last_year(cast, plan, *shares):
    units = [one.organization for one in plan.recipients.all()]
    earlier = make_issued(cast.actor("city_officer"), units, year=2023)
    goal = Goal.objects.get(program__plan=plan)
    Goal.objects.filter(program__plan=earlier).update(indicator=goal.indicator)
    edition = earlier.editions.get()
    for row, share in enumerate(shares):
        give(edition, row, share)


def test_evenly_with_the_rest_to_the_first(plan):
    proposal = propose(plan, Basis.EVENLY)
    assert (after(proposal), proposal.total) == ([7, 7, 6], 20)
    assert [one.is_change for one in proposal.lines] == [True, True, True]


def test_by_members_the_sum_is_the_stated_total(plan):
    members(plan, 100, 200, 300)
    proposal = propose(plan, Basis.MEMBERS)
    assert (after(proposal), proposal.total) == ([3, 7, 10], 20)


def test_who_has_no_measure_keeps_its_share_and_is_named(plan):
    members(plan, 100, None, 300)
    proposal = propose(plan, Basis.MEMBERS)
    assert after(proposal) == [4, 5, 11]
    assert [str(one) for one in proposal.unmeasured] == ["乙厂"]


def test_not_assigned_stays_so_unless_it_is_asked_for(plan):
    give(working_edition(plan), 1, None)
    assert after(propose(plan, Basis.EVENLY)) == [10, None, 10]
    assert after(propose(plan, Basis.EVENLY, includes_unassigned=True)) == [7, 7, 6]


def test_where_nobody_has_anything_everybody_takes_part(plan):
    for row in range(3):
        give(working_edition(plan), row, None)
    assert after(propose(plan, Basis.EVENLY)) == [7, 7, 6]


def test_last_year_in_proportion_to_the_stated_total(cast, plan):
    last_year(cast, plan, 1, 1, 2)
    proposal = propose(plan, Basis.LAST_YEAR)
    assert after(proposal) == [5, 5, 10]
    assert proposal.explanation == "2023年任务数（2024年重点工作计划）"


def test_last_year_times_a_factor_has_its_own_rounded_sum(cast, plan):
    last_year(cast, plan, 1, 1, 2)
    proposal = propose(plan, Basis.LAST_YEAR, factor=Decimal("1.1"))
    assert (after(proposal), proposal.total) == ([1, 1, 2], 4)
    proposal = propose(plan, Basis.LAST_YEAR, factor=Decimal("1.5"))
    assert (after(proposal), proposal.total) == ([2, 1, 3], 6)


def test_a_formula_as_it_stands_or_fitted_to_the_total(plan):
    members(plan, 100, 200, 300)
    assert after(propose(plan, Basis.FORMULA, formula="会员数×2%", fits_total=False)) == [2, 4, 6]
    assert after(propose(plan, Basis.FORMULA, formula="会员数×2%")) == [3, 7, 10]
    assert after(propose(plan, Basis.FORMULA, formula="现在+剩余÷单位数", fits_total=False)) == [7, 7, 6]


def test_decimals_are_those_of_the_indicator(plan):
    Indicator.objects.ungated("a test's own").update(decimals=1)
    assert after(propose(plan, Basis.EVENLY)) == [Decimal("6.7"), Decimal("6.7"), Decimal("6.6")]


@pytest.mark.parametrize(
    ("basis", "wish", "sentence"),
    [
        (Basis.LAST_YEAR, {}, "在往年已下发的计划里没有分解过，请换一种方法。"),
        (Basis.MEMBERS, {}, "没有可以用来分配的数，请换一种方法。"),
        (Basis.FORMULA, {"formula": "现在-9"}, "公式得出了负数，请修改公式。"),
        (Basis.FORMULA, {"formula": "会员×2"}, "公式里的“会员”认不出来"),
        (Basis.FORMULA, {"formula": "1÷(目标-20)"}, "公式里的除数为0，请修改公式。"),
        (Basis.FORMULA, {"formula": "0×现在"}, "没有可以用来分配的数，请换一种方法。"),
    ],
)
def test_an_impossible_wish_is_refused_in_a_sentence(plan, basis, wish, sentence):
    with pytest.raises(Refusal, match=sentence.replace("(", r"\(")):
        propose(plan, basis, **wish)


def test_without_a_stated_total_a_factor_is_asked_for(cast, plan):
    Goal.objects.filter(program__plan=plan).update(total=None)
    with pytest.raises(Refusal, match="没有写明目标值"):
        propose(plan, Basis.EVENLY)
    last_year(cast, plan, 1, 1, 2)
    assert propose(plan, Basis.LAST_YEAR, factor=Decimal(2)).total == 8


def test_what_others_keep_must_leave_something(plan):
    members(plan, 100, None, None)
    give(working_edition(plan), 1, 30)
    with pytest.raises(Refusal, match="其余单位已有35家，超过目标值，请先调减。"):
        propose(plan, Basis.MEMBERS)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(*[st.integers(1, 10**6)] * 3), st.integers(0, 10**6))
def test_the_sum_is_exact_whatever_the_measures(plan, counts, total):
    members(plan, *counts)
    Goal.objects.filter(program__plan=plan).update(total=total)
    proposal = propose(plan, Basis.MEMBERS)
    assert proposal.total == total
    exact = [Decimal(total) * count / sum(counts) for count in counts]
    assert all(abs(one - due) < 1 for one, due in zip(after(proposal), exact, strict=True))
