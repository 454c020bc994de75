"""The attachment card of a detail page: files by slot, what is missing, and how to add."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.urls import reverse

from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.forms import UploadForm
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.queries import attachments_of
from jiangong.kit.attachments.slots import Slot, owner_of
from jiangong.kit.pages.heads import Action, Panel
from jiangong.kit.ui.figures import size_text
from jiangong.kit.ui.parts import File


@dataclass(frozen=True, slots=True)
class ShownSlot:
    """One slot as the card draws it."""

    slot: Slot
    files: tuple[File, ...]
    upload_url: str
    form: Any

    @property
    def is_missing(self) -> bool:
        return self.slot.required and not self.files


def attachment_panel(owner: models.Model, actor: Actor, required: Collection[str] = ()) -> Panel:
    """A record's files for its detail page; slots the actor may change carry their upload form.

    ``required`` names slots that this very record cannot go without, besides those its model always asks for.
    """
    kind = owner_of(owner)
    present = list(attachments_of(owner))
    slots = [
        _shown(owner, replace(slot, required=slot.required or slot.name in required), present, actor)
        for slot in kind.slots
    ]
    return Panel("附件", "attachments/panel.html", {"slots": slots}, count=len(present))


def _shown(owner: models.Model, slot: Slot, present: list[Attachment], actor: Actor) -> ShownSlot:
    files = [one for one in present if one.slot == slot.name]
    may_change = not owner_of(owner).refusal(owner, slot, actor)
    may_add = may_change and len(files) < slot.max_files
    form = UploadForm(actor=actor, slot=slot, auto_id=f"id_{slot.name}_%s") if may_add else None
    url = (
        reverse("attachments:upload", args=[owner._meta.label_lower, owner.pk, slot.name]) if may_add else ""
    )
    return ShownSlot(slot, tuple(_file(one, may_change) for one in files), url, form)


def _file(attachment: Attachment, may_change: bool) -> File:
    remove = Action("移除", reverse("attachments:remove", args=[attachment.pk]), icon="trash")
    return File(
        name=attachment.name,
        url=attachment.get_absolute_url(),
        preview_url=reverse("attachments:preview", args=[attachment.pk]) if attachment.can_preview else "",
        size=size_text(attachment.size),
        by=attachment.uploaded_by.name if attachment.uploaded_by else "系统",
        at=attachment.uploaded_at,
        kind=attachment.kind.upper()[:4],
        note="已去除拍摄信息" if attachment.cleaned else "",
        remove=remove if may_change else None,
    )
