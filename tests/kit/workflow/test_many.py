"""One transition with many objects: what stands elsewhere or was overtaken stays as it is."""

from jiangong.domains.reporting.choices import ReportState
from jiangong.domains.reporting.models import RELATED, Report
from jiangong.domains.reporting.workflow import report_workflow
from jiangong.kit.audit.models import AuditEntry
from tests.factories.reporting import make_running, make_window


def test_those_that_moved_meanwhile_stay(cast):
    officer = cast.actor("city_officer")
    window = make_window(make_running(officer, [cast.district, cast.neighbour]), 3)
    rows = Report.objects.ungated("a test's own").filter(window=window)
    rows.update(state=ReportState.SUBMITTED)
    reports = list(rows.select_related(*RELATED))
    rows.filter(pk=reports[1].pk).update(version=5)
    done = report_workflow.perform_many(reports, "approve", actor=officer)
    assert [one.pk for one in done] == [reports[0].pk]
    assert sorted(rows.values_list("state", "version")) == [("approved", 1), ("submitted", 5)]
    assert (reports[0].state, reports[0].version) == (ReportState.APPROVED, 1)
    assert AuditEntry.objects.filter(verb="reporting.report.approve").count() == 1
    assert report_workflow.perform_many(reports, "withdraw", actor=cast.actor("district_officer")) == []
