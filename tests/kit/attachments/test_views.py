"""Uploads, downloads and previews through the real addresses."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jiangong.kit.attachments import store
from jiangong.kit.attachments.actions import attach
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.queries import attachments_of
from jiangong.kit.commands.models import CommandReceipt
from tests.factories.documents import make_document, make_instructed, text_file
from tests.hostile.corpus import ATTACHMENTS, PICTURES, pdf

PREVIEW = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@pytest.fixture
def owner(cast):
    return make_document(cast.actor("district_officer"), body=False)


def address(owner, slot: str = "annex") -> str:
    return f"/attachments/add/documents.document/{owner.pk}/{slot}/"


def send(client, owner, *files, slot: str = "annex", **fields):
    sent = {"files": list(files), "command_key": str(uuid.uuid4()), **fields}
    return client.post(address(owner, slot), sent)


def png() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (6, 4), "white").save(held, "PNG")
    return held.getvalue()


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_upload_several_files_at_once(cast, owner):
    response = send(cast.client("district_officer"), owner, text_file("一.txt"), text_file("二.txt", "乙"))
    assert response.headers["Location"] == f"/documents/{owner.pk}/#attachments"
    assert [one.name for one in attachments_of(owner)] == ["一.txt", "二.txt"]


def test_upload_repeated_with_one_key_adds_once(cast, owner):
    client, key = cast.client("district_officer"), str(uuid.uuid4())
    for _ in range(2):
        assert send(client, owner, text_file(), command_key=key).status_code == 302
    assert attachments_of(owner).count() == 1


def test_upload_of_one_bad_file_among_good_ones_adds_none(cast, owner):
    response = send(
        cast.client("district_officer"),
        owner,
        text_file("好.txt"),
        SimpleUploadedFile("坏.exe", b"MZ" + bytes(99)),
    )
    assert response.status_code == 422
    assert "“坏.exe”没有上传" in response.content.decode()
    assert not Attachment.unscoped.exists()


def test_upload_of_nothing_says_so(cast, owner):
    response = send(cast.client("district_officer"), owner)
    assert (response.status_code, "请选择要上传的文件。" in response.content.decode()) == (422, True)


@pytest.mark.parametrize("case", [*ATTACHMENTS, *PICTURES])
def test_hostile_upload_is_refused_with_a_sentence_and_leaves_nothing(cast, owner, settings, case):
    name, make = {**ATTACHMENTS, **PICTURES}[case]
    response = send(cast.client("district_officer"), owner, SimpleUploadedFile(name, make()))
    assert response.status_code == 422
    assert not Attachment.unscoped.exists()
    assert not CommandReceipt.objects.exists()
    assert list(store.kept_files()) == []
    assert list(settings.STAGING_DIR.iterdir()) == []


def test_upload_on_a_full_disk_is_507_and_leaves_nothing(cast, owner, monkeypatch):
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    response = send(cast.client("district_officer"), owner, text_file())
    monkeypatch.undo()
    assert response.status_code == 507
    assert "存储空间已满" in response.content.decode()
    assert not Attachment.unscoped.exists()
    assert list(store.drafts()) == []


@pytest.mark.parametrize(
    ("user", "status"),
    [
        ("neighbour_officer", 404),
        ("worker", 404),
        ("outsider", 404),
        ("system_admin", 404),
        ("union_officer", 404),
    ],
)
def test_upload_page_for_strangers_is_404(cast, owner, user, status):
    client = cast.client(user)
    assert client.get(address(owner)).status_code == status
    assert send(client, owner, text_file()).status_code == status
    assert not Attachment.unscoped.exists()


def test_upload_by_somebody_who_may_only_look_is_403(cast, owner):
    assert cast.client("city_officer").get(address(owner)).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "documents.document/{pk}/nowhere/",
        "documents.documentopinion/{pk}/body/",
        "accounts.user/1/body/",
        "documents.document/99999999999999999999/body/",
    ],
)
def test_upload_to_no_such_place_is_404(cast, owner, path):
    client = cast.client("district_officer")
    assert client.get("/attachments/add/" + path.format(pk=owner.pk)).status_code == 404


def test_download_is_guarded_by_headers(cast, owner):
    made = attach(owner, "annex", text_file("名单 1.txt", "全文"), actor=cast.actor("district_officer"))
    response = cast.client("district_officer").get(made.get_absolute_url())
    assert body_of(response).decode() == "全文"
    assert {name: response.headers[name] for name in ("Content-Disposition", "Cache-Control", "ETag")} == {
        "Content-Disposition": "attachment; filename*=UTF-8''%E5%90%8D%E5%8D%95%201.txt",
        "Cache-Control": "no-store",
        "ETag": f'"{made.digest}"',
    }
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Content-Length"] == "6"


def test_download_of_what_one_has_is_304_and_still_gated(cast, owner):
    made = attach(owner, "annex", text_file(), actor=cast.actor("district_officer"))
    known = {"If-None-Match": f'"{made.digest}"'}
    url = made.get_absolute_url()
    assert cast.client("district_officer").get(url, headers=known).status_code == 304
    assert cast.client("neighbour_officer").get(url, headers=known).status_code == 404


@pytest.mark.parametrize("user", ["neighbour_officer", "worker", "judge", "outsider", "audit_admin"])
@pytest.mark.parametrize("page", ["", "preview/", "remove/"])
def test_files_of_a_record_one_may_not_see_are_404(cast, owner, user, page):
    made = attach(owner, "annex", SimpleUploadedFile("a.png", png()), actor=cast.actor("district_officer"))
    assert cast.client(user).get(f"{made.get_absolute_url()}{page}").status_code == 404


def test_download_without_signing_in_leads_to_the_door(client, cast, owner):
    made = attach(owner, "annex", text_file(), actor=cast.actor("district_officer"))
    assert client.get(made.get_absolute_url()).status_code == 302


def test_download_follows_the_assignment_of_the_owner(cast):
    document = make_instructed(
        cast.actor("city_officer"), cast.actor("city_leader"), cast.users["neighbour_officer"]
    )
    url = attachments_of(document).get().get_absolute_url()
    assert cast.client("neighbour_officer").get(url).status_code == 200
    assert cast.client("district_officer").get(url).status_code == 404


def test_download_of_a_lost_file_is_a_sentence(cast, owner):
    made = attach(owner, "annex", text_file(), actor=cast.actor("district_officer"))
    store.path_of(made.digest).unlink()
    response = cast.client("district_officer").get(made.get_absolute_url())
    assert response.status_code == 503
    assert "这个文件暂时取不到" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [("图.png", png(), 200), ("文.pdf", pdf(""), 200), ("文.txt", b"text", 404)],
)
def test_preview_shows_only_what_cannot_act(cast, owner, name, content, status):
    made = attach(owner, "annex", SimpleUploadedFile(name, content), actor=cast.actor("district_officer"))
    response = cast.client("district_officer").get(f"{made.get_absolute_url()}preview/")
    assert response.status_code == status
    if status == 200:
        assert response.headers["Content-Disposition"].startswith("inline; ")
        assert response.headers["Content-Security-Policy"] == PREVIEW
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_remove_asks_for_a_reason_and_then_hides_the_file(cast, owner):
    made = attach(owner, "annex", text_file(), actor=cast.actor("district_officer"))
    client, url = cast.client("district_officer"), made.get_absolute_url()
    assert client.get(f"{url}remove/").status_code == 200
    empty = client.post(f"{url}remove/", {"reason": "", "command_key": str(uuid.uuid4())})
    assert (empty.status_code, attachments_of(owner).count()) == (422, 1)
    client.post(f"{url}remove/", {"reason": "传错了", "command_key": str(uuid.uuid4())})
    assert attachments_of(owner).count() == 0
    assert client.get(url).status_code == 404


def test_remove_by_somebody_who_may_only_look_is_refused(cast, owner):
    made = attach(owner, "annex", text_file(), actor=cast.actor("district_officer"))
    sent = {"reason": "不要", "command_key": str(uuid.uuid4())}
    response = cast.client("city_officer").post(f"{made.get_absolute_url()}remove/", sent)
    assert (response.status_code, attachments_of(owner).count()) == (403, 1)


def test_panel_shows_slots_files_and_what_is_missing(cast, owner):
    attach(owner, "annex", SimpleUploadedFile("现场.png", png()), actor=cast.actor("district_officer"))
    page = cast.client("district_officer").get(owner.get_absolute_url()).content.decode()
    for text in ("尚未上传", "现场.png", "已去除拍摄信息", "添加正文", 'accept="image/*', "multiple"):
        assert text in page
    assert "添加办理结果" not in page
    looking = cast.client("city_officer").get(owner.get_absolute_url()).content.decode()
    assert "现场.png" in looking
    assert "/attachments/add/" not in looking
