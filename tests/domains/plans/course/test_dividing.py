"""Dividing a share further: once, tied to what came from above, and told when that changes."""

from decimal import Decimal

import pytest

from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.plans.actions.dividing import divide_plan, take_shares
from jiangong.domains.plans.actions.issuing import issue_plan, sign_plan
from jiangong.domains.plans.choices import EditionState, PlanState
from jiangong.domains.plans.models import Edition, Plan, Receipt, Target
from jiangong.domains.plans.queries.findings import findings_of
from jiangong.domains.plans.queries.levels import levels_below
from jiangong.domains.plans.queries.receipts import receipt_lines
from jiangong.domains.plans.workflow import edition_workflow
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from jiangong.kit.messaging.models import Message
from tests.factories.organizations import make_organization


@pytest.fixture
def district(cast):
    return cast.actor("district_officer")


@pytest.fixture
def child(cast, issued, district) -> Plan:
    return divide_plan(issued, [cast.union], actor=district)


def give(child: Plan, value: int) -> None:
    goal, recipient = child.programs.get().goals.get(), child.recipients.get()
    Target.objects.create(edition=child.editions.get(), goal=goal, recipient=recipient, value=Decimal(value))


def adjust_above(cast, plan: Plan, value: int) -> None:
    """The city gives the first unit another figure and takes it from the second."""
    first, second = plan.recipients.all()
    edition = Edition.objects.create(
        plan=plan, number=2, reason="重新摸底", drafter=cast.users["city_officer"]
    )
    goal = plan.programs.get().goals.get()
    for unit, share in ((first, value), (second, 10 - value)):
        Target.objects.create(edition=edition, goal=goal, recipient=unit, value=Decimal(share))
    edition_workflow.perform(edition, "submit", actor=cast.actor("city_officer"))
    edition_workflow.perform(edition, "approve", actor=cast.actor("city_leader"))


def test_a_further_division_takes_over_the_own_share(cast, issued, child):
    goal, above = child.programs.get().goals.get(), issued.programs.get().goals.get()
    assert (child.parent, child.organization, child.year) == (issued, cast.district, issued.year)
    assert child.title == "东城区分解：全市重点工作计划"
    assert (goal.total, goal.parent, goal.indicator) == (Decimal(5), above, above.indicator)
    assert [one.organization for one in child.recipients.all()] == [cast.union]
    assert child.editions.get().number == 1


def test_it_is_issued_straight_from_the_draft_once_the_sum_is_right(cast, child, district):
    with pytest.raises(NotAllowed, match="比目标5家少5家"):
        issue_plan(child, actor=district)
    give(child, 5)
    issue_plan(child, actor=district)
    assert child.state == PlanState.ISSUED
    sign_plan(child, actor=cast.actor("union_officer"))
    assert Receipt.objects.ungated("the only one").get().organization == cast.union


def test_a_unit_divides_once(cast, issued, child, district):
    with pytest.raises(NotAllowed, match="已经分解过"):
        divide_plan(issued, [cast.union], actor=district)


def test_of_two_who_divide_at_once_one_wins_and_the_other_is_told(cast, issued, district, race):
    act = lambda: divide_plan(issued, [cast.union], actor=district)  # noqa: E731 — the same act twice
    results = race([act, act])
    assert sum(isinstance(one, Plan) for one in results) == 1
    (told,) = [one for one in results if isinstance(one, Conflict | NotAllowed)]
    assert "分解" in told.sentence
    assert Plan.objects.ungated("the city's and one below").count() == 2


def test_nothing_is_divided_without_a_share_or_without_unions(cast, issued, district):
    with pytest.raises(Refusal, match="没有可以分解的工会"):
        divide_plan(issued, [], actor=district)
    Target.objects.ungated("taken away").filter(recipient__organization=cast.district).delete()
    with pytest.raises(Refusal, match="没有分解到任务数"):
        divide_plan(issued, [cast.union], actor=district)


def test_the_city_sees_how_far_divisions_went(cast, issued, child):
    first, second = receipt_lines(issued, cast.actor("city_officer"))
    assert (first.child, second.child) == (child, None)


def test_a_changed_share_above_is_found_and_told_below(cast, issued, child, district):
    give(child, 5)
    issue_plan(child, actor=district)
    assert findings_of(child) == []
    adjust_above(cast, issued, 7)
    (found,) = findings_of(child)
    assert (found.code, found.blocking) == ("share", True)
    assert found.sentence.endswith("的任务数改为7家，本级仍按5家分解。")
    told = Message.objects.filter(user=cast.users["district_officer"], title__startswith="上级任务数有调整")
    assert told.get().url == child.get_absolute_url()


def test_taking_the_new_share_opens_the_gap(cast, issued, child, district):
    give(child, 5)
    adjust_above(cast, issued, 7)
    assert take_shares(child, actor=district) == 1
    (found,) = findings_of(child)
    assert (found.code, found.sentence[-len("比目标7家少2家。") :]) == ("gap", "比目标7家少2家。")
    with pytest.raises(Refusal, match="已经一致"):
        take_shares(child, actor=district)


def test_only_the_maker_takes_new_shares(cast, child):
    with pytest.raises(NotAllowed, match="别的单位"):
        take_shares(child, actor=cast.actor("city_officer"))


def test_levels_are_offered_once_where_they_are_the_same(cast, district):
    assert list(levels_below(district)) == ["direct"]
    street = make_organization("东城街道总工会", Kind.TOWNSHIP, cast.district, position=2)
    make_organization("街道企业工会", Kind.GRASSROOTS, street)
    levels = levels_below(district)
    assert {name: [str(one) for one in units] for name, (_, units) in levels.items()} == {
        "direct": ["东城机床厂工会", "东城街道总工会"],
        "grassroots": ["东城机床厂工会", "街道企业工会"],
    }


def test_the_adjustment_above_stands_in_the_order_of_editions(cast, issued):
    adjust_above(cast, issued, 7)
    assert list(issued.editions.values_list("number", "state")) == [
        (2, EditionState.APPROVED),
        (1, EditionState.APPROVED),
    ]
