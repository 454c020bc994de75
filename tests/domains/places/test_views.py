"""Screens of places: the happy path, a stranger, and what everybody sees."""

import io
import json
import re
import uuid
from datetime import date

import pdfplumber
import pytest
from django.test import Client

from jiangong.domains.places.actions.places import close_place, suspend_place, void_place
from jiangong.domains.places.models import Inspection, Place, PlaceReport
from jiangong.kit.audit.models import AuditEntry
from tests.factories.places import make_inspection, make_place, make_report


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


def test_list_holds_own_places_and_its_tabs_count(cast, officer, client):
    make_place(officer)
    make_inspection(make_place(officer, name="二号驿站", address="二号"), officer, "water")
    page = text(client.get("/places/"))
    assert "花园路爱心驿站" in page
    assert "缺1项" in page
    assert "二号驿站" in text(client.get("/places/?view=defective"))
    assert "花园路爱心驿站" not in text(client.get("/places/?view=defective"))
    assert "花园路爱心驿站" not in text(cast.client("neighbour_officer").get("/places/"))


def test_a_place_is_registered_from_the_page(cast, client):
    facts = {
        "kind": "library",
        "name": "东城机床厂职工书屋",
        "address": "机床路1号",
        "opened_on": "2025-01-06",
        "organization": "东城机床厂工会",
        "level": "city",
        "longitude": "113.6",
        "latitude": "34.7",
        "command_key": key(),
    }
    answer = client.post("/places/new/", facts)
    made = Place.objects.ungated("t").get()
    assert (answer.status_code, answer["Location"]) == (302, f"/places/{made.pk}/")
    assert (made.organization, made.territory, str(made.longitude)) == (
        cast.union,
        cast.district,
        "113.600000",
    )
    assert made.missing_count == 7


def test_a_twin_can_be_opened_from_the_refused_form(officer, client):
    twin = make_place(officer)
    facts = {
        "kind": "station",
        "name": twin.name,
        "address": "别处1号",
        "opened_on": "2025-01-06",
        "organization": "东城区总工会",
        "level": "unit",
        "command_key": key(),
    }
    answer = client.post("/places/new/", facts)
    assert answer.status_code == 422
    assert f'href="/places/{twin.pk}/"' in text(answer)
    assert "duplicate_accepted" in text(answer)


def test_facts_are_corrected_and_the_audit_names_what_changed(officer, client):
    place = make_place(officer)
    facts = {
        "kind": "station",
        "name": "花园路二号驿站",
        "address": place.address,
        "opened_on": "2024-03-01",
        "organization": "东城区总工会",
        "level": "unit",
        "hours": "每天8:00—20:00",
        "version": "0",
        "command_key": key(),
    }
    assert client.post(f"/places/{place.pk}/edit/", facts).status_code == 302
    stored = Place.objects.ungated("t").get()
    assert (stored.name, stored.hours, stored.version) == ("花园路二号驿站", "每天8:00—20:00", 1)
    changed = AuditEntry.objects.get(verb="places.place.edit").changes["fields"]
    assert changed["name"] == ["花园路爱心驿站", "花园路二号驿站"]


def test_a_visit_is_entered_on_the_spot_and_mended_later(officer, client):
    place = make_place(officer)
    visit = {
        "inspected_on": "2026-01-05",
        "present": ["sign", "hours", "seats"],
        "due_on": "2026-02-05",
        "version": "0",
        "command_key": key(),
    }
    assert client.post(f"/places/{place.pk}/inspect/", visit).status_code == 302
    found = Inspection.objects.ungated("t").get()
    assert (found.state, found.missing) == ("defective", ["water", "microwave", "air", "power", "first_aid"])
    mended = {
        "rectified_on": "2026-01-20",
        "rectification": "已补齐。",
        "version": "0",
        "command_key": key(),
    }
    answer = client.post(f"/places/inspections/{found.pk}/rectify/", mended)
    assert (answer.status_code, answer["Location"]) == (302, found.get_absolute_url())
    assert Inspection.objects.ungated("t").get().state == "rectified"
    assert "已补齐。" in text(client.get(found.get_absolute_url()))


