"""Importing places: the form's readers, units and keepers by name, twins found."""

from datetime import date

import pytest

from jiangong.domains.places.imports import PlaceImport
from jiangong.domains.places.models import Place
from tests.factories.people import make_person
from tests.factories.places import make_place
from tests.support.importing import Sheet

SPEC = PlaceImport()
SHEET = Sheet(SPEC)
GOOD = {
    "name": "东风路爱心驿站",
    "kind": "爱心驿站",
    "organization": "东城区",
    "address": "东风路3号",
    "opened_on": "2025.5.1",
}


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def test_a_row_becomes_what_the_form_would_have_registered(cast, officer):
    keeper = make_person("王敏", cast.district)
    facts = {
        "level": "市级",
        "hours": "每天8:00—20:00",
        "phone": "0371-67180000",
        "is_public": "是",
        "keeper": "王敏",
        "longitude": "113.6",
        "latitude": "34.7",
        "facilities": "桌椅、饮水设备",
    }
    rows = SHEET.checked(officer, {**GOOD, **facts})
    assert [row.findings for row in rows] == [[]]
    SHEET.loaded(officer, rows)
    place = Place.objects.ungated("t").get()
    assert (place.organization, place.territory, place.keeper) == (cast.district, cast.district, keeper)
    assert (place.kind, place.level, place.opened_on) == ("station", "city", date(2025, 5, 1))
    assert (place.facilities, place.missing_count, place.is_public) == (["seats", "water"], 6, True)
    assert str(place.longitude) == "113.600000"


@pytest.mark.parametrize(
    ("facts", "column", "said"),
    [
        ({"phone": "13800001111"}, "phone", "不填个人手机号"),
        ({"kind": "舞厅"}, "kind", "没有“舞厅”"),
        ({"opened_on": "2999-01-01"}, "opened_on", "晚于今天"),
        ({"organization": "西城纺织厂"}, "organization", "没有找到"),
        ({"keeper": "无名"}, "keeper", "没有登记“无名”"),
        ({"facilities": "钢琴"}, "facilities", "没有“钢琴”"),
        ({"kind": "示范基地"}, "basis", "命名依据"),
        ({"longitude": "113.6"}, "latitude", "要么都填"),
        ({"territory": "月球"}, "territory", "没有“月球”"),
    ],
)
def test_what_is_wrong_is_said_at_its_column(officer, facts, column, said):
    [row] = SHEET.checked(officer, {**GOOD, **facts})
    assert row.failed
    assert any(one.column == column and said in one.sentence for one in row.findings), row.findings


def test_several_of_a_name_are_asked_about(cast, officer):
    make_person("王敏", cast.union, birth_on=date(1975, 1, 1))
    make_person("王敏", cast.union, birth_on=date(1982, 1, 1))
    [row] = SHEET.checked(officer, {**GOOD, "keeper": "王敏"})
    assert "有2人" in row.findings[0].sentence


def test_twins_in_the_file_and_in_the_register_are_refused(officer):
    make_place(officer)
    rows = SHEET.checked(officer, GOOD, GOOD, {**GOOD, "name": "花园路爱心驿站"})
    assert [row.failed for row in rows] == [False, True, True]
    assert "与第2行是同一个阵地" in rows[1].findings[0].sentence


def test_only_what_nobody_worked_on_is_taken_back(officer):
    keys = SHEET.loaded(officer, SHEET.checked(officer, GOOD, {**GOOD, "name": "二号驿站"}))
    Place.objects.ungated("t").filter(pk=keys[0]).update(version=1)
    assert SPEC.undo(keys, actor=officer) == 1
    assert list(Place.objects.ungated("t").values_list("pk", flat=True)) == [keys[0]]
