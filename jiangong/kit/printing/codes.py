"""Sheets of QR codes to cut out and hang up: six on an upright A4 page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.printing.printed import Kind, Printed, file_name, pdf_of

MOST = 180  # thirty pages: more takes longer than somebody waits


@dataclass(frozen=True, slots=True)
class CodeLabel:
    """One label: what it is, where the code leads, what one does with it."""

    code_svg: str
    title: str
    lines: tuple[str, ...] = ()
    note: str = ""


def print_codes(labels: Sequence[CodeLabel], title: str) -> Printed:
    """The labels as one .pdf."""
    if not labels:
        raise Refusal("没有可以打印的二维码。请换一组筛选条件。")
    if len(labels) > MOST:
        raise Refusal(f"一次最多打印{MOST}个二维码，现在有{len(labels)}个。请用筛选缩小范围，分几次打印。")
    markup = render_to_string("printing/codes.html", {"title": title, "labels": labels})
    return Printed(file_name(title, Kind.PDF), Kind.PDF, pdf_of(markup, "codes"))
