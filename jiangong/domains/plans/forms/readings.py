"""How a notice comes in: a file, pasted text, or a file of the register."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.domains.documents.models import Document
from jiangong.domains.plans.actions.reading import copied_attachment, pasted_text
from jiangong.domains.plans.models import Reading
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.receiving import Received, receive
from jiangong.kit.attachments.store import StorageRefusal
from jiangong.kit.commands.errors import Refusal

SLOT = Reading.attachment_slots[0]
OFFERED = 100
LONGEST_TEXT = 400_000


class NoticeForm(forms.Form):
    """Exactly one of three ways in."""

    file = forms.FileField(label="上传文件", required=False, help_text=SLOT.hint)
    text = forms.CharField(
        label="或粘贴通知全文",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="从网页、微信或邮件复制的文字，表格连同制表符一起粘贴。",
    )
    attachment = forms.ChoiceField(label="或选已登记文件的附件", required=False)
    again = forms.BooleanField(label="仍然识读", required=False, help_text="同一份文件再生成一份计划。")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["file"].widget.attrs["accept"] = SLOT.accept
        self.files_offered = registered_files(actor)
        choices = [(str(pk), f"{title}：{name}") for pk, (name, title, _) in self.files_offered.items()]
        self.fields["attachment"].choices = [("", "不选"), *choices]
        if not choices:
            del self.fields["attachment"]
        if not self.data.get("again"):  # appears when the file turns out to be known
            self.fields["again"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ways = [name for name in ("file", "text", "attachment") if cleaned.get(name)]
        if self.errors:
            return cleaned
        if not ways:
            raise ValidationError("请上传文件、粘贴全文，或选一份已登记的文件。")
        if len(ways) > 1:
            raise ValidationError("上传、粘贴、已登记文件三种方式请只用一种。")
        cleaned["received"] = self._received(ways[0])
        return cleaned

    def _received(self, way: str) -> Received | None:
        value = self.cleaned_data[way]
        try:
            if way == "attachment":
                return copied_attachment(Attachment.objects.ungated("offered to this actor").get(pk=value))
            return receive(SLOT, value) if way == "file" else pasted_text(value)
        except StorageRefusal:
            raise
        except Refusal as refusal:
            self.add_error(way, refusal.sentence)
            return None

    @property
    def document(self) -> Document | None:
        """The registered document the chosen file belongs to."""
        chosen = self.cleaned_data.get("attachment")
        return self.files_offered[int(chosen)][2] if chosen else None


def registered_files(actor: Actor) -> dict[int, tuple[str, str, Document]]:
    """Readable files of the latest documents the actor sees: key → file name, title, document."""
    if not actor.can("documents.view"):
        return {}
    documents = {one.pk: one for one in Document.objects.visible_to(actor).order_by("-pk")[:OFFERED]}
    files = Attachment.objects.ungated("their documents were read through the gate").filter(
        owner_model=Document._meta.label_lower, owner_id__in=documents, removed_at=None, kind__in=SLOT.kinds
    )
    found = files.order_by("-owner_id", "pk").values_list("pk", "name", "owner_id")
    return {pk: (name, documents[owner].title, documents[owner]) for pk, name, owner in found}