def test_steps_are_taken_from_their_pages(officer, client):
    place = make_place(officer)
    address = f"/places/{place.pk}"
    client.post(f"{address}/suspend/", {"reason": "装修", "version": "0", "command_key": key()})
    assert "暂停开放" in text(client.get(f"{address}/"))
    client.post(f"{address}/resume/", {"command_key": key()})
    closing = {"closed_on": "2025-06-01", "reason": "搬迁", "version": "2", "command_key": key()}
    client.post(f"{address}/close/", closing)
    stored = Place.objects.ungated("t").get()
    assert (stored.state, stored.closed_on) == ("closed", date(2025, 6, 1))
    page = text(client.get(f"{address}/"))
    assert "搬迁" in page
    assert "登记检查" not in page
    assert client.get(f"{address}/edit/").status_code == 403


def test_a_report_is_settled_with_an_answer(officer, client):
    report = make_report(make_place(officer))
    address = f"/places/reports/{report.pk}/"
    assert "来了没开门" in text(client.get(address))
    client.post(f"{address}settle/", {"reason": "已到现场，恢复开放。", "command_key": key()})
    assert PlaceReport.objects.ungated("t").get().answer == "已到现场，恢复开放。"


def test_a_neighbour_gets_the_same_404_as_for_nothing(cast, officer):
    place = make_place(officer)
    client = cast.client("neighbour_officer")
    for path in ("", "edit/", "print/", "code/", "inspect/"):
        assert client.get(f"/places/{place.pk}/{path}").status_code == 404, path


def test_the_map_leaves_as_geojson_of_what_is_filtered(officer, client):
    make_place(officer, longitude="113.6", latitude="34.7")
    make_place(officer, name="没有坐标", address="二号")
    make_place(officer, name="书屋", kind="library", address="三号", longitude="113.5", latitude="34.6")
    answer = client.get("/places/?kind=station&export=geojson")
    assert answer["Content-Type"] == "application/geo+json; charset=utf-8"
    [feature] = json.loads(answer.content)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [113.6, 34.7]}
    assert feature["properties"]["名称"] == "花园路爱心驿站"
    assert AuditEntry.objects.get(verb="places.place.export_map").changes == {"rows": 1}


def test_whoever_may_not_export_gets_no_map(cast, officer):
    make_place(officer, longitude="113.6", latitude="34.7")
    assert cast.client("city_leader").get("/places/?export=geojson").status_code == 403


def test_codes_are_printed_six_to_a_page(officer, client):
    for n in range(7):
        make_place(officer, name=f"第{n}驿站", address=f"{n}号")
    answer = client.get("/places/?export=codes")
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 2
        assert "第0驿站" in pdf.pages[0].extract_text()


def test_a_list_with_nothing_to_print_says_so(client):
    answer = client.get("/places/?export=codes")
    assert answer.status_code == 422
    assert "没有可以打印的二维码" in text(answer)


# ── for everybody


def public(place: Place, rest: str = "") -> str:
    return f"/places/p/{place.code}/{rest}"


def test_the_code_leads_to_address_hours_and_state_without_signing_in(officer):
    place = make_place(officer, hours="每天8:00—20:00", phone="0371-67180000")
    page = text(Client().get(public(place)))
    for said in ("花园路爱心驿站", "花园路8号", "每天8:00—20:00", "正常开放", "tel:0371-67180000"):
        assert said in page
    suspend_place(place, "内部装修", actor=officer)
    assert "内部装修" in text(Client().get(public(place)))
    close_place(place, date(2025, 2, 1), "搬迁", actor=officer)
    page = text(Client().get(public(place)))
    assert "2025年2月1日起不再开放" in page
    assert "设施坏了" not in page


def test_a_code_in_small_letters_is_the_same(officer):
    place = make_place(officer)
    assert Client().get(public(place).lower()).status_code == 200


