"""A page that prints one object: gated like every page, audited like an export."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase

from jiangong.kit.audit.recording import record
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action
from jiangong.kit.printing.printed import Kind, print_document
from jiangong.lib.officialdoc.writing import OfficialDocument

PARAMETER = "as"
ICONS: dict[str, str] = {Kind.XLSX: "file-spreadsheet"}


class PrintPage(Page):
    """``?as=pdf`` gives the object's document in that format; without it, in the first of ``kinds``."""

    kinds: tuple[Kind, ...] = (Kind.DOCX, Kind.PDF)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        instance = self.get_object()
        kind = request.GET.get(PARAMETER, self.kinds[0])
        if kind not in self.kinds:
            raise Http404
        printed = print_document(self.describe(instance), Kind(kind), self.name(instance))
        with transaction.atomic():
            record(self.actor, f"{instance._meta.label_lower}.print", instance, kind=printed.kind)
        return printed.response()

    def describe(self, instance: Any) -> OfficialDocument:
        """What is printed of the object."""
        raise NotImplementedError(type(self).__name__)

    def name(self, instance: Any) -> str:
        """The file's name without its ending; the document's title unless a page knows better."""
        return ""


def print_actions(url: str, kinds: tuple[Kind, ...]) -> tuple[Action, ...]:
    """The rows of the print menu: one for each format."""
    begun = f"{url}{'&' if '?' in url else '?'}{PARAMETER}="
    return tuple(
        Action(kind.label, f"{begun}{kind}", ICONS.get(kind, "file-text"), name=f"print_{kind}")
        for kind in kinds
    )
