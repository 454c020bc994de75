"""What a unit has said for everything below it is not added to by what is reported below later."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.indicators.choices import FactSource, IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Fact, SourceRule
from jiangong.domains.indicators.queries import figures
from jiangong.domains.plans.models import Goal
from jiangong.domains.reporting.actions import filling, reviewing
from jiangong.domains.reporting.actions.counting import count_entries, uncount_report
from jiangong.domains.reporting.actions.filling import Filling, Statement, write_entries
from jiangong.domains.reporting.actions.windows import Key, unlock_window
from jiangong.domains.reporting.choices import CountsFrom
from jiangong.domains.reporting.models import Window
from jiangong.domains.reporting.queries.lines import lines_of
from tests.factories.organizations import make_organization
from tests.factories.reporting import YEAR, make_running, make_window, report_of, say
from tests.support.racing import elsewhere

HISTORIES, STEPS = 12, 18


def amount(indicator, unit, first: date, last: date) -> Decimal:
    return figures.value(indicator, unit.pk, figures.Span(first, last)).amount or Decimal(0)


def month_of(month: int) -> tuple[date, date]:
    span = figures.Span.month(YEAR, month)
    return span.starts_on, span.ends_on


@pytest.fixture
def tree(cast):
    """A district, two unions below it, a branch below one of them: each reports by a plan of its level."""
    second = make_organization("第二厂工会", parent=cast.district)
    branch = make_organization("一车间分会", parent=cast.union)
    return {"district": cast.district, "union": cast.union, "second": second, "branch": branch}


BELOW = {"district": ("union", "second"), "union": ("branch",), "second": (), "branch": ()}
LEVELS = (("district",), ("union", "second"), ("branch",))


class Reporting:
    """The windows of the tree's plans, all counting by one indicator."""

    def __init__(self, cast, tree, months, kind=IndicatorKind.SUM) -> None:
        self.tree, self.kind, self.windows = tree, kind, {}
        officer, self.indicator = cast.actor("city_officer"), None
        for names in LEVELS:
            plan = make_running(officer, [tree[name] for name in names], share=100)
            goal = plan.programs.get().goals.get()
            if self.indicator is None:
                self.indicator = goal.indicator
                type(self.indicator).objects.ungated("t").filter(pk=self.indicator.pk).update(kind=kind)
                self.indicator.kind = kind
            Goal.objects.filter(pk=goal.pk).update(indicator=self.indicator)
            for month in months:
                window = make_window(plan, month, counts_from=CountsFrom.SUBMITTED)
                self.windows |= {(name, month): window for name in names}

    def report(self, name, month):
        return report_of(self.windows[name, month], self.tree[name])

    def line(self, name, month):
        report = self.report(name, month)
        return lines_of([report])[report.pk][0]

    def write(self, name, month, value):
        report = self.report(name, month)
        goal = self.line(name, month).goal
        return report, write_entries(report, Filling((Statement(goal.pk, Decimal(value), "核对过"),)))

    def say(self, name, month, value) -> None:
        report, entries = self.write(name, month, value)
        count_entries(report, entries)

    def take_back(self, name, month) -> None:
        uncount_report(self.report(name, month))

    def figure(self, name, month) -> Decimal:
        return amount(self.indicator, self.tree[name], *month_of(month))


def test_what_is_reported_below_after_the_unit_above_has_typed_is_not_added(cast, tree):
    plans = Reporting(cast, tree, [3])
    plans.say("district", 3, 32)
    plans.say("union", 3, 30)
    assert (plans.figure("district", 3), plans.figure("union", 3)) == (32, 30)
    plans.say("second", 3, 7)  # more than the district has said: its word stands until it corrects it
    assert (plans.figure("district", 3), plans.figure("second", 3)) == (32, 7)
    plans.take_back("union", 3)
    assert plans.figure("district", 3) == 32
    assert plans.line("district", 3).known == 7
    plans.say("district", 3, 7)  # it confirms what is below now, and follows it from here on
    plans.say("union", 3, 30)
    assert plans.figure("district", 3) == 37


@pytest.mark.database
@pytest.mark.parametrize("kind", [IndicatorKind.SUM, IndicatorKind.LATEST])
def test_two_at_once_below_a_word_are_both_made_room_for(shared_database, cast, tree, kind):
    plans = Reporting(cast, tree, [3], kind)
    plans.say("district", 3, 32)
    with elsewhere(lambda: plans.say("union", 3, 10), seconds=1):
        plans.say("second", 3, 7)  # waits for the other's end
    assert [plans.figure(name, 3) for name in ("district", "union", "second")] == [32, 10, 7]


def test_nothing_said_is_no_word(cast, tree):
    plans = Reporting(cast, tree, [3])
    plans.say("district", 3, 0)
    plans.say("union", 3, 30)
    assert plans.figure("district", 3) == 30


def test_what_came_from_below_between_submission_and_approval_is_not_added(cast, tree):
    plans = Reporting(cast, tree, [3])
    report, entries = plans.write("district", 3, 32)
    plans.say("union", 3, 30)
    count_entries(report, entries)
    assert plans.figure("district", 3) == 32