def test_a_void_place_and_an_unknown_code_are_nowhere(officer):
    place = make_place(officer)
    void_place(place, "重复", actor=officer)
    assert Client().get(public(place)).status_code == 404
    assert Client().get("/places/p/ABCDEFGHJK/").status_code == 404


def test_two_taps_tell_the_unit_and_leave_no_trace_of_who(cast, officer):
    place = make_place(officer)
    visitor = Client()
    assert "不记录您是谁" in text(visitor.get(public(place, "broken/")))
    answer = visitor.post(public(place, "broken/"))
    assert (answer.status_code, answer["Location"]) == (302, f"{public(place)}?thanked=1")
    assert "谢谢您" in text(visitor.get(answer["Location"]))
    report = PlaceReport.objects.ungated("t").get()
    assert (report.kind, report.times, report.organization) == ("broken", 1, cast.district)
    told = AuditEntry.objects.get(verb="places.placereport.create")
    assert (told.address, told.user_id, told.organization_id) == ("", None, None)
    assert "花园路爱心驿站：设施坏了" in text(cast.client("district_officer").get("/"))


def test_too_many_reports_are_told_to_wait(officer):
    place = make_place(officer)
    visitor = Client()
    for _ in range(2):
        visitor.post(public(place, "closed/"))
    answer = visitor.post(public(place, "closed/"))
    assert answer.status_code == 429
    assert "15分钟后再试" in text(answer)


def test_a_report_needs_the_forms_token(officer):
    place = make_place(officer)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(public(place, "closed/")).status_code == 403
    assert PlaceReport.objects.ungated("t").count() == 0


def test_what_may_be_said_is_closed_or_broken_only(officer):
    place = make_place(officer)
    assert Client().get(public(place, "ugly/")).status_code == 404
    assert Client().post(public(place, "ugly/")).status_code == 404


def test_workers_find_what_is_open_to_all_by_district_and_word(cast, officer):
    make_place(officer, is_public=True, territory=cast.district)
    make_place(officer, name="厂内书屋", kind="library", address="厂内", territory=cast.district)
    page = text(Client().get("/places/find/"))
    assert "东城区" in page
    assert "1个" in page
    found = text(Client().get("/places/find/?q=花园路"))
    assert "花园路爱心驿站" in found
    inside = text(Client().get(f"/places/find/?ground={cast.district.pk}"))
    assert "花园路爱心驿站" in inside
    assert "厂内书屋" not in inside
    assert "没有找到" in text(Client().get("/places/find/?q=月球"))


def test_a_page_for_everybody_is_shown_large_on_request(officer):
    place = make_place(officer)
    assert 'data-scale="large"' in text(Client().get(f"{public(place)}?scale=large"))
    assert "data-scale" not in text(Client().get(f"{public(place)}?scale=enormous"))


@pytest.mark.parametrize(
    "asked", ["ground=abc", "ground=999999999999999999999", "kind=x", "q=%00", "ground=7"]
)
def test_odd_questions_are_answered(officer, asked):
    assert Client().get(f"/places/find/?{asked}").status_code == 200


@pytest.mark.parametrize("path", ["", "inspections/", "reports/"])
def test_every_column_that_says_so_can_be_sorted_by(officer, client, path):
    place = make_place(officer)
    make_inspection(place, officer, "water")
    make_report(place)
    page = text(client.get(f"/places/{path}"))
    names = set(re.findall(r'[?&](?:amp;)?sort=([a-z_]+)"', page))
    assert names
    for name in names:
        assert "花园路爱心驿站" in text(client.get(f"/places/{path}?sort={name}")), name


@pytest.mark.parametrize("path", ["inspect/", "facilities/"])
def test_a_check_sheet_names_its_place_and_goes_on_without_a_network(cast, path):
    place = make_place(cast.actor("district_officer"))
    answer = cast.client("district_officer").get(f"/places/{place.pk}/{path}")
    assert answer["X-Offline"] == "keep"
    waits_as = re.search('data-offline="([^"]+)"', text(answer))
    assert waits_as is not None
    assert waits_as[1].endswith(f"：{place.name}")
