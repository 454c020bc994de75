"""What may be behind a gap: the units in question, the fills that make every sum exact, and their order."""

from decimal import Decimal

import pytest

from jiangong.domains.organizations.choices import OrganizationKind as Kind
from jiangong.domains.organizations.queries import units
from jiangong.domains.plans.models import Edition, Goal, Plan, Program, Recipient, Target
from jiangong.domains.plans.queries.gaps import cells_of, gap_explanations
from jiangong.domains.plans.queries.grid import grid_of
from jiangong.kit.access.actor import system_actor
from tests.factories.organizations import make_organization
from tests.factories.plans import make_indicator

USUAL = (10, 1, 1)


class Notice:
    """Eight enterprises in two tables; the second one leaves some of them out."""

    def __init__(self, cast, names: str = "甲乙丙丁戊己庚辛") -> None:
        actor = cast.actor("city_officer")
        self.plan = Plan.objects.create(
            organization=actor.organization, title="通知", year=2021, drafter=actor.user
        )
        self.edition = Edition.objects.create(plan=self.plan, number=1)
        self.units = {
            name: make_organization(f"{name}厂", Kind.ENTERPRISE, cast.federation, position=place)
            for place, name in enumerate(names)
        }
        self.rows = {
            name: Recipient.objects.create(plan=self.plan, organization=unit, position=place, written=name)
            for place, (name, unit) in enumerate(self.units.items())
        }
        self.number = 0

    def table(self, rows: dict[str, tuple], totals: tuple, units: str = "名家个") -> list[Goal]:
        """One programme with its shares; nothing where a value is missing."""
        self.number += 1
        program = Program.objects.create(plan=self.plan, position=self.number, title=f"专案{self.number}")
        goals = [
            Goal.objects.create(
                program=program,
                position=place,
                total=total,
                indicator=make_indicator(
                    self.plan.organization, f"指标{self.number}{place}", unit=units[place]
                ),
            )
            for place, total in enumerate(totals)
        ]
        for name, values in rows.items():
            for goal, value in zip(goals, values, strict=True):
                if value is not None:
                    Target.objects.create(
                        edition=self.edition, recipient=self.rows[name], goal=goal, value=value
                    )
        return goals

    def explained(self) -> list:
        return gap_explanations(grid_of(self.edition))


@pytest.fixture
def notice(cast) -> Notice:
    return Notice(cast)


def everyone(notice: Notice, values: tuple, without: str = "") -> dict[str, tuple]:
    return {name: values for name in notice.rows if name not in without}


def test_a_plan_that_adds_up_needs_no_explanation(notice):
    notice.table(everyone(notice, USUAL), (80, 8, 8))
    assert notice.explained() == []


def test_the_one_unit_left_out_closes_every_gap_at_once(notice):
    notice.table(everyone(notice, (3, 3)), (24, 24), "个个")
    goals = notice.table(everyone(notice, USUAL, without="丙"), (80, 8, 8))
    (found,) = notice.explained()
    assert (found.goals, found.differences, found.amounts) == (tuple(goals), (-10, -1, -1), "10名、1家、1个")
    (candidate,) = found.candidates
    assert (candidate.label, candidate.exact, candidate.is_placed) == ("丙厂 10/1/1", True, True)
    assert candidate.reason == "同类7家中有7家为10/1/1；补入后三项合计均相符"
    written = cells_of(candidate, found.goals)
    assert written == {
        (notice.rows["丙"].pk, goal.pk): value for goal, value in zip(goals, USUAL, strict=True)
    }


def test_who_has_much_in_the_other_tables_comes_before_who_has_little(notice):
    full = everyone(notice, (3, 3, 3, 3))
    notice.table(full | {"甲": (1, None, None, None)}, (22, 21, 21, 21), "个个个个")
    notice.table(everyone(notice, USUAL, without="甲丙"), (70, 7, 7))
    (found,) = notice.explained()
    assert found.names == ("丙厂", "甲厂")
    assert found.candidates[1].reason.endswith("但甲厂在另一张表中只有1项任务")
    assert "只有" not in found.candidates[0].reason


def test_two_units_left_out_are_filled_together_when_that_is_likelier(notice):
    notice.table(everyone(notice, (3,)), (24,), "个")
    notice.table(everyone(notice, USUAL, without="甲丙"), (80, 8, 8))
    (found,) = notice.explained()
    assert found.candidates[0].label == "甲厂 10/1/1，丙厂 10/1/1"
    assert found.candidates[0].exact
    assert [one.label for one in found.candidates[1:]] == ["甲厂 20/2/2", "丙厂 20/2/2"]


def test_a_unit_of_the_federation_that_the_plan_does_not_list_is_a_candidate(notice, cast):
    make_organization("壬厂", Kind.ENTERPRISE, cast.federation)
    notice.table(everyone(notice, USUAL), (90, 9, 9))
    (found,) = notice.explained()
    assert [one.label for one in found.candidates] == ["壬厂 10/1/1"]
    assert not found.candidates[0].is_placed
    assert found.candidates[0].reason.startswith("本级所属单位，本计划没有列出；同类8家中有8家")
    assert cells_of(found.candidates[0], found.goals) == {}


def test_a_kind_the_plan_leaves_out_as_a_whole_was_not_forgotten(notice, cast):
    assert {one.kind for one in units(system_actor())} == {Kind.DISTRICT, Kind.ENTERPRISE}
    notice.table(everyone(notice, USUAL), (90, 9, 9))
    (found,) = notice.explained()
    assert found.candidates == ()


def test_a_unit_in_this_table_alone_with_just_the_excess_may_be_one_too_many(notice):
    notice.table(everyone(notice, (3,), without="丁"), (21,), "个")
    goals = notice.table(everyone(notice, USUAL), (70, 7, 7))
    (found,) = notice.explained()
    assert (found.amounts, found.names) == ("+10名、+1家、+1个", ("丁厂",))
    assert cells_of(found.candidates[0], found.goals) == {
        (notice.rows["丁"].pk, goal.pk): None for goal in goals
    }


def test_sums_that_differ_both_ways_have_no_single_cause(notice):
    notice.table(everyone(notice, (3, 3), without="丁"), (24, 20), "个个")
    (found,) = notice.explained()
    assert (found.differences, found.candidates) == ((-3, 1), ())
    assert found.amounts == "−3个、+1个"


def test_decimals_stay_exact(notice):
    notice.table(everyone(notice, (3,)), (24,), "个")
    notice.table(everyone(notice, (Decimal("0.1"),), without="丙"), (Decimal("0.8"),), "万")
    (found,) = notice.explained()
    assert found.candidates[0].fills[0].values == (Decimal("0.1"),)
    assert found.candidates[0].label == "丙厂 0.1"


def test_explaining_takes_as_many_queries_for_many_gaps_as_for_one(notice, django_assert_max_num_queries):
    for _ in range(4):
        notice.table(everyone(notice, USUAL, without="丙"), (80, 8, 8))
    grid = grid_of(notice.edition)
    with django_assert_max_num_queries(3):
        gap_explanations(grid)
