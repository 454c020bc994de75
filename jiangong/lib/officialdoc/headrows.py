"""The heading rows of a table, and the name each column gets from them."""

import re

from jiangong.lib.officialdoc.blocks import Document, Table
from jiangong.lib.officialdoc.captions import REMARK
from jiangong.lib.officialdoc.cells import _SERIAL, figure, pretty
from jiangong.lib.officialdoc.units import COUNTER, LEVEL
from jiangong.lib.officialdoc.wording import TABLE_END, TOTAL

_DEEPEST_HEADER = 4


def _texts(document: Document, table: Table, row: int) -> list[str]:
    return [document.cell(cell) for cell in table.matrix[row]]


def header_rows(document: Document, table: Table) -> tuple[int, int]:
    """(first heading row, first row of the body)."""
    first = 0
    while first < len(table.rows) - 1 and first < 3 and _is_title(document, table, first):
        first += 1
    body = first
    while (
        body < len(table.rows)
        and body - first < _DEEPEST_HEADER
        and _is_heading(document, table, body, first)
    ):
        body += 1
    if body == first and any(_SERIAL.fullmatch(text) for text in _texts(document, table, first)):
        body += 1
    return first, body


def _is_title(document: Document, table: Table, row: int) -> bool:
    filled = [cell for cell in table.rows[row] if cell.end > cell.start]
    if len(filled) != 1 or table.width < 2:
        return False
    covers = filled[0].columns >= table.width - 1
    text = document.cell(filled[0])
    return covers or (
        row == 0
        and filled[0].column == 0
        and filled[0].rows == 1
        and len(text) > 6
        and (bool(TABLE_END.search(text)) or bool(REMARK.match(text)))
    )


def _is_heading(document: Document, table: Table, row: int, first: int) -> bool:
    """No figures in it; below the first heading row only what still splits or names its columns."""
    texts = _texts(document, table, row)
    if any(figure(text) for text in texts) or not any(texts):
        return False
    if TOTAL.fullmatch(texts[0]) or (len(texts) > 1 and TOTAL.fullmatch(texts[1]) and row > first):
        return False
    if row == first:
        return True
    above = table.matrix[row - 1]
    spanned = any(cell is not None and cell.row < row and cell.row >= first for cell in table.matrix[row])
    widened = any(cell is not None and cell.columns > 1 and cell.columns < table.width for cell in above)
    cells = [text for text in texts if text]
    units = all(_is_unit_word(text) for text in cells) and bool(cells) and not texts[0]
    return (spanned and _spans_header(table, row, first)) or (widened and _looks_like_names(texts)) or units


def _spans_header(table: Table, row: int, first: int) -> bool:
    """A heading cell of the first heading row reaches down into this one."""
    return any(
        cell is not None and cell.row == first and cell.row + cell.rows > row for cell in table.matrix[row]
    )


def _looks_like_names(texts: list[str]) -> bool:
    return sum(1 for text in texts if text and len(text) < 30) * 2 >= len(texts) and not texts[0].isdecimal()


def _is_unit_word(text: str) -> bool:
    return bool(re.fullmatch(rf"\(?(?:{COUNTER}|%)\)?", text))


def headings(document: Document, table: Table, first: int, body: int) -> list[str]:
    """The name of each column, the levels of its heading joined."""
    names = []
    for column in range(table.width):
        parts: list[str] = []
        for row in range(first, body):
            text = document.cell(table.matrix[row][column])
            written = pretty(document, table.matrix[row][column])
            above = table.matrix[row - 1][column] if row > first else None
            is_child = above is not None and above.columns > 1 and text in ("人次", "场次", "人数")
            if _is_unit_word(text) and parts and not is_child and not text.startswith("("):
                written = f"（{written}）"
            if text and (not parts or parts[-1] != written):
                parts.append(written)
        names.append(_joined(parts))
    return names


def _joined(parts: list[str]) -> str:
    name = parts[0] if parts else ""
    for part in parts[1:]:
        name += part if part.startswith(("(", "（")) else LEVEL + part
    return name
