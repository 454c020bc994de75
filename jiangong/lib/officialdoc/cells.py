"""Cells one at a time: figures, blanks, names as written."""

import re

from jiangong.lib.officialdoc.blocks import Cell, Document
from jiangong.lib.officialdoc.numbers import ARABIC, plain
from jiangong.lib.officialdoc.text import squeeze
from jiangong.lib.officialdoc.units import COUNTER
from jiangong.lib.officialdoc.wording import EMPTY_MARKS, SUBTOTAL

_FIGURE = re.compile(
    rf"(?:[≥≤><约近共]|不少于|不低于|至少|不超过)?({ARABIC})({COUNTER}|%)?(?:以上|以内|左右|余)?"
)


_SERIAL = re.compile(r"序\s*号|编\s*号|排\s*序|NO\.?|No\.?|#|项次")


def figure(text: str) -> tuple[str, str] | None:
    """(number, unit) of a cell that holds nothing else; `text` is folded and without blanks."""
    found = _FIGURE.fullmatch(text)
    return (plain(found[1]), found[2] or "") if found else None


def is_blank(text: str) -> bool:
    return text in EMPTY_MARKS


def pretty(document: Document, cell: Cell | None) -> str:
    """A cell's text as written, without blanks inside."""
    return squeeze(document.written((cell.start, cell.end))) if cell else ""


def is_subtotal(name: str) -> bool:
    return bool(SUBTOTAL.fullmatch(name))


def is_serial(name: str) -> bool:
    return bool(_SERIAL.fullmatch(name))
