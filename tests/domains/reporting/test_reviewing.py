"""Those above: a whole district at once with the doubtful held out, 代填 confirmed later, districts between, two at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.indicators.actions.folding import fold_everything
from jiangong.domains.indicators.models import Fact
from jiangong.domains.plans.choices import Channel
from jiangong.domains.reporting.actions import filling, reviewing
from jiangong.domains.reporting.actions.reviewing import Proxy
from jiangong.domains.reporting.choices import CountsFrom, ReportState
from jiangong.domains.reporting.models import RELATED, Report, Window
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.organizations import make_organization
from tests.factories.reporting import enter, make_running, make_window, report_of, say

LIST = "/reports/review/"


def send(book, unit, actor, *values, **facts) -> Report:
    return filling.submit_report(report_of(book.window, unit), say(book.plan, *values, **facts), actor=actor)


def both(book) -> list[Report]:
    cast = book.cast
    send(book, cast.district, book.district, 7, 0)
    send(book, cast.neighbour, cast.actor("neighbour_officer"), 8, 1, why="材料在途")
    return [report_of(book.window, one) for one in (cast.district, cast.neighbour)]


def test_a_whole_district_passes_at_once_and_the_doubtful_are_held_out(book):
    passed = reviewing.approve_reports(both(book), actor=book.officer)
    assert [one.organization for one in passed.done] == [book.cast.district]
    assert [(one.organization, why) for one, why in passed.held] == [
        (book.cast.neighbour, "有1项说明了差异或异常。")
    ]
    assert report_of(book.window, book.cast.neighbour).state == ReportState.SUBMITTED
    assert Fact.objects.ungated("all of them").count() == 1
    assert AuditEntry.objects.filter(verb="reporting.report.approve").count() == 1


def test_what_changed_in_the_ledger_since_is_held_out(book):
    reports = both(book)
    enter(book.cast.district)
    passed = reviewing.approve_reports(reports[:1], actor=book.officer)
    assert passed.done == ()
    assert passed.held[0][1] == "报送后台账有变化：委员会由0变为1。"


def test_many_are_approved_in_as_many_statements_as_one(book, django_assert_max_num_queries):
    officer = book.officer
    units = [make_organization(f"第{n}厂工会", parent=book.cast.federation) for n in range(30)]
    plan = make_running(officer, units, share=9)
    window = make_window(plan, 4)
    rows = Report.objects.ungated("a test's own").filter(window=window)
    rows.update(state=ReportState.SUBMITTED, submitted_at=timezone.now())
    reports = list(rows.select_related(*RELATED))
    fold_everything()  # the new organizations themselves
    with django_assert_max_num_queries(30):
        assert len(reviewing.approve_reports(reports, actor=officer).done) == 30


def test_it_comes_back_with_a_reason_and_goes_up_again(book):
    send(book, book.cast.district, book.district, 7, 0)
    report = reviewing.send_back_report(
        report_of(book.window, book.cast.district), "请核参赛数", actor=book.officer
    )
    assert (report.state, report.returned_for) == (ReportState.RETURNED, "请核参赛数")
    again = send(book, book.cast.district, book.district, 6, 0)
    assert (again.state, again.returned_for) == (ReportState.SUBMITTED, "")


def test_a_district_looks_first_where_it_stands_between(cast):
    officer = cast.actor("city_officer")
    plan = make_running(officer, [cast.union])
    window = make_window(plan, 3)
    report = filling.submit_report(
        report_of(window, cast.union), say(plan, 3), actor=cast.actor("union_officer")
    )
    with pytest.raises(NotAllowed, match="区县先审"):
        reviewing.approve_report(report, actor=officer)
    with pytest.raises(NotAllowed, match="不由您所在的单位"):
        reviewing.endorse_report(report, actor=cast.actor("neighbour_officer"))
    reviewing.endorse_report(report, actor=cast.actor("district_officer"))
    assert reviewing.approve_report(report, actor=officer).state == ReportState.APPROVED


def test_acts_on_many_are_those_the_reader_may_take(cast):
    """The city does not endorse, a district does not approve what it looks at for the city."""
    report = report_of(make_window(make_running(cast.actor("city_officer"), [cast.union]), 3), cast.union)
    clients = [cast.client(name) for name in ("city_officer", "district_officer")]

    def offered() -> list[list[str]]:
        pages = [client.get(LIST).content.decode() for client in clients]
        return [[one for one in ("确认所选", "区县审核所选") if one in page] for page in pages]

    assert offered() == [[], []]
    for state, acts in (("submitted", [[], ["区县审核所选"]]), ("endorsed", [["确认所选"], []])):
        Report.objects.ungated("as if sent").filter(pk=report.pk).update(state=state)
        assert offered() == acts


def test_the_level_above_stands_in_and_the_unit_confirms_later(book):
    report = report_of(book.window, book.cast.district)
    proxy = Proxy(Channel.PHONE, timezone.localdate())
    with pytest.raises(NotAllowed, match="只有上级工会"):
        reviewing.stand_in_report(
            report, say(book.plan, 7, 0), proxy, actor=book.cast.actor("neighbour_officer")
        )
    late = Proxy(Channel.PHONE, timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refusal, match="晚于今天"):
        reviewing.stand_in_report(report, say(book.plan, 7, 0), late, actor=book.officer)
    report = report_of(book.window, book.cast.district)
    reviewing.stand_in_report(report, say(book.plan, 7, 0), proxy, actor=book.officer)
    held = reviewing.approve_reports([report], actor=book.officer).held
    assert held[0][1] == "代填，本单位还没有确认。"
    reviewing.approve_report(report, actor=book.officer)
    with pytest.raises(NotAllowed):
        reviewing.confirm_report(report, actor=book.officer)
    for _ in range(2):
        reviewing.confirm_report(report, actor=book.district)
    kept = report_of(book.window, book.cast.district)
    assert (kept.on_behalf, kept.confirmed_by) == (True, book.district.user)
    assert AuditEntry.objects.filter(verb="reporting.report.confirm").count() == 1


@pytest.mark.database
def test_of_two_approvers_one_decides_and_the_figures_count_once(book, race):
    send(book, book.cast.district, book.district, 7, 0)

    def act() -> Report:
        report = report_of(book.window, book.cast.district)
        return reviewing.approve_report(report, actor=book.officer)

    results = race([act] * 4)
    assert sum(isinstance(one, Report) for one in results) == 1
    assert all(isinstance(one, Report | Conflict | NotAllowed) for one in results)
    assert Fact.objects.ungated("all of them").count() == 1
    assert AuditEntry.objects.filter(verb="reporting.report.approve").count() == 1


@pytest.mark.database
def test_two_submissions_at_once_leave_one_report_and_one_set_of_figures(book, race):
    Window.objects.ungated("a test's own").update(counts_from=CountsFrom.SUBMITTED)

    def act() -> Report:
        report = report_of(book.window, book.cast.district)
        return filling.submit_report(report, say(book.plan, 7, 0), actor=book.district)

    results = race([act] * 4)
    assert sum(isinstance(one, Report) for one in results) == 1, results
    assert all(isinstance(one, Report | Conflict | NotAllowed) for one in results), results
    assert Fact.objects.ungated("all of them").count() == 1
    assert AuditEntry.objects.filter(verb="reporting.report.submit").count() == 1


def test_a_window_without_sheets_says_so_and_offers_no_workbook(book):
    window = make_window(book.plan, 11, opened_at=None)
    window.reports.all().delete()
    client = book.cast.client("city_officer")
    page = client.get(reverse("reporting:window_detail", args=[window.pk]))
    assert "填报期开放后，这里列出各单位的填报表。" in page.content.decode()
    assert "填报表" not in {action.label[2:] for action in page.context["head"].actions}
    opened = client.get(reverse("reporting:window_detail", args=[book.window.pk]))
    assert "填报表" in {action.label[2:] for action in opened.context["head"].actions}
    assert "这里列出各单位的填报表" not in opened.content.decode()
