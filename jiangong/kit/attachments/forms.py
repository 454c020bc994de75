"""Forms of attachments: choose files, say why one is removed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File

from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.receiving import Received, receive
from jiangong.kit.attachments.slots import MOST_AT_ONCE, Slot
from jiangong.kit.attachments.store import StorageRefusal
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages.acting import ActingForm


class FilesInput(forms.FileInput):
    """A file control that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploads, each checked and received; wrong ones are named, none is taken then."""

    default_error_messages = {"required": "请选择要上传的文件。"}

    def __init__(self, slot: Slot, **kwargs: Any) -> None:
        self.slot = slot
        attrs = {"accept": slot.accept, **({"multiple": True} if slot.max_files > 1 else {})}
        super().__init__(widget=FilesInput(attrs=attrs), help_text=slot.hint, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Received]:
        uploads = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not uploads and not self.required:
            return []
        if not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > MOST_AT_ONCE:
            raise ValidationError(f"一次最多上传{MOST_AT_ONCE}个文件。请分几次上传。")
        received, problems = [], []
        for upload in uploads:
            try:
                received.append(self._receive(upload))
            except ValidationError as error:
                problems.extend(error.messages)
        if problems:
            raise ValidationError(problems)
        return received

    def _receive(self, upload: File) -> Received:
        try:
            return receive(self.slot, upload)
        except StorageRefusal:
            raise
        except Refusal as refusal:
            raise ValidationError(refusal.sentence) from refusal


class UploadForm(forms.Form):
    """Files for one slot."""

    def __init__(self, *args: Any, actor: Actor, slot: Slot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(slot, label=slot.label)


class RemovalForm(ActingForm):
    """Why a file is removed."""

    reason = forms.CharField(
        label="移除理由",
        max_length=200,
        help_text="例如：传错了文件、已有盖章的正式件。",
        error_messages={"required": "请写明移除的理由。"},
    )
