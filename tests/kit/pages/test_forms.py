"""Form pages through the register's real addresses: what is typed survives, what is sent counts once."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiangong.domains.documents.models import Document
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.models import CommandReceipt
from jiangong.kit.pages.forms import fingerprint
from tests.cast import CANARY
from tests.factories.documents import make_document

CREATE = "/documents/new/"
TYPED = {
    "direction": "incoming",
    "title": "关于开展技能竞赛的通知",
    "official_number": "",
    "issuer_name": "河州市总工会",
    "issued_on": "",
    "received_on": "2026-03-01",
    "due_on": "",
    "urgency": "normal",
    "pages": "",
    "copies": "",
    "summary": "摘要甲",
}


def filled(**changes):
    return {**TYPED, "command_key": str(uuid.uuid4()), **changes}


def documents():
    return Document.unscoped.order_by("pk")


@pytest.fixture
def officer(cast):
    return cast.client("district_officer")


@pytest.fixture
def document(cast):
    return make_document(cast.actor("district_officer"), body=False, title="旧标题")


def edit_url(document):
    return f"/documents/{document.pk}/edit/"


def edited(document, **changes):
    typed = {name: value for name, value in TYPED.items() if name != "direction"}
    return {**typed, "version": str(document.version), "command_key": str(uuid.uuid4()), **changes}


def assert_keeps(response, *texts):
    """The page shows a summary of errors and everything that was typed."""
    page = response.content.decode()
    assert 'id="error-summary"' in page or "error-summary" in page
    for text in texts:
        assert text in page


def test_a_new_form_carries_a_key_and_no_store(officer):
    response = officer.get(CREATE)
    (key,) = set(re.findall(r'name="command_key" value="([^"]+)"', response.content.decode()))
    assert (response.status_code, str(uuid.UUID(key))) == (200, key)
    assert response["Cache-Control"] == "no-store"


def test_a_good_form_makes_one_row_and_leads_to_it(officer):
    response = officer.post(CREATE, filled())
    made = documents().get()
    assert (response.status_code, response["Location"]) == (302, f"/documents/{made.pk}/")
    assert "已登记，登记号" in officer.get(response["Location"]).content.decode()


def test_wrong_input_is_kept_with_a_summary_and_nothing_is_written(officer):
    sent = filled(received_on="去年", title="保留的标题")
    response = officer.post(CREATE, sent)
    assert response.status_code == 422
    assert_keeps(response, "保留的标题", "去年", "摘要甲", sent["command_key"])
    assert (documents().count(), CommandReceipt.objects.count()) == (0, 0)


@pytest.mark.parametrize("key", ["", "x", "7", "\x00", "k" * 5000])
def test_a_missing_or_broken_key_keeps_the_input_and_offers_a_good_one(officer, key):
    response = officer.post(CREATE, filled(command_key=key, title="保留的标题"))
    assert response.status_code == 422
    assert_keeps(response, "保留的标题", "请再点一次提交")
    (fresh,) = set(re.findall(r'name="command_key" value="([^"]+)"', response.content.decode()))
    assert str(uuid.UUID(fresh)) == fresh
    assert officer.post(CREATE, filled(command_key=fresh)).status_code == 302
    assert documents().count() == 1


def test_submitting_twice_makes_one_row_and_leads_to_the_same_place(officer):
    sent = filled()
    first, second = officer.post(CREATE, sent), officer.post(CREATE, sent)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert documents().count() == 1


def test_a_repetition_that_its_own_first_try_made_wrong_still_leads_there(officer):
    """The second of two equal posts finds the number taken — by the first."""
    sent = filled(official_number="河工〔2026〕3号")
    first, second = officer.post(CREATE, sent), officer.post(CREATE, sent)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert documents().count() == 1


def test_another_form_under_a_used_key_is_refused(officer):
    sent = filled()
    officer.post(CREATE, sent)
    response = officer.post(CREATE, {**sent, "title": "改过的标题"})
    assert response.status_code == 422
    assert_keeps(response, "改过的标题", "这张表单已经提交过")
    assert documents().count() == 1


def test_what_the_form_does_not_offer_cannot_be_sent(officer, cast):
    forbidden = {
        "organization": cast.neighbour.pk,
        "organization_id": cast.neighbour.pk,
        "state": "completed",
        "version": "77",
        "id": "1",
        "pk": "1",
        "register_year": "1999",
        "register_serial": "77",
        "register_number": "收1999-77",
        "clerk": cast.users["judge"].pk,
        "handler": cast.users["judge"].pk,
        "path": "/1/",
        "created_at": "2000-01-01",
    }
    officer.post(CREATE, filled(**forbidden))
    made = documents().get()
    assert (made.organization, made.state, made.clerk) == (
        cast.district,
        "registered",
        cast.users["district_officer"],
    )
    assert (made.handler, made.register_serial, made.version) == (None, 1, 0)
    assert made.pk != 1 or Document.unscoped.count() == 1


def test_edit_saves_what_changed_and_records_both_values(officer, document):
    response = officer.post(edit_url(document), edited(document, title="新标题", pages="12"))
    stored = documents().get()
    assert (response.status_code, stored.title, stored.pages, stored.version) == (
        302,
        "新标题",
        12,
        document.version + 1,
    )
    changes = AuditEntry.objects.get(verb="documents.document.edit").changes["fields"]
    assert changes["pages"] == [None, 12]
    assert changes["title"] == "已变更"


def test_edit_cannot_reach_state_version_or_organization(officer, document, cast):
    sent = edited(document, state="completed", organization=cast.neighbour.pk, register_serial="9")
    assert officer.post(edit_url(document), sent).status_code == 302
    stored = documents().get()
    assert (stored.state, stored.organization, stored.register_serial) == (
        "registered",
        cast.district,
        document.register_serial,
    )


def test_a_stale_version_is_a_conflict_that_keeps_the_input(officer, document):
    officer.post(edit_url(document), edited(document, title="先改的"))
    response = officer.post(edit_url(document), edited(document, title="后改的"))
    assert response.status_code == 409
    assert_keeps(response, "后改的", "别人已经修改了这条记录")
    assert documents().get().title == "先改的"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "²"])
def test_a_missing_or_broken_version_is_a_conflict(officer, document, version):
    response = officer.post(edit_url(document), edited(document, version=version))
    assert response.status_code == 409
    assert documents().get().title == "旧标题"


def test_strangers_get_what_they_would_get_for_nothing(cast, document):
    stranger = cast.client("neighbour_officer")
    answers = []
    for pk in (document.pk, 987654321, 2**63, 10**30):
        for ask in (stranger.get, stranger.post):
            response = ask(f"/documents/{pk}/edit/")
            changing = rf"{response['X-Request-Id']}|/documents/{pk}/edit/|[A-Za-z0-9]{{64}}"
            answers.append((response.status_code, re.sub(changing, "", response.content.decode())))
    assert answers[0][0] == 404
    assert len(set(answers)) == 1


def test_who_lacks_the_permission_is_told_which(cast):
    response = cast.client("worker").get(CREATE)
    assert response.status_code == 403
    assert "您当前的任职没有“登记和修改文件”的权限。" in response.content.decode()


def test_who_is_not_signed_in_is_sent_to_sign_in(client, db):
    response = client.get(CREATE)
    assert (response.status_code, response["Location"]) == (302, "/account/sign-in/?next=/documents/new/")


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "{{7*7}}", "𠮷䶮·", "a\x00b", "\u202e", "字" * 4000]
)
def test_odd_text_is_taken_or_refused_and_always_escaped(officer, title):
    response = officer.post(CREATE, filled(title=title), follow=True)
    assert response.status_code in {200, 422}
    assert "<script>alert(1)" not in response.content.decode()
    assert documents().count() == (1 if response.status_code == 200 else 0)


@pytest.mark.parametrize("pages", ["1e5", "-1", "9" * 30, "1.5", "٣٣", "0x1f", "'; --"])
def test_odd_numbers_never_crash(officer, pages):
    assert officer.post(CREATE, filled(pages=pages)).status_code in {302, 422}


def test_no_page_shows_a_neighbours_words(officer, cast):
    make_document(cast.actor("neighbour_officer"), body=False, title=CANARY)
    assert CANARY not in officer.get("/documents/").content.decode()


def test_the_fingerprint_tells_files_of_one_name_and_size_apart():
    first, second, third = (
        SimpleUploadedFile(name, content)
        for name, content in (("a.csv", b"1"), ("a.csv", b"2"), ("b.csv", b"1"))
    )
    assert len({fingerprint(one) for one in (first, second, third)}) == 3
    assert first.read() == b"1"
