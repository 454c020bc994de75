"""The one door: a described document comes out as a file of the kind asked for."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from django.db.models import TextChoices
from django.http import HttpResponse, HttpResponseBase

from jiangong.kit.commands.errors import Refusal
from jiangong.lib.officialdoc.writing import OfficialDocument, write_docx, write_sheets, write_text

Answer = TypeVar("Answer", bound=HttpResponseBase)
LONGEST_NAME = 80
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]+')
# Whatever a file holds, opened by a browser it may load nothing and run nothing.
SANDBOX = "default-src 'none'; sandbox"


class Kind(TextChoices):
    """The formats a document can be printed in."""

    DOCX = "docx", "Word文档（.docx）"
    PDF = "pdf", "PDF（.pdf）"
    XLSX = "xlsx", "Excel工作簿（.xlsx）"
    TEXT = "txt", "纯文本（.txt）"


CONTENT_TYPES: dict[str, str] = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PDF: "application/pdf",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.TEXT: "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished file: what it is called, what it is, what it holds."""

    name: str
    kind: Kind
    content: bytes

    def response(self) -> HttpResponseBase:
        """A download that no cache keeps."""
        return as_download(HttpResponse(self.content), self.name, self.kind)


def as_download(answer: Answer, name: str, kind: Kind) -> Answer:
    """The same headers for a finished file and for one that is made while it is sent."""
    answer["Content-Type"] = CONTENT_TYPES[kind]
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def print_document(document: OfficialDocument, kind: Kind, name: str = "") -> Printed:
    """The document as a file named after ``name`` or its title."""
    return Printed(file_name(name or document.title, kind), kind, WRITERS[kind](document))


def print_pieces(document: OfficialDocument, kind: Kind) -> Iterator[bytes]:
    """The same for a process of its own."""
    yield WRITERS[kind](document)


def file_name(title: str, kind: Kind) -> str:
    """A name every file system takes."""
    stem = _NOT_IN_NAMES.sub("_", title).strip(" .")[:LONGEST_NAME].strip(" .")
    return f"{stem or '文件'}.{kind}"


def pdf_of(page: OfficialDocument | str, style: str = "official") -> bytes:
    """Typesetting is loaded when something is printed: it takes half a second and needs libraries of the system."""
    try:
        from jiangong.kit.printing.typesetting import typeset, typeset_page  # noqa: PLC0415 — see above
    except OSError:
        raise Refusal(
            "服务器没有安装PDF排版组件，请先下载Word文档，并告诉管理员按运行维护手册安装libpango。"
        ) from None
    return typeset_page(page, style) if isinstance(page, str) else typeset(page)


def _text(document: OfficialDocument) -> bytes:
    return b"\xef\xbb\xbf" + write_text(document).encode("utf-8", "replace")


WRITERS: dict[Kind, Callable[[OfficialDocument], bytes]] = {
    Kind.DOCX: write_docx,
    Kind.PDF: pdf_of,
    Kind.XLSX: write_sheets,
    Kind.TEXT: _text,
}
