"""Pages of attachments: download, preview, add, remove. Whoever may see the owner may read its files."""

from typing import Any
from urllib.parse import quote

from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified

from jiangong.kit.access.permissions import SIGNED_IN
from jiangong.kit.attachments.actions import add_attachments, remove_attachment
from jiangong.kit.attachments.forms import RemovalForm, UploadForm
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.queries import find_attachment, find_owner
from jiangong.kit.attachments.slots import owner_of
from jiangong.kit.attachments.store import open_kept
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Head, Link
from jiangong.lib.filetypes import FileType

ANCHOR = "#attachments"
CONTENT_TYPES: dict[str, str] = {
    FileType.PDF: "application/pdf",
    FileType.OFD: "application/ofd",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.DOC: "application/msword",
    FileType.XLS: "application/vnd.ms-excel",
    FileType.JPG: "image/jpeg",
    FileType.PNG: "image/png",
    FileType.ZIP: "application/zip",
    FileType.TXT: "text/plain",
    FileType.CSV: "text/csv",
}
# Whatever a file turns out to hold, it may load nothing, run nothing and act as nobody.
SANDBOX = "default-src 'none'; sandbox"
PREVIEW = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


class AttachmentPage(Page):
    """A page on one file; gated by its owner, so a stranger gets 404."""

    permission = SIGNED_IN
    model = Attachment

    def get_object(self) -> Attachment:
        return self.found[0]

    @property
    def owner(self) -> Any:
        return self.found[1]

    @property
    def found(self) -> tuple[Attachment, models.Model]:
        if not hasattr(self, "_found"):
            self._found = find_attachment(self.kwargs["pk"], self.actor)
        if self._found is None:
            raise Http404
        return self._found


class Download(AttachmentPage):
    """The file itself, to be saved. Not audited: GET changes nothing, and exports are where data leaves."""

    policy = SANDBOX
    disposition = "attachment"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        attachment = self.get_object()
        if f'"{attachment.digest}"' in request.headers.get("If-None-Match", ""):
            return self.guarded(HttpResponseNotModified(), attachment)
        response = FileResponse(
            open_kept(attachment.digest),
            content_type=CONTENT_TYPES.get(attachment.kind, "application/octet-stream"),
        )
        return self.guarded(response, attachment)

    def guarded(self, response: Any, attachment: Attachment) -> HttpResponseBase:
        name = owner_of(self.owner).naming(self.owner, attachment.pk, attachment.name, self.actor)
        response["Content-Disposition"] = f"{self.disposition}; filename*=UTF-8''{quote(name)}"
        response["Content-Security-Policy"] = self.policy
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "no-store"
        response["ETag"] = f'"{attachment.digest}"'
        return response


class Preview(Download):
    """The file shown by the browser, in a tab of its own; only kinds that cannot act."""

    policy = PREVIEW
    disposition = "inline"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.get_object().can_preview:
            raise Http404
        return super().get(request, *args, **kwargs)


class Upload(FormPage):
    """Add files to one slot of a record."""

    permission = SIGNED_IN
    form_class = UploadForm
    submit_label = "上传"
    done = "附件已上传。"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Before any file is checked: no such place, or not this actor's to change."""
        if self.actor is not None and (reason := self.refusal()):
            raise NotAllowed(reason)
        return super().dispatch(request, *args, **kwargs)

    def refusal(self) -> str:
        return owner_of(self.owner).refusal(self.owner, self.slot, self.actor)

    @property
    def owner(self) -> Any:
        if not hasattr(self, "_owner"):
            self._owner = find_owner(self.kwargs["label"], self.kwargs["pk"], self.actor)
        if self._owner is None:
            raise Http404
        return self._owner

    @property
    def slot(self) -> Any:
        slot = owner_of(self.owner).slot(self.kwargs["slot"])
        if slot is None:
            raise Http404
        return slot

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "slot": self.slot}

    def perform(self, form: Any) -> Any:
        add_attachments(self.owner, self.slot.name, form.cleaned_data["files"], actor=self.actor)
        return self.owner

    def location(self, result: Any) -> str:
        return result.get_absolute_url() + ANCHOR

    def head(self) -> Head:
        return Head(f"上传{self.slot.label}", crumbs=(Link(str(self.owner), self.owner.get_absolute_url()),))

    def cancel_url(self) -> str:
        return self.owner.get_absolute_url() + ANCHOR


class Remove(AttachmentPage, FormPage):
    """Remove one file, with a reason."""

    form_class = RemovalForm
    submit_label = "移除"
    done = "附件已移除。"

    def perform(self, form: Any) -> Any:
        remove_attachment(self.get_object(), self.owner, form.cleaned_data["reason"], actor=self.actor)
        return self.owner

    def location(self, result: Any) -> str:
        return result.get_absolute_url() + ANCHOR

    def head(self) -> Head:
        return Head(
            f"移除“{self.get_object().name}”", crumbs=(Link(str(self.owner), self.owner.get_absolute_url()),)
        )

    def cancel_url(self) -> str:
        return self.owner.get_absolute_url() + ANCHOR
