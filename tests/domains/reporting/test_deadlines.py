"""What reports put on the ladder: who hears of a sheet that has not gone up, and until when."""

from datetime import date, timedelta

from django.utils import timezone

from jiangong.domains.reporting.actions import filling, reviewing
from jiangong.domains.reporting.actions.windows import Key, lock_window, unlock_window
from jiangong.domains.reporting.choices import ReportState
from jiangong.domains.reporting.models import Report, Window
from jiangong.domains.reporting.receivers.deadlines import reports_due
from jiangong.kit.messaging.deadlines import Span, calls_on
from jiangong.kit.messaging.models import RungName
from tests.factories.organizations import make_organization
from tests.factories.reporting import make_running, make_window, report_of, say

EVER = Span(date(2000, 1, 1), date(2100, 1, 1))
UNIT, ABOVE, LEADER = ["district_officer"], ["city_officer"], ["city_leader"]


def heard(deadline):
    return {
        rung: ([one.username for one in found.people], found.organization_id)
        for rung, found in deadline.people_by_rung.items()
    }


def owed() -> list:
    return list(reports_due(EVER))


def due_since(book, days: int) -> None:
    """The window was due so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    Window.objects.ungated("a test's own").filter(pk=book.window.pk).update(due_on=day)
    book.window.refresh_from_db()


def test_a_sheet_is_owed_until_it_is_sent_and_again_when_it_comes_back(book):
    first, second = owed()
    cast, mine = book.cast, report_of(book.window, book.cast.district)
    assert (first.key, first.url, first.due_on) == (
        f"reporting.report:{mine.pk}",
        mine.get_absolute_url(),
        book.window.due_on,
    )
    assert first.title == f"东城区：报送{book.window}上报表（{book.plan.title}）"
    assert heard(first) == {
        RungName.BEFORE: (UNIT, cast.district.pk),
        RungName.DUE: (UNIT, cast.district.pk),
        RungName.ABOVE: (ABOVE, cast.federation.pk),
        RungName.LEADER: (LEADER, None),
    }
    filling.submit_report(mine, say(book.plan, 7, 0), actor=book.district)
    assert [one.key for one in owed()] == [second.key]
    reviewing.send_back_report(report_of(book.window, cast.district), "请核参赛数", actor=book.officer)
    assert [one.key for one in owed()] == [first.key, second.key]


def test_only_windows_due_in_the_span_are_asked_for(book):
    due = book.window.due_on
    assert len(list(reports_due(Span(due, due)))) == 2
    assert list(reports_due(Span(due + timedelta(days=1), due + timedelta(days=9)))) == []
    assert list(reports_due(Span(due - timedelta(days=9), due - timedelta(days=1)))) == []


def test_a_settled_plan_and_a_window_not_opened_yet_owe_nothing(book):
    Window.objects.ungated("a test's own").update(opened_at=None)
    assert owed() == []
    Window.objects.ungated("a test's own").update(opened_at=timezone.now())
    type(book.plan).objects.ungated("a test's own").update(state="settled")
    assert owed() == []


def test_the_unit_hears_through_the_days_of_grace_and_no_longer(book):
    due_since(book, book.window.grace_days)
    assert set(heard(owed()[0])) == set(RungName.values)
    due_since(book, book.window.grace_days + 1)
    assert heard(owed()[0]) == {
        RungName.ABOVE: (ABOVE, book.cast.federation.pk),
        RungName.LEADER: (LEADER, None),
    }


def test_what_was_locked_by_hand_is_owed_by_nobody_until_it_is_unlocked(book):
    lock_window(book.window, actor=book.officer)
    assert owed() == []
    until = timezone.localdate() + timedelta(days=20)
    unlock_window(book.window, Key(book.cast.district, until, "补报"), actor=book.officer)
    (only,) = owed()
    assert (only.title[:3], only.due_on) == ("东城区", until)
    assert heard(only)[RungName.DUE] == (UNIT, book.cast.district.pk)


def test_an_unlock_moves_the_day_for_its_unit_alone(book):
    due_since(book, 30)
    until = timezone.localdate() + timedelta(days=2)
    unlock_window(book.window, Key(book.cast.district, until, "补报"), actor=book.officer)
    days = {one.title[:3]: one.due_on for one in owed()}
    assert days == {"东城区": until, "西城区": book.window.due_on}
    near = Span(timezone.localdate(), until)
    assert [one.due_on for one in reports_due(near)] == [until]


def test_what_waits_inside_a_unit_is_its_signers(book):
    rows = Report.objects.ungated("a test's own").filter(organization=book.cast.district)
    rows.update(state=ReportState.CHECKING)
    assert heard(owed()[0])[RungName.DUE] == (UNIT, book.cast.district.pk)
    rows.update(state=ReportState.SUBMITTED)
    assert [one.title[:3] for one in owed()] == ["西城区"]


def test_the_district_that_looks_first_hears_before_the_city(cast, db):
    plan = make_running(cast.actor("city_officer"), [cast.union])
    window = make_window(plan, 3)
    (only,) = owed()
    assert heard(only)[RungName.ABOVE] == (UNIT, cast.district.pk)
    assert heard(only)[RungName.LEADER] == (LEADER, None)
    Window.objects.ungated("a test's own").filter(pk=window.pk).update(needs_endorsement=False)
    (only,) = owed()
    assert heard(only)[RungName.ABOVE] == (ABOVE, cast.federation.pk)


def test_the_ladder_climbs_from_the_unit_to_the_leader(book):
    mine = f"reporting.report:{report_of(book.window, book.cast.district).pk}@"
    climbed = {}
    for days in (-3, 0, 3, 7):
        due_since(book, days)
        climbed[days] = [one.rung for one in calls_on(timezone.localdate()) if one.key.startswith(mine)]
    assert climbed == {
        -3: [RungName.BEFORE],
        0: [RungName.DUE],
        3: [RungName.DUE, RungName.ABOVE],
        7: [RungName.ABOVE, RungName.LEADER],
    }


def test_many_sheets_take_as_many_queries_as_one(cast, db, django_assert_max_num_queries):
    officer = cast.actor("city_officer")
    units = [make_organization(f"第{n}厂工会", parent=cast.federation) for n in range(30)]
    for month in (3, 4):
        make_window(make_running(officer, units), month)
    with django_assert_max_num_queries(6):
        assert len(owed()) == 60
