"""What may be done with places, their inspections and reports, and what may not."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.accounts.queries import stranger
from jiangong.domains.places.actions import inspecting, reporting
from jiangong.domains.places.actions import places as actions
from jiangong.domains.places.choices import InspectionState, PlaceState, ReportState
from jiangong.domains.places.models import Inspection, Place, PlaceReport
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.places import make_inspection, make_place, make_report

pytestmark = pytest.mark.database
TODAY = timezone.localdate


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def visitor():
    return stranger("", "test")


def test_a_place_belongs_to_its_unit_and_is_open(cast, officer):
    place = make_place(officer)
    assert (place.organization, place.state, place.missing_count) == (cast.district, "open", 0)
    assert len(place.code) == 10
    assert AuditEntry.objects.get(verb="places.place.create").target_id == str(place.pk)


def test_a_place_of_a_strangers_unit_is_refused(cast, officer):
    with pytest.raises(Refusal, match="不在您的管理范围内"):
        make_place(officer, organization=cast.neighbour)


def test_whoever_may_not_edit_registers_nothing(cast):
    with pytest.raises(NotAllowed, match="登记阵地"):
        make_place(cast.actor("worker"))
    assert Place.objects.ungated("test").count() == 0


def test_changing_the_kind_leaves_only_what_stands_on_its_list(officer):
    place = make_place(officer)
    place.kind = "library"
    actions.revise_place(place, ["kind"], 0, actor=officer)
    assert place.facilities == ["seats", "hours"]
    assert place.missing_count == 5


def test_two_who_edit_at_once_do_not_overwrite_each_other(officer):
    place = make_place(officer)
    actions.check_facilities(place, ["water"], 0, actor=officer)
    with pytest.raises(Conflict):
        actions.check_facilities(Place.objects.ungated("t").get(), ["seats"], 0, actor=officer)


def test_a_move_to_another_unit_takes_visits_and_reports_along(cast, officer):
    place = make_place(officer)
    make_inspection(place, officer, "water")
    make_report(place)
    place.organization = cast.union
    actions.revise_place(place, ["organization"], place.version, actor=officer)
    owners = {one.organization_id for one in Inspection.objects.ungated("t")}
    owners |= {one.organization_id for one in PlaceReport.objects.ungated("t")}
    assert owners == {cast.union.pk}


def test_suspending_says_why_and_until_when_and_resuming_forgets_it(officer):
    place = make_place(officer)
    until = TODAY() + timedelta(days=9)
    actions.suspend_place(place, "内部装修", until, actor=officer)
    assert (place.state, place.reason, place.resumes_on) == ("suspended", "内部装修", until)
    actions.resume_place(place, actor=officer)
    stored = Place.objects.ungated("t").get()
    assert (stored.state, stored.reason, stored.resumes_on, stored.version) == ("open", "", None, 2)


def test_a_day_of_return_that_has_passed_is_refused(officer):
    with pytest.raises(Refusal, match="今天以后"):
        actions.suspend_place(make_place(officer), "装修", TODAY(), actor=officer)


def test_closing_keeps_the_day_and_settles_what_waits(officer):
    place = make_place(officer)
    make_report(place)
    actions.close_place(place, date(2025, 6, 30), "企业搬迁", actor=officer)
    assert (place.state, place.closed_on) == (PlaceState.CLOSED, date(2025, 6, 30))
    report = PlaceReport.objects.ungated("t").get()
    assert (report.state, report.answer) == (ReportState.SETTLED, "阵地已撤销。")
    with pytest.raises(NotAllowed, match="已撤销"):
        actions.check_facilities(place, [], place.version, actor=officer)


@pytest.mark.parametrize(
    ("day", "said"), [(date(2023, 1, 1), "不能早于"), (date(2999, 1, 1), "不能晚于今天")]
)
def test_a_closing_day_that_cannot_be_is_refused(officer, day, said):
    with pytest.raises(Refusal, match=said):
        actions.close_place(make_place(officer), day, "搬迁", actor=officer)


def test_a_void_place_is_neither_open_nor_closed_and_its_visits_are_void(officer):
    place = make_place(officer)
    make_inspection(place, officer, "water")
    actions.void_place(place, "重复登记", actor=officer)
    assert (place.state, place.closed_on, place.reason) == ("void", None, "重复登记")
    assert Inspection.objects.ungated("t").get().state == InspectionState.VOID


@pytest.mark.parametrize(
    "facts",
    [
        {"longitude": "113.6"},
        {"longitude": "34.7", "latitude": "60"},
        {"state": "closed"},
        {"closed_on": date(2025, 1, 1)},
        {"state": "closed", "closed_on": date(2020, 1, 1)},
    ],
)
def test_the_database_too_refuses_what_cannot_be(officer, facts):
    make_place(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.ungated("t").update(**facts)


def test_a_visit_that_finds_nothing_missing_passes(officer):
    place = make_place(officer)
    visit = make_inspection(place, officer)
    assert (visit.state, visit.missing, visit.due_on) == ("passed", [], None)
    assert place.inspected_on == TODAY()


def test_what_is_missing_must_be_mended_by_a_day_and_the_place_has_it_no_more(officer):
    place = make_place(officer)
    visit = make_inspection(place, officer, "water", "first_aid")
    assert (visit.state, visit.missing) == ("defective", ["water", "first_aid"])
    assert (place.missing_count, place.missing) == (2, ["饮水设备", "应急药箱"])


def test_defects_without_a_day_are_refused_and_nothing_is_kept(officer):
    place = make_place(officer)
    with pytest.raises(Refusal, match="整改期限"):
        make_inspection(place, officer, "water", due_on=None)
    assert Inspection.objects.ungated("t").count() == 0


@pytest.mark.parametrize(("day", "said"), [(date(2999, 1, 1), "晚于今天"), (date(2020, 1, 1), "早于阵地")])
def test_a_visit_on_an_impossible_day_is_refused(officer, day, said):
    with pytest.raises(Refusal, match=said):
        make_inspection(make_place(officer), officer, inspected_on=day)


def test_an_older_visit_entered_later_does_not_change_what_the_place_has(officer):
    place = make_place(officer)
    make_inspection(place, officer)
    make_inspection(place, officer, "water", inspected_on=date(2024, 5, 1))
    assert (place.missing_count, place.inspected_on) == (0, TODAY())


def test_mending_gives_the_place_back_what_was_missing(officer):
    place = make_place(officer)
    visit = make_inspection(place, officer, "water")
    inspecting.rectify_inspection(visit, TODAY(), "已更换饮水机。", actor=officer)
    stored = Place.objects.ungated("t").get()
    assert (visit.state, stored.missing_count) == ("rectified", 0)


def test_sending_back_takes_it_away_again_and_sets_a_new_day(officer):
    visit = make_inspection(make_place(officer), officer, "water")
    inspecting.rectify_inspection(visit, TODAY(), "已更换。", actor=officer)
    due = TODAY() + timedelta(days=10)
    inspecting.send_back_inspection(visit, "还是坏的", due, actor=officer)
    assert (visit.state, visit.due_on, visit.rectified_on) == ("defective", due, None)
    assert Place.objects.ungated("t").get().missing == ["饮水设备"]


def test_voiding_the_only_visit_leaves_the_place_unvisited(officer):
    place = make_place(officer)
    inspecting.void_inspection(make_inspection(place, officer), "登错了", actor=officer)
    assert Place.objects.ungated("t").get().inspected_on is None


def test_what_people_say_is_counted_in_one_row_and_names_nobody(officer):
    place = make_place(officer)
    reporting.report_place(place, "broken", "10.0.0.1", actor=visitor())
    reporting.report_place(place, "broken", "10.0.0.2", actor=visitor())
    report = PlaceReport.objects.ungated("t").get()
    assert (report.times, report.kind, report.state) == (2, "broken", "waiting")
    told = AuditEntry.objects.filter(target_model="places.placereport")
    assert {(one.address, one.user_id) for one in told} == {("", None)}
    assert sorted(one.verb for one in told) == ["places.placereport.create", "places.placereport.repeat"]


def test_the_same_from_one_address_is_not_counted_for_ever(officer):
    place = make_place(officer)
    for _ in range(reporting.THE_SAME):
        reporting.report_place(place, "closed", "10.0.0.1", actor=visitor())
    with pytest.raises(reporting.TooManyReports, match="15分钟"):
        reporting.report_place(place, "closed", "10.0.0.1", actor=visitor())
    assert PlaceReport.objects.ungated("t").get().times == reporting.THE_SAME


def test_one_address_reports_only_so_many_places(officer):
    places = [make_place(officer, name=f"驿站{n}", address=f"{n}号") for n in range(13)]
    for place in places[: reporting.FROM_ONE_ADDRESS]:
        reporting.report_place(place, "closed", "10.0.0.1", actor=visitor())
    with pytest.raises(reporting.TooManyReports):
        reporting.report_place(places[-1], "closed", "10.0.0.1", actor=visitor())
    reporting.report_place(places[-1], "closed", "10.0.0.9", actor=visitor())
    assert PlaceReport.objects.ungated("t").count() == 13


def test_after_it_was_settled_the_next_report_begins_anew(officer):
    place = make_place(officer)
    report = make_report(place)
    reporting.settle_report(report, "已开门。", actor=officer)
    assert (report.state, report.answer, report.settled_on) == ("settled", "已开门。", TODAY())
    reporting.report_place(place, "closed", "10.0.0.1", actor=visitor())
    assert PlaceReport.objects.ungated("t").count() == 2


def test_a_closed_place_hears_no_reports(officer):
    place = make_place(officer)
    actions.close_place(place, date(2025, 1, 1), "搬迁", actor=officer)
    with pytest.raises(Refusal, match="12351"):
        reporting.report_place(place, "closed", "10.0.0.1", actor=visitor())
