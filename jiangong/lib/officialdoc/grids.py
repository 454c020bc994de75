"""One shape for every table: its heading lines apart, continued pieces joined, side-by-side halves stacked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jiangong.lib.officialdoc.blocks import Block, Cell, Document, Paragraph, Table
from jiangong.lib.officialdoc.captions import REMARK, caption, without_unit
from jiangong.lib.officialdoc.headrows import header_rows, headings
from jiangong.lib.officialdoc.text import Span, core, smooth
from jiangong.lib.officialdoc.wording import TOTAL

_CONTINUED = re.compile(r"\(?\s*(?:续\s*表?\s*\d*|接上[页表]|续上表)|.*[(\[]\s*续\s*(?:表|\d)?\s*[)\]]$")


@dataclass
class Line:
    """One row of figures or text, its cells as they fill their columns."""

    cells: list[Cell | None]
    span: Span
    texts: list[str] = field(default_factory=list)


@dataclass
class Sheet:
    """A table ready to be understood."""

    title: str
    title_span: Span
    headings: list[str]
    lines: list[Line]
    span: Span
    remarks: list[str] = field(default_factory=list)


def sheets(document: Document) -> list[Sheet]:
    """All tables of a document in order, continued ones as one."""
    found: list[Sheet] = []
    blocks = document.blocks
    after = -1  # the block behind the last table that was taken in
    for number, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        header = header_rows(document, block)
        adjoining = found and all(_is_between(document, each) for each in blocks[after:number])
        if found and adjoining and _continues(document, found[-1], block, header):
            _append(document, found[-1], block, header)
        else:
            found.append(_sheet(document, blocks, number, header))
        after = number + 1
    return [_stacked(sheet) for sheet in found]


def _is_between(document: Document, block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(
        _CONTINUED.match(document.even((block.start, block.end)))
        or REMARK.match(document.even((block.start, block.end)))
    )


def _sheet(document: Document, blocks: Sequence[Block], number: int, header: tuple[int, int]) -> Sheet:
    table = blocks[number]
    if not isinstance(table, Table):
        raise TypeError("a sheet is made of a table")
    first, body = header
    title, span, remarks = caption(document, blocks, number)
    for row in range(first):
        text, place = _lone(document, table, row)
        if REMARK.match(text):
            remarks.append(text)
        else:
            title, span = smooth(document.written(place)), place
    title, span, said = without_unit(title, span)
    if said:
        remarks.append(said)
    sheet = Sheet(
        title,
        span,
        headings(document, table, first, body),
        _lines(document, table, body),
        (table.start, table.end),
        remarks,
    )
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    if isinstance(following, Paragraph) and re.match(
        r"\(?(?:注|备注|说明)\s*:|\(?单位\s*:", document.even((following.start, following.end))
    ):
        sheet.remarks.append(document.even((following.start, following.end)))
    return sheet


def _lone(document: Document, table: Table, row: int) -> tuple[str, Span]:
    cell = next(cell for cell in table.rows[row] if cell.end > cell.start)
    return document.cell(cell), (cell.start, cell.end)


def _lines(document: Document, table: Table, body: int) -> list[Line]:
    lines = []
    heads = [[document.cell(cell) for cell in table.matrix[row]] for row in range(body)]
    for row in range(body, len(table.rows)):
        cells = table.matrix[row]
        texts = [document.cell(cell) for cell in cells]
        if any(texts) and texts not in heads:  # a heading repeated at the top of a page
            lines.append(Line(list(cells), table.row_span(row), texts))
    return lines


def _continues(document: Document, sheet: Sheet, table: Table, header: tuple[int, int]) -> bool:
    if table.width != len(sheet.headings):
        return False
    first, body = header
    if (
        first
        and not re.search(r"续", _lone(document, table, 0)[0])
        and core(_lone(document, table, 0)[0]) != core(sheet.title)
    ):
        return False
    is_ended = bool(sheet.lines and TOTAL.fullmatch(_name_of(sheet.lines[-1])))
    if body == first:
        return not is_ended
    return not is_ended and [core(name) for name in headings(document, table, first, body)] == [
        core(name) for name in sheet.headings
    ]


def _name_of(line: Line) -> str:
    return next((text for text in line.texts if text), "")


def _append(document: Document, sheet: Sheet, table: Table, header: tuple[int, int]) -> None:
    sheet.lines += [
        line
        for line in _lines(document, table, header[1])
        if [core(text) for text in line.texts] != [core(name) for name in sheet.headings]
    ]
    sheet.span = (sheet.span[0], table.end)


def _stacked(sheet: Sheet) -> Sheet:
    """Two or three units beside each other in one row become rows of their own, left half first."""
    width = len(sheet.headings)
    for period in range(2, width // 2 + 1):
        if width % period:
            continue
        names = [core(name) for name in sheet.headings]
        if names[0] and all(names[at] == names[at % period] for at in range(width)):
            return _cut(sheet, period)
    return sheet


def _cut(sheet: Sheet, period: int) -> Sheet:
    lines: list[Line] = []
    totals: list[Line] = []
    for begin in range(0, len(sheet.headings), period):
        for line in sheet.lines:
            cells, texts = line.cells[begin : begin + period], line.texts[begin : begin + period]
            known = [cell for cell in cells if cell is not None]
            if (
                not any(texts)
                or not known
                or (
                    begin
                    and cells[0] is not None
                    and cells[0].column < begin
                    and len(set(map(id, cells))) < period
                )
            ):
                continue
            part = Line(list(cells), (known[0].start, known[-1].end), texts)
            (totals if TOTAL.fullmatch(_name_of(part)) else lines).append(part)
    return Sheet(
        sheet.title, sheet.title_span, sheet.headings[:period], lines + totals, sheet.span, sheet.remarks
    )