def test_a_stock_gives_way_from_the_day_on_and_until_the_next_word(cast, tree):
    plans = Reporting(cast, tree, [3, 4, 5, 6], IndicatorKind.LATEST)
    plans.say("district", 3, 40)
    plans.say("union", 4, 38)
    assert [plans.figure("district", month) for month in (3, 4, 5)] == [40, 40, 40]
    plans.say("district", 5, 38)  # confirms
    assert [plans.figure("district", month) for month in (4, 5, 6)] == [40, 38, 38]
    plans.say("second", 6, 2)
    assert plans.figure("district", 6) == 40
    plans.take_back("district", 5)
    assert [plans.figure("district", month) for month in (5, 6)] == [40, 40]


def test_a_milestone_is_each_units_own(cast, tree):
    plans = Reporting(cast, tree, [3], IndicatorKind.MILESTONE)
    plans.say("district", 3, 1)
    plans.say("union", 3, 1)
    assert plans.figure("district", 3) == 2


def test_a_word_that_is_not_counted_any_more_is_left_alone(cast, tree):
    plans = Reporting(cast, tree, [3])
    plans.say("district", 3, 32)
    rule = {"indicator": plans.indicator, "mode": SourceMode.LEDGER, "starts_on": date(YEAR, 1, 1)}
    SourceRule.objects.create(organization=tree["district"], **rule)
    SourceRule.objects.create(organization=tree["union"], **{**rule, "mode": SourceMode.TYPED})
    plans.say("union", 3, 30)
    fact = Fact.objects.ungated("t").get(organization=tree["district"], source=FactSource.TYPED)
    assert fact.value == 32


def test_through_the_whole_course_a_district_keeps_its_word(cast, tree):
    plans = Reporting(cast, tree, [3])
    Window.objects.ungated("t").update(counts_from=CountsFrom.APPROVED, needs_endorsement=False)
    officer = cast.actor("city_officer")
    for name, value in (("district", 32), ("union", 30)):
        report = plans.report(name, 3)
        actor = cast.actor(f"{name}_officer")
        filling.submit_report(report, say(report.window.plan, value), actor=actor)
        reviewing.approve_reports([plans.report(name, 3)], actor=officer)
    assert plans.figure("district", 3) == 32
    window = plans.windows["district", 3]
    unlock_window(window, Key(None, timezone.localdate(), "核对"), actor=officer)
    filling.revise_report(plans.report("district", 3), "按下级数", actor=cast.actor("district_officer"))
    filling.submit_report(
        plans.report("district", 3), say(window.plan, 30), actor=cast.actor("district_officer")
    )
    reviewing.approve_report(plans.report("district", 3), actor=officer)
    assert plans.figure("district", 3) == 30


@pytest.mark.parametrize("kind", [IndicatorKind.SUM, IndicatorKind.LATEST])
def test_a_unit_below_is_told_whose_figure_contains_its_own(cast, tree, kind):
    plans = Reporting(cast, tree, [3, 4], kind)
    told = "东城区已报总数，本单位的数只在本单位显示，不再加到上级"

    def sheet(month) -> str:
        address = reverse("reporting:fill", args=[plans.report("union", month).pk])
        return cast.client("union_officer").get(address).content.decode()

    assert told not in sheet(3)
    plans.say("district", 3, 32)
    assert told in sheet(3)
    assert (told in sheet(4)) == (kind == IndicatorKind.LATEST)  # what stands goes on standing
    plans.take_back("district", 3)
    assert told not in sheet(3)


class Expected:
    """The same worked out without facts: the last word of a unit, or what is below it."""

    def __init__(self, is_stock: bool) -> None:
        self.is_stock = is_stock
        self.said: dict[tuple[str, int], tuple[Decimal, bool]] = {}

    def say(self, name, month, value) -> None:
        below = sum((self.figure(one, month) for one in BELOW[name]), Decimal(0))
        self.said[name, month] = (value, value != below or not BELOW[name])

    def take_back(self, name, month) -> None:
        self.said.pop((name, month), None)

    def figure(self, name, month) -> Decimal:
        months = (
            [one for unit, one in self.said if unit == name and one <= month] if self.is_stock else [month]
        )
        value, is_word = self.said.get((name, max(months, default=0)), (Decimal(0), False))
        if is_word:
            return value
        return sum((self.figure(one, month) for one in BELOW[name]), Decimal(0))


@pytest.mark.parametrize("kind", [IndicatorKind.SUM, IndicatorKind.LATEST])
@pytest.mark.parametrize("seed", range(HISTORIES))
def test_random_histories_agree_with_words_worked_out_without_facts(cast, tree, seed, kind):
    random, months = Random(seed), (3, 4, 5)
    plans, expected = Reporting(cast, tree, months, kind), Expected(kind == IndicatorKind.LATEST)
    told = []
    for _ in range(STEPS):
        name, month = random.choice(list(BELOW)), random.choice(months)
        if (name, month) in expected.said and random.random() < 0.2:
            plans.take_back(name, month)
            expected.take_back(name, month)
            told.append(f"{name} {month} takes back")
        else:
            known = sum((expected.figure(one, month) for one in BELOW[name]), Decimal(0))
            value = known if random.random() < 0.3 else Decimal(random.randint(0, 40))
            plans.say(name, month, value)
            expected.say(name, month, value)
            told.append(f"{name} {month} says {value} of {known}")
        for one in BELOW:
            for each in months:
                assert plans.figure(one, each) == expected.figure(one, each), (told, one, each)
