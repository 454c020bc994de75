"""Screens of documents: one happy path each, strangers, hostile fields."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiangong.domains.documents.choices import DocumentState
from jiangong.domains.documents.models import Document
from jiangong.kit.audit.models import AuditEntry
from tests.cast import CANARY
from tests.factories.documents import make_document, make_instructed, make_proposed

FACTS = {
    "direction": "incoming",
    "title": "关于做好送清凉工作的通知",
    "issuer_name": "河州市总工会",
    "urgency": "normal",
}


def key() -> str:
    return str(uuid.uuid4())


def facts(**changes: str) -> dict[str, str]:
    return {**FACTS, "received_on": "2026-07-01", "command_key": key(), **changes}


def again(document: Document) -> Document:
    return Document.unscoped.get(pk=document.pk)


def test_list_shows_own_documents_and_no_neighbours(cast):
    make_document(cast.actor("district_officer"), title="本区文件", body=False)
    make_document(cast.actor("neighbour_officer"), title=f"邻区文件{CANARY}", body=False)
    page = cast.client("district_officer").get("/documents/").content.decode()
    assert "本区文件" in page
    assert CANARY not in page


def test_list_tab_mine_holds_what_waits_for_me(cast):
    make_proposed(cast.actor("city_officer"), cast.users["city_leader"], title="等我批示")
    make_document(cast.actor("city_officer"), title="还没拟办", body=False)
    page = cast.client("city_leader").get("/documents/?view=mine").content.decode()
    assert "等我批示" in page
    assert "还没拟办" not in page


@pytest.mark.parametrize("view", ["", "mine", "open", "done", "overdue"])
def test_list_reads_a_constant_number_of_rows(cast, view, django_assert_max_num_queries):
    for _ in range(3):
        make_document(cast.actor("district_officer"), body=False)
    client = cast.client("district_officer")
    with django_assert_max_num_queries(30):
        assert client.get(f"/documents/?view={view}").status_code == 200


def test_export_is_what_is_filtered_and_audited(cast):
    make_document(cast.actor("district_officer"), title="=1+1", body=False)
    response = cast.client("district_officer").get("/documents/?export=csv")
    body = b"".join(response).decode("utf-8-sig")
    assert "登记号" in body
    assert ",=1+1" not in body
    assert "\n=1+1" not in body
    assert AuditEntry.objects.get(verb="documents.document.export").changes["rows"] == 1


def test_export_without_permission_is_refused(cast):
    assert cast.client("partner_officer").get("/documents/?export=csv").status_code == 403


def test_create_registers_under_the_next_number(cast):
    response = cast.client("district_officer").post(
        "/documents/new/", facts(official_number="河总工[2026] 03号")
    )
    made = Document.unscoped.get()
    assert response.headers["Location"] == f"/documents/{made.pk}/"
    assert (made.official_number, made.register_serial, made.organization) == (
        "河总工〔2026〕3号",
        1,
        cast.district,
    )


@pytest.mark.database
def test_create_twice_with_one_key_registers_once(cast):
    client, sent = cast.client("district_officer"), facts()
    locations = {client.post("/documents/new/", sent).headers["Location"] for _ in range(2)}
    assert len(locations) == 1
    assert Document.unscoped.count() == 1


def test_create_ignores_fields_that_are_not_its_own(cast):
    sent = facts(
        state="completed",
        organization=str(cast.neighbour.pk),
        register_serial="999",
        register_number="假号",
        handler=str(cast.users["worker"].pk),
        leader=str(cast.users["worker"].pk),
        clerk=str(cast.users["worker"].pk),
    )
    cast.client("district_officer").post("/documents/new/", sent)
    made = Document.unscoped.get()
    assert (made.state, made.organization, made.register_serial, made.handler, made.leader, made.clerk) == (
        DocumentState.REGISTERED,
        cast.district,
        1,
        None,
        None,
        cast.users["district_officer"],
    )


def test_create_with_errors_keeps_what_was_typed(cast):
    response = cast.client("district_officer").post("/documents/new/", facts(title="", issuer_name="某某局"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "请填写标题。" in page
    assert "某某局" in page
    assert not Document.unscoped.exists()


def test_create_with_a_known_number_asks_first_and_then_obeys(cast):
    make_document(cast.actor("district_officer"), official_number="河总工〔2026〕3号", body=False)
    client = cast.client("district_officer")
    asked = client.post("/documents/new/", facts(official_number="河总工（2026）3号"))
    assert asked.status_code == 422
    assert "文号相同，仍要登记" in asked.content.decode()
    insisted = client.post(
        "/documents/new/", facts(official_number="河总工（2026）3号", duplicate_accepted="on")
    )
    assert insisted.status_code == 302
    assert Document.unscoped.count() == 2


@pytest.mark.parametrize(
    "path",
    ["", "edit/", "propose/", "instruct/", "complete/", "withdraw/", "send-back/", "hand-back/", "void/"],
)
def test_stranger_gets_404_everywhere(cast, path):
    document = make_document(cast.actor("neighbour_officer"), body=False)
    client = cast.client("district_officer")
    assert {
        client.get(f"/documents/{document.pk}/{path}").status_code,
        client.post(f"/documents/{document.pk}/{path}", {"command_key": key()}).status_code,
    } <= {404, 405}
    assert again(document).state == DocumentState.REGISTERED


def test_detail_offers_the_next_act_and_says_what_blocks_it(cast):
    officer = cast.actor("district_officer")
    open_page = (
        cast.client("district_officer").get(make_document(officer).get_absolute_url()).content.decode()
    )
    blocked = cast.client("district_officer").get(make_document(officer, body=False).get_absolute_url())
    assert re.search(r'href="/documents/\d+/propose/"', open_page)
    assert "正文还没有上传" in blocked.content.decode()


def test_detail_is_seen_by_the_handler_of_a_partner(cast):
    document = make_instructed(
        cast.actor("city_officer"), cast.actor("city_leader"), cast.users["partner_officer"]
    )
    assert cast.client("partner_officer").get(document.get_absolute_url()).status_code == 200
    assert cast.client("union_officer").get(document.get_absolute_url()).status_code == 404


def test_edit_changes_facts(cast):
    document = make_document(cast.actor("district_officer"), body=False)
    response = cast.client("district_officer").post(
        f"/documents/{document.pk}/edit/", facts(pages="7", version=str(document.version))
    )
    assert response.status_code == 302
    assert (again(document).pages, again(document).title) == (7, FACTS["title"])


@pytest.mark.database
def test_edit_an_outdated_version_keeps_the_others_words(cast):
    document = make_document(cast.actor("district_officer"), body=False)
    client = cast.client("district_officer")
    client.post(f"/documents/{document.pk}/edit/", facts(pages="7", version=str(document.version)))
    late = client.post(f"/documents/{document.pk}/edit/", facts(pages="8", version=str(document.version)))
    assert late.status_code == 409
    assert again(document).pages == 7


def test_edit_after_proposing_is_refused(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    assert cast.client("city_officer").get(f"/documents/{document.pk}/edit/").status_code == 403


def test_course_from_registration_to_completion_through_the_screens(cast):
    city, leader, district = (
        cast.client(name) for name in ("city_officer", "city_leader", "district_officer")
    )
    city.post("/documents/new/", facts())
    document = Document.unscoped.get()
    file = SimpleUploadedFile("正文.txt", "全文".encode())
    city.post(
        f"/attachments/add/documents.document/{document.pk}/body/", {"files": file, "command_key": key()}
    )
    step(city, document, "propose", opinion="请批示。", leader=cast.users["city_leader"].pk)
    step(
        leader,
        document,
        "instruct",
        opinion="请落实。",
        handler=cast.users["district_officer"].pk,
        co_handlers=[cast.users["neighbour_officer"].pk],
    )
    step(district, document, "complete", opinion="已落实。")
    assert again(document).state == DocumentState.COMPLETED
    page = district.get(document.get_absolute_url()).content.decode()
    for text in ("请批示。", "请落实。", "已落实。", "已办结", "neighbour_officer"):
        assert text in page


def step(client, document: Document, name: str, **fields) -> None:
    address = f"/documents/{document.pk}/{name}/"
    assert client.get(address).status_code == 200
    sent = {"command_key": key(), "version": again(document).version, **fields}
    response = client.post(address, sent)
    assert response.status_code == 302, response.content.decode()


def test_step_seen_on_an_old_page_is_a_conflict(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    sent = {
        "command_key": key(),
        "version": document.version - 1,
        "opinion": "同意。",
        "handler": cast.users["district_officer"].pk,
    }
    response = cast.client("city_leader").post(f"/documents/{document.pk}/instruct/", sent)
    assert response.status_code == 409
    assert "同意。" in response.content.decode()


def test_a_step_that_is_over_says_so_when_it_is_opened(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    answer = cast.client("city_officer").get(f"/documents/{document.pk}/propose/")
    assert answer.status_code == 403
    assert f"这条记录现在是“{document.get_state_display()}”，不能再拟办。" in answer.content.decode()


def test_step_offers_only_people_who_may_be_asked(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    sent = {
        "command_key": key(),
        "version": document.version,
        "opinion": "同意。",
        "handler": cast.users["worker"].pk,
    }
    assert cast.client("city_leader").post(f"/documents/{document.pk}/instruct/", sent).status_code == 422
    assert again(document).state == DocumentState.PROPOSED


def test_send_back_and_void_take_their_reason_from_the_dialog(cast):
    document = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    address = f"/documents/{document.pk}/"
    cast.client("city_leader").post(address + "send-back/", {"command_key": key(), "reason": "请补充依据。"})
    assert again(document).state == DocumentState.REGISTERED
    cast.client("city_officer").post(address + "void/", {"command_key": key(), "reason": "重复。"})
    assert again(document).state == DocumentState.VOID


def test_withdraw_and_hand_back_through_the_screens(cast):
    proposed = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    cast.client("city_officer").post(f"/documents/{proposed.pk}/withdraw/", {"command_key": key()})
    assert again(proposed).state == DocumentState.REGISTERED
    given = make_instructed(
        cast.actor("city_officer"), cast.actor("city_leader"), cast.users["district_officer"]
    )
    cast.client("district_officer").post(
        f"/documents/{given.pk}/hand-back/", {"command_key": key(), "reason": "不属于本单位。"}
    )
    assert again(given).state == DocumentState.PROPOSED


def test_reassign_starts_from_who_has_it_now(cast):
    document = make_instructed(
        cast.actor("city_officer"), cast.actor("city_leader"), cast.users["district_officer"]
    )
    client = cast.client("city_leader")
    page = client.get(f"/documents/{document.pk}/reassign/").content.decode()
    assert f'value="{cast.users["district_officer"].pk}" selected' in page
    step(client, document, "reassign", opinion="改派。", handler=cast.users["neighbour_officer"].pk)
    assert again(document).handler == cast.users["neighbour_officer"]
