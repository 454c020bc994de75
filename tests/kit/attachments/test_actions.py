"""Adding, removing, quota, sweep and check."""

import os
import time
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiangong.kit.access.actor import system_actor
from jiangong.kit.attachments import actions, store
from jiangong.kit.attachments.actions import attach, remove_attachment, sweep_orphans, verify_store
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.queries import attachments_of, used_bytes
from jiangong.kit.attachments.upkeep import verify
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.cast import assemble
from tests.factories.documents import make_document, text_file


@pytest.fixture
def owner(cast):
    return make_document(cast.actor("district_officer"), body=False)


def test_attach_keeps_who_what_and_where(cast, owner):
    made = attach(owner, "annex", text_file("名单.txt"), actor=cast.actor("district_officer"))
    stored = attachments_of(owner).get()
    assert (stored.name, stored.slot, stored.kind, stored.uploaded_by, stored.organization) == (
        "名单.txt",
        "annex",
        "txt",
        cast.users["district_officer"],
        cast.district,
    )
    entry = AuditEntry.objects.get(verb="attachments.attachment.attach")
    assert (entry.target_id, entry.changes["attachment"]) == (str(owner.pk), made.pk)
    assert "名单" not in str(entry.changes)


def test_attach_to_an_unknown_slot_is_refused(cast, owner):
    with pytest.raises(Refusal, match="没有这个附件栏目"):
        attach(owner, "secret", text_file(), actor=cast.actor("district_officer"))


def test_attach_by_another_unit_is_refused_before_the_file_is_kept(cast, owner):
    with pytest.raises(NotAllowed):
        attach(owner, "annex", text_file(), actor=cast.actor("neighbour_officer"))
    assert list(store.kept_files()) == []


def test_attach_beyond_the_slots_number_is_refused(cast, owner):
    actor = cast.actor("district_officer")
    for number in range(5):
        attach(owner, "body", text_file(content=str(number)), actor=actor)
    with pytest.raises(Refusal, match="最多放5个文件"):
        attach(owner, "body", text_file(), actor=actor)
    assert attachments_of(owner).count() == 5


def test_attach_beyond_the_quota_is_refused(cast, owner, monkeypatch):
    actor = cast.actor("district_officer")
    attach(owner, "annex", SimpleUploadedFile("a.txt", b"12345"), actor=actor)
    monkeypatch.setattr(actions, "ORGANIZATION_QUOTA", 8)
    with pytest.raises(Refusal, match="附件空间已用完"):
        attach(owner, "annex", SimpleUploadedFile("b.txt", b"1234"), actor=actor)
    attach(owner, "annex", SimpleUploadedFile("c.txt", b"123"), actor=actor)
    assert used_bytes(cast.district.pk) == 8


@pytest.mark.database
def test_attach_by_two_at_once_does_not_pass_the_limit_together(race):
    actor = assemble().actor("district_officer")
    owner = make_document(actor, body=False)
    for number in range(4):
        attach(owner, "body", text_file(content=str(number)), actor=actor)

    def adding(content: str) -> Callable[[], Attachment]:
        return lambda: attach(owner, "body", text_file(content=content), actor=actor)

    outcomes = race(adding(content) for content in ("甲", "乙"))
    assert sorted(isinstance(outcome, Refusal) for outcome in outcomes) == [False, True]
    assert attachments_of(owner).count() == 5


def test_remove_hides_the_file_and_keeps_who_and_why(cast, owner):
    actor = cast.actor("district_officer")
    made = attach(owner, "annex", text_file(), actor=actor)
    remove_attachment(made, owner, "传错了文件", actor=actor)
    row = Attachment.unscoped.get()
    assert (row.removed_by, row.removal_reason) == (cast.users["district_officer"], "传错了文件")
    assert not attachments_of(owner).exists()
    assert store.path_of(row.digest).exists()
    assert AuditEntry.objects.filter(verb="attachments.attachment.remove").count() == 1


def test_remove_without_reason_is_refused(cast, owner):
    made = attach(owner, "annex", text_file(), actor=cast.actor("district_officer"))
    with pytest.raises(Refusal, match="理由"):
        remove_attachment(made, owner, " ", actor=cast.actor("district_officer"))


def test_remove_twice_is_a_conflict(cast, owner):
    actor = cast.actor("district_officer")
    made = attach(owner, "annex", text_file(), actor=actor)
    remove_attachment(made, owner, "传错了", actor=actor)
    with pytest.raises(Conflict):
        remove_attachment(made, owner, "传错了", actor=actor)


def test_sweep_deletes_old_orphans_and_spares_owned_and_young_files(cast, owner):
    owned = attach(owner, "annex", text_file(), actor=cast.actor("district_officer"))
    old, young = (_orphan(content) for content in (b"old", b"young"))
    draft = store.settings.ATTACHMENT_DIR / "incoming" / "interrupted"
    draft.write_bytes(b"half")
    for path in (store.path_of(owned.digest), old, draft):
        os.utime(path, (time.time() - 2 * 86400,) * 2)
    assert sweep_orphans() == 2
    assert [path.exists() for path in (store.path_of(owned.digest), old, young, draft)] == [
        True,
        False,
        True,
        False,
    ]


def _orphan(content: bytes):
    source = store.settings.STAGING_DIR / "orphan"
    source.write_bytes(content)
    return store.path_of(store.keep(source).digest)


def test_verify_finds_missing_and_damaged_files(cast, owner):
    actor = cast.actor("district_officer")
    made = [attach(owner, "annex", text_file(content=text), actor=actor) for text in ("一", "二", "三")]
    store.path_of(made[0].digest).unlink()
    store.path_of(made[1].digest).write_bytes(b"rot")
    verdict = verify_store()
    assert (verdict.checked, verdict.missing, verdict.damaged, verdict.is_sound) == (
        3,
        (made[0].digest,),
        (made[1].digest,),
        False,
    )
    with pytest.raises(Refusal, match="缺失1个，损坏1个"):
        verify(None, actor=system_actor())


def test_verify_of_a_sound_store_says_so(cast, owner):
    attach(owner, "annex", text_file(), actor=cast.actor("district_officer"))
    assert verify(None, actor=system_actor()) == {"message": "核对了1个文件，全部完好。"}
