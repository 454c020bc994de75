"""Screens of activities: the happy path, the calendar, a stranger."""

import io
import re
import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone
from docx import Document as Docx

from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.rules import Spoken
from tests.factories.activities import make_activity
from tests.factories.people import make_person


def key() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


@pytest.fixture
def client(cast):
    return cast.client("district_officer")


def text(answer) -> str:
    return answer.content.decode()


def quick(**facts):
    """What is typed on a phone: four facts, the unit stands there already."""
    return {
        "kind": "lecture",
        "title": "劳模精神宣讲",
        "starts_on": "2025-05-04",
        "people_count": "80",
        "organization": "东城区总工会",
        "mode": "offline",
        "command_key": key(),
        **facts,
    }


def only() -> Activity:
    return Activity.objects.ungated("test").get()


def test_the_form_asks_four_facts_and_folds_the_rest(client):
    page = text(client.get("/activities/new/"))
    shown, folded = page.split("<details", 1)
    for name in ("kind", "title", "starts_on", "people_count"):
        assert f'name="{name}"' in shown
    for name in ("organization", "venue", "speakers", "chain", "summary"):
        assert f'name="{name}"' in folded
        assert f'name="{name}"' not in shown
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in shown
    assert "<details" not in folded


def test_an_activity_that_is_over_is_registered_in_one_go(cast, client):
    answer = client.post("/activities/new/", quick())
    assert (answer.status_code, answer["Location"]) == (302, f"/activities/{only().pk}/")
    assert (only().state, only().people_count, only().organization) == ("held", 80, cast.district)


def test_one_that_is_to_come_is_a_plan(client):
    later = timezone.localdate() + timedelta(days=20)
    client.post("/activities/new/", quick(starts_on=str(later), people_count=""))
    assert (only().state, only().starts_on) == ("planned", later)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"people_count": ""}, "活动日期已过，请填写参加人数"),
        ({"people_count": "0"}, "参加人数至少1人"),
        ({"ends_on": "2025-05-01"}, "结束日期不能早于开始日期"),
        ({"starts_on": "1925-05-04"}, "请核对年份"),
        ({"organization": "西城区"}, "管理范围"),
        ({"chain": "炼丹"}, "字典里没有“炼丹”这条产业链"),
        ({"speakers": "王敏（1990）"}, "没有登记“王敏”"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, facts, said):
    answer = client.post("/activities/new/", quick(**facts))
    assert answer.status_code == 422
    assert said in text(answer)
    assert Activity.objects.ungated("t").count() == 0


def test_what_is_wrong_among_the_folded_fields_is_shown_open(client):
    page = text(client.post("/activities/new/", quick(chain="炼丹")))
    assert '<details class="card fold" open>' in page


def test_a_twin_is_named_linked_and_accepted_only_by_hand(officer, client):
    twin = make_activity(officer, title="劳模精神宣讲", starts_on=date(2025, 5, 4))
    answer = client.post("/activities/new/", quick(title="劳模精神 宣讲"))
    assert answer.status_code == 422
    assert f'href="/activities/{twin.pk}/"' in text(answer)
    assert Activity.objects.ungated("t").count() == 1
    assert client.post("/activities/new/", quick(doubt_accepted="on")).status_code == 302
    assert Activity.objects.ungated("t").count() == 2


def test_an_unlikely_crowd_is_asked_about_once(client):
    answer = client.post("/activities/new/", quick(people_count="80000"))
    assert "线下参加80000人" in text(answer)
    assert (
        client.post("/activities/new/", quick(people_count="80000", doubt_accepted="on")).status_code == 302
    )
    assert only().people_count == 80_000


def test_list_tabs_search_and_speakers(cast, officer, client):
    person = make_person("王敏", cast.district)
    make_activity(officer, Spoken("王敏", "", person), people_count=10)
    make_activity(officer, title="还没登记结果")
    assert "还没登记结果" in text(client.get("/activities/?view=waiting"))
    found = text(client.get("/activities/?q=王敏&columns=title,speakers"))
    assert "工会法宣讲" in found
    assert "还没登记结果" not in found
    assert "工会法宣讲" not in text(cast.client("neighbour_officer").get("/activities/"))


def test_the_days_filter_finds_what_lasts_over_them(officer, client):
    make_activity(officer, title="三天培训", starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 3))
    assert "三天培训" in text(client.get("/activities/?days_from=2024-05-02&days_to=2024-05-02"))
    assert "三天培训" not in text(client.get("/activities/?days_from=2024-05-04"))


