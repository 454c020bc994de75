"""Writes on attachments: add, remove; and the care of the store."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments import store
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.queries import attachments_of, used_bytes
from jiangong.kit.attachments.receiving import Received, receive
from jiangong.kit.attachments.slots import ORGANIZATION_QUOTA, Slot, owner_of
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal


def attach(owner: models.Model, slot_name: str, upload: File, *, actor: Actor) -> Attachment:
    """Check one upload and add it: for code that has a file at hand."""
    slot = _slot(owner, slot_name)
    _require_change(owner, slot, actor)
    return add_attachments(owner, slot_name, [receive(slot, upload)], actor=actor)[0]


@transaction.atomic
def add_attachments(
    owner: Any, slot_name: str, received: Iterable[Received], *, actor: Actor
) -> list[Attachment]:
    """Add received files to a slot, all or none.

    Receiving comes before the transaction: decoding a picture must not hold the database's write lock.
    """
    slot = _slot(owner, slot_name)
    _require_change(owner, slot, actor)
    files = list(received)
    _queue_up(owner)
    present = attachments_of(owner).filter(slot=slot.name)
    if present.count() + len(files) > slot.max_files:
        raise Refusal(f"“{slot.label}”最多放{slot.max_files}个文件。请先移除不需要的，再上传。", "files")
    if used_bytes(owner.organization_id) + sum(one.size for one in files) > ORGANIZATION_QUOTA:
        raise Refusal("本单位的附件空间已用完。请移除不需要的附件，或联系系统管理员。", "files")
    return [_add(owner, slot, one, actor) for one in files]


def _queue_up(owner: Any) -> None:
    """Two uploads of one organization count one after the other, so that no limit is passed by both.

    SQLite's transactions do so by themselves; PostgreSQL locks the row without disturbing foreign keys.
    """
    organizations = cast("Any", Attachment._meta.get_field("organization").related_model)._base_manager
    organizations.select_for_update(no_key=True).get(pk=owner.organization_id)


def _add(owner: Any, slot: Slot, one: Received, actor: Actor) -> Attachment:
    made = Attachment(
        organization_id=owner.organization_id,
        owner_model=owner._meta.label_lower,
        owner_id=owner.pk,
        slot=slot.name,
        uploaded_by_id=actor.user_id,
        **asdict(one),
    )
    made.save(force_insert=True)
    # On the owner, so that its history tells of its files; names may be personal and stay out.
    record(actor, "attachments.attachment.attach", owner, attachment=made.pk, slot=slot.name, size=one.size)
    return made


@transaction.atomic
def remove_attachment(attachment: Attachment, owner: models.Model, reason: str, *, actor: Actor) -> None:
    """Take a file out of sight; the row stays with who and why, and the bytes for the audit."""
    _require_change(owner, _slot(owner, attachment.slot), actor)
    if not reason.strip():
        raise Refusal("请写明移除的理由。", "reason")
    changed = (
        Attachment.objects.ungated("its owner was read through the gate")
        .filter(pk=attachment.pk, removed_at=None)
        .update(removed_at=timezone.now(), removed_by=actor.user_id, removal_reason=reason.strip()[:200])
    )
    if not changed:
        raise Conflict("这个附件已经移除。请刷新页面查看最新情况。")
    record(actor, "attachments.attachment.remove", owner, attachment=attachment.pk, slot=attachment.slot)


def _slot(owner: models.Model, name: str) -> Slot:
    slot = owner_of(owner).slot(name)
    if slot is None:
        raise Refusal("没有这个附件栏目。请刷新页面后再上传。")
    return slot


def _require_change(owner: models.Model, slot: Slot, actor: Actor) -> None:
    if reason := owner_of(owner).refusal(owner, slot, actor):
        raise NotAllowed(reason)


def sweep_orphans() -> int:
    """Delete day-old files that no row names, and what interrupted uploads left; returns how many."""
    swept = sum(store.discard_if_old(path) for path in list(store.drafts()))
    for batch in _batches(store.kept_files(), 500):
        named = set(
            Attachment.objects.ungated("the sweep compares the whole store")
            .filter(digest__in=[path.name for path in batch])
            .values_list("digest", flat=True)
        )
        swept += sum(store.discard_if_old(path) for path in batch if path.name not in named)
    return swept


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the store found."""

    checked: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not (self.missing or self.damaged)


def verify_store() -> Verdict:
    """Read every named file again and compare its digest."""
    rows = Attachment.objects.ungated("the check reads the whole store").order_by("digest")
    checked, missing, damaged = 0, [], []
    for digest in rows.values_list("digest", flat=True).distinct().iterator(chunk_size=500):
        checked += 1
        path = store.path_of(digest)
        if not path.is_file():
            missing.append(digest)
        elif store.digest_of(path) != digest:
            damaged.append(digest)
    return Verdict(checked, tuple(missing), tuple(damaged))


def _batches(paths: Iterable[Path], size: int) -> Iterable[list[Path]]:
    batch: list[Path] = []
    for path in paths:
        batch.append(path)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
