"""What a report does to figures: a confirmation nothing, a difference one adjustment, a typed figure itself."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from jiangong.domains.indicators.choices import FactSource, IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Fact, SourceRule
from jiangong.domains.indicators.queries import figures
from jiangong.domains.reporting.actions.filling import (
    Unfinished,
    revise_report,
    save_report,
    submit_report,
    withdraw_report,
)
from jiangong.domains.reporting.actions.reviewing import approve_report, read_report, send_back_report
from jiangong.domains.reporting.actions.windows import Key, unlock_window
from jiangong.domains.reporting.choices import CountsFrom, ReportState
from jiangong.domains.reporting.models import Entry, Window
from jiangong.domains.reporting.queries.lines import lines_of
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.reporting import YEAR, add_goal, enter, make_window, report_of, say


def facts() -> list[tuple]:
    rows = Fact.objects.ungated("all of them").order_by("pk")
    return [(one.source, one.dated_on, one.value) for one in rows]


def total(book, goal, month: int = 3, unit=None) -> Decimal:
    """The year up to the end of a month."""
    span = figures.Span(date(YEAR, 1, 1), figures.Span.month(YEAR, month).ends_on)
    return figures.value(goal.indicator, (unit or book.cast.federation).pk, span).amount


def send(book, *values, window=None, **facts):
    report = report_of(window or book.window, book.cast.district)
    return submit_report(report, say(book.plan, *values, **facts), actor=book.district)


def approve(book, window=None):
    report = report_of(window or book.window, book.cast.district)
    return approve_report(report, actor=book.officer)


def test_a_confirmation_makes_no_fact(book):
    enter(book.cast.district, count=2)
    send(book, 7, 2)
    approve(book)
    assert facts() == [(FactSource.TYPED, date(YEAR, 3, 31), Decimal(7))]
    assert total(book, book.known) == 2


def test_an_explained_difference_is_one_adjustment_of_the_difference(book):
    enter(book.cast.district, count=2)
    send(book, 7, 3, why="一家材料在途")
    approve(book)
    assert facts()[1:] == [(FactSource.ADJUSTMENT, date(YEAR, 3, 31), Decimal(1))]
    assert total(book, book.known) == 3


def test_figures_count_only_once_the_report_is_approved(book):
    send(book, 7, 0)
    assert facts() == []
    approve(book)
    assert total(book, book.typed) == 7


def test_figures_count_on_arrival_where_the_window_says_so(book):
    Window.objects.ungated("a test's own").update(counts_from=CountsFrom.SUBMITTED)
    send(book, 7, 0)
    assert total(book, book.typed) == 7
    withdraw_report(report_of(book.window, book.cast.district), actor=book.district)
    assert facts() == []
    send(book, 8, 0)
    send_back_report(report_of(book.window, book.cast.district), "请核", actor=book.officer)
    assert facts() == []


def test_a_corrected_month_flows_into_later_cumulative_figures(book):
    june = make_window(book.plan, 6)
    for window, value in ((book.window, 7), (june, 5)):
        send(book, value, 0, window=window)
        approve(book, window)
    assert total(book, book.typed, 6) == 12
    report = report_of(book.window, book.cast.district)
    with pytest.raises(NotAllowed, match="开锁"):
        revise_report(report, "漏报", actor=book.district)
    unlock_window(book.window, Key(book.cast.district, timezone.localdate(), "漏报一家"), actor=book.officer)
    revise_report(report_of(book.window, book.cast.district), "漏报", actor=book.district)
    assert total(book, book.typed, 6) == 12
    send(book, 9, 0)
    assert total(book, book.typed, 6) == 12
    approve(book)
    assert total(book, book.typed, 6) == 14
    assert total(book, book.typed, 2) == 0
    assert len(facts()) == 2


def test_a_corrected_difference_replaces_the_former_one(book):
    enter(book.cast.district, count=2)
    send(book, 7, 3, why="一家材料在途")
    approve(book)
    enter(book.cast.district, month=3, count=1)
    unlock_window(book.window, Key(None, timezone.localdate(), "补录"), actor=book.officer)
    revise_report(report_of(book.window, book.cast.district), "已经补录", actor=book.district)
    report = report_of(book.window, book.cast.district)
    line = lines_of([report])[report.pk][1]
    assert (line.known, line.base, line.entry.known) == (3, 3, 2)
    send(book, 7, 3)
    approve(book)
    assert total(book, book.known) == 3
    assert [one[0] for one in facts()] == [FactSource.TYPED]


def test_a_total_from_above_is_its_own_kind_of_fact(book):
    SourceRule.objects.create(
        indicator=book.typed.indicator,
        organization=book.cast.district,
        mode=SourceMode.FROM_ABOVE,
        starts_on=date(YEAR, 1, 1),
    )
    send(book, 7, 0)
    approve(book)
    assert facts() == [(FactSource.ABOVE, date(YEAR, 3, 31), Decimal(7))]


def test_a_stated_stock_replaces_the_one_before(book):
    goal = add_goal(book.plan, "在岗人数", share=50, kind=IndicatorKind.LATEST)
    april = make_window(book.plan, 4)
    for window, value in ((book.window, 40), (april, 42)):
        send(book, 7, 0, value, window=window)
        approve(book, window)
    assert total(book, goal, 3) == 40
    assert total(book, goal, 4) == 42


def test_what_units_below_have_said_is_known_and_only_the_difference_is_added(book):
    from jiangong.domains.indicators.actions.facts import Figure, put_facts

    put_facts(
        ["test:1"],
        [Figure("test:1", book.typed.indicator_id, book.cast.union.pk, date(YEAR, 3, 5), Decimal(30))],
    )
    send(book, 32, 0, why="另有两家没有上线")
    approve(book)
    assert total(book, book.typed) == 32
    assert facts()[-1] == (FactSource.TYPED, date(YEAR, 3, 31), Decimal(2))


def test_a_draft_may_be_incomplete_and_a_report_may_not(book):
    report = save_report(
        report_of(book.window, book.cast.district), say(book.plan, 7, None), actor=book.district
    )
    assert report.state == ReportState.DRAFT
    with pytest.raises(Unfinished) as refused:
        send(book, None, 5)
    assert [field for field, _ in refused.value.faults] == [
        f"stated-{book.typed.pk}",
        f"explanation-{book.known.pk}",
    ]
    kept = Entry.objects.ungated("all of them").get(goal=book.typed)
    assert kept.stated == 7


def test_nobody_confirms_a_figure_they_have_not_seen(book):
    enter(book.cast.district)
    with pytest.raises(Refusal, match="刚从0个变为1个"):
        send(book, 7, 0, seen=Decimal(0))


def test_a_report_keeps_what_was_known_when_it_was_sent(book):
    enter(book.cast.district, count=2)
    report = send(book, 7, 2)
    enter(book.cast.district)
    line = lines_of([report])[report.pk][1]
    assert (line.entry.known, line.known) == (2, 3)


def test_after_it_was_read_a_report_is_not_taken_back(book):
    send(book, 7, 0)
    stale = report_of(book.window, book.cast.district)
    assert read_report(report_of(book.window, book.cast.district), actor=book.officer)
    with pytest.raises(Conflict):
        withdraw_report(stale, actor=book.district)
    with pytest.raises(NotAllowed, match="已经阅收"):
        withdraw_report(report_of(book.window, book.cast.district), actor=book.district)
    assert not read_report(report_of(book.window, book.cast.district), actor=book.officer)


def test_the_last_days_are_judged_by_the_database(book):
    window = Window.objects.ungated("a test's own").filter(pk=book.window.pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    window.update(due_on=yesterday, grace_days=3)
    assert send(book, 7, 0).is_late
    window.update(due_on=yesterday - timedelta(days=5))
    other = report_of(book.window, book.cast.neighbour)
    neighbour = book.cast.actor("neighbour_officer")
    with pytest.raises(NotAllowed, match="已经锁定"):
        submit_report(other, say(book.plan, 1, 0), actor=neighbour)
    unlock_window(book.window, Key(book.cast.neighbour, timezone.localdate(), "停电"), actor=book.officer)
    other = report_of(book.window, book.cast.neighbour)
    assert submit_report(other, say(book.plan, 1, 0), actor=neighbour).is_late