def test_the_calendar_shows_every_day_of_what_lasts_longer(officer, client):
    make_activity(
        officer, title="三天培训", kind="training", starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 3)
    )
    page = text(client.get("/activities/calendar/?month=2024-05"))
    sheet = page.split('<ol class="agenda')[0]
    assert "2024年5月" in page
    assert sheet.count("三天培训") == 6  # three days, each with its label and its title
    assert "month=2024-04" in page
    assert "month=2024-06" in page
    assert "三天培训" not in text(client.get("/activities/calendar/?month=2024-05&kind=lecture"))
    assert "三天培训" not in text(client.get("/activities/calendar/?month=2024-06"))


@pytest.mark.parametrize("month", ["", "2024-13", "abc", "0001-01", "9999-12", "%00"])
def test_an_odd_month_is_this_month(client, month):
    today = timezone.localdate()
    assert f"{today.year}年{today.month}月" in text(client.get(f"/activities/calendar/?month={month}"))


def test_results_are_registered_from_the_page(officer, client):
    activity = make_activity(officer)
    assert "活动日期已过" in text(client.get(f"/activities/{activity.pk}/"))
    values = {"people_count": "30", "results": "反响好。", "version": "0", "command_key": key()}
    answer = client.post(f"/activities/{activity.pk}/hold/", values)
    assert answer.status_code == 302
    assert (only().state, only().people_count, only().results) == ("held", 30, "反响好。")


def test_calling_off_and_voiding_from_the_page(officer, client):
    first, second = make_activity(officer), make_activity(officer, title="二", people_count=3)
    client.post(f"/activities/{first.pk}/cancel/", {"reason": "暴雨", "command_key": key()})
    client.post(f"/activities/{second.pk}/void/", {"reason": "登错", "command_key": key()})
    states = {one.title: one.state for one in Activity.objects.ungated("t")}
    assert states == {"工会法宣讲": "cancelled", "二": "void"}
    assert "暴雨" in text(client.get(f"/activities/{first.pk}/"))


def test_facts_are_corrected_with_speakers(cast, officer, client):
    make_person("王敏", cast.district, birth_on=date(1975, 1, 1))
    activity = make_activity(officer, people_count=10)
    facts = quick(
        title="工会法宣讲",
        starts_on="2024-05-04",
        people_count="12",
        speakers="王敏\n李明，市委党校",
        version="1",
    )
    assert client.post(f"/activities/{activity.pk}/edit/", facts).status_code == 302
    assert (only().people_count, only().speaker_names) == (12, "王敏、李明（市委党校）")
    assert "王敏（东城区）\n李明，市委党校" in text(client.get(f"/activities/{activity.pk}/edit/"))


def test_a_neighbour_gets_the_same_404_as_for_nothing(cast, officer):
    activity = make_activity(officer)
    client = cast.client("neighbour_officer")
    for path in ("", "edit/", "hold/", "print/"):
        assert client.get(f"/activities/{activity.pk}/{path}").status_code == 404, path


def test_the_record_is_printed(officer, client):
    activity = make_activity(officer, Spoken("李明", "市委党校"), people_count=12, venue="礼堂")
    (table,) = Docx(io.BytesIO(client.get(f"/activities/{activity.pk}/print/").content)).tables
    rows = {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows}
    assert rows["日　　期"] == ["日　　期", "2024年5月4日", "参加人数", "12人"]
    assert rows["主 讲 人"][1] == "李明（市委党校）"


def test_the_filtered_list_is_printed_as_it_is_shown(officer, client):
    make_activity(officer, people_count=12)
    make_activity(officer, title="还没登记结果")
    answer = client.get("/activities/?view=held&export=print_docx")
    (table,) = Docx(io.BytesIO(answer.content)).tables
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert [line[:3] for line in lines] == [["序号", "名称", "类别"], ["1", "工会法宣讲", "宣讲"]]


def test_every_column_that_says_so_can_be_sorted_by(officer, client):
    make_activity(officer)
    names = set(re.findall(r'[?&](?:amp;)?sort=([a-z_]+)"', text(client.get("/activities/"))))
    assert names
    for name in names:
        assert "工会法宣讲" in text(client.get(f"/activities/?sort={name}")), name
