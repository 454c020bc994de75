"""Importing activities: the form's readers, units and speakers by name, twins found."""

from datetime import date

import pytest

from jiangong.domains.activities.imports import ActivityImport
from jiangong.domains.activities.models import Activity
from tests.factories.activities import make_activity
from tests.factories.people import make_person
from tests.factories.places import make_place
from tests.support.importing import Sheet

SPEC = ActivityImport()
SHEET = Sheet(SPEC)
GOOD = {
    "title": "劳模精神宣讲",
    "kind": "宣讲",
    "organization": "东城区",
    "starts_on": "2025.5.4",
    "people_count": "80",
}


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def test_a_row_becomes_what_the_form_would_have_registered(cast, officer):
    person = make_person("王敏", cast.district)
    place = make_place(officer, name="职工活动中心", kind="palace")
    facts = {
        "speakers": "王敏；李明，市委党校",
        "venue": "职工活动中心",
        "mode": "线下",
        "ends_on": "2025-05-05",
    }
    rows = SHEET.checked(officer, {**GOOD, **facts})
    assert [row.findings for row in rows] == [[]]
    SHEET.loaded(officer, rows)
    activity = Activity.objects.ungated("t").get()
    assert (activity.organization, activity.state, activity.people_count) == (cast.district, "held", 80)
    assert (activity.starts_on, activity.last_on, activity.place) == (
        date(2025, 5, 4),
        date(2025, 5, 5),
        place,
    )
    assert activity.speaker_names == "王敏、李明（市委党校）"
    assert activity.speakers.first().person == person


@pytest.mark.parametrize(
    ("facts", "column", "said"),
    [
        ({"kind": "开会"}, "kind", "没有“开会”"),
        ({"people_count": "很多"}, "people_count", "应为整数"),
        ({"people_count": ""}, "people_count", "请填写参加人数"),
        ({"starts_on": "去年"}, "starts_on", "看不懂日期"),
        ({"ends_on": "2025-01-01"}, "ends_on", "不能早于"),
        ({"organization": "西城纺织厂"}, "organization", "没有找到"),
        ({"chain": "炼丹"}, "chain", "没有“炼丹”"),
        ({"speakers": "王敏（1990）"}, "speakers", "没有登记“王敏”"),
    ],
)
def test_what_is_wrong_is_said_at_its_column(officer, facts, column, said):
    [row] = SHEET.checked(officer, {**GOOD, **facts})
    assert row.failed
    assert any(one.column == column and said in one.sentence for one in row.findings), row.findings


def test_an_unlikely_crowd_is_a_reminder_only(officer):
    [row] = SHEET.checked(officer, {**GOOD, "people_count": "80000"})
    assert not row.failed
    assert "线下参加80000人" in row.findings[0].sentence


def test_twins_in_the_file_and_in_the_register_are_refused(officer):
    make_activity(officer)
    known = {**GOOD, "title": "工会法宣讲", "starts_on": "2024-05-04"}
    rows = SHEET.checked(officer, GOOD, GOOD, known)
    assert [row.failed for row in rows] == [False, True, True]


def test_only_what_nobody_worked_on_is_taken_back(officer):
    keys = SHEET.loaded(officer, SHEET.checked(officer, GOOD, {**GOOD, "title": "二"}))
    Activity.objects.ungated("t").filter(pk=keys[0]).update(version=1)
    assert SPEC.undo(keys, actor=officer) == 1
    assert list(Activity.objects.ungated("t").values_list("pk", flat=True)) == [keys[0]]
