"""Who has not reported, in the notice's order and within the reader's reach."""

from jiangong.domains.reporting.choices import ReportState
from jiangong.domains.reporting.models import Report
from jiangong.domains.statistics.queries.reported import unreported
from tests.factories.reporting import add_goal, make_running, make_window, report_of


def test_units_are_named_until_they_have_sent(cast):
    plan = make_running(cast.actor("city_officer"), [cast.district, cast.neighbour])
    add_goal(plan, "签订协议")
    assert unreported(plan, cast.actor("city_officer")) is None
    window = make_window(plan, 3)
    sent = report_of(window, cast.district)
    Report.objects.ungated("test").filter(pk=sent.pk).update(state=ReportState.SUBMITTED)
    found = unreported(plan, cast.actor("city_officer"))
    assert (found.total, [one.organization for one in found.reports]) == (2, [cast.neighbour])
    own = unreported(plan, cast.actor("district_officer"))
    assert (own.total, own.reports) == (1, ())
    assert unreported(plan, cast.actor("outsider")) is None
