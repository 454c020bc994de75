"""One shape for every table: its heading lines apart, continued pieces joined, side-by-side halves stacked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jiangong.lib.officialdoc.blocks import Block, Cell, Document, Paragraph, Table
from jiangong.lib.officialdoc.numbers import ARABIC, plain
from jiangong.lib.officialdoc.text import Span, core, fold, smooth, squeeze
from jiangong.lib.officialdoc.units import COUNTER
from jiangong.lib.officialdoc.wording import EMPTY_MARKS, SUBTOTAL, TABLE_END, TOTAL

_FIGURE = re.compile(
    rf"(?:[≥≤><约近共]|不少于|不低于|至少|不超过)?({ARABIC})({COUNTER}|%)?(?:以上|以内|左右|余)?"
)
_REMARK = re.compile(
    r"\(?\s*(?:计量)?单位\s*[:为]|\(?续\s*表?|表\s*\d+|填报单位|填报时间|制表|[(\[]?接上[页表]|续上表|注\s*:|备注\s*:|说明\s*:|\d{4}年\d{1,2}月\d{1,2}日$"
)
_CONTINUED = re.compile(r"\(?\s*(?:续\s*表?\s*\d*|接上[页表]|续上表)|.*[(\[]\s*续\s*(?:表|\d)?\s*[)\]]$")
_SERIAL = re.compile(r"序\s*号|编\s*号|排\s*序|NO\.?|No\.?|#|项次")
_DEEPEST_HEADER = 4
_LONGEST_TITLE = 90


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


def figure(text: str) -> tuple[str, str] | None:
    """(number, unit) of a cell that holds nothing else; `text` is folded and without blanks."""
    found = _FIGURE.fullmatch(text)
    return (plain(found[1]), found[2] or "") if found else None


def is_blank(text: str) -> bool:
    return text in EMPTY_MARKS


def sheets(document: Document) -> list[Sheet]:
    """All tables of a document in order, continued ones as one."""
    found: list[Sheet] = []
    blocks = document.blocks
    after = -1  # the block behind the last table that was taken in
    for number, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        header = _header_rows(document, block)
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
        or _REMARK.match(document.even((block.start, block.end)))
    )


def _sheet(document: Document, blocks: Sequence[Block], number: int, header: tuple[int, int]) -> Sheet:
    table = blocks[number]
    if not isinstance(table, Table):
        raise TypeError("a sheet is made of a table")
    first, body = header
    title, span, remarks = _caption(document, blocks, number)
    for row in range(first):
        text, place = _lone(document, table, row)
        if _REMARK.match(text):
            remarks.append(text)
        else:
            title, span = smooth(document.raw(place)), place
    bare, place = without_unit(title, span)
    if bare != title:
        remarks.append(fold(title))
        title, span = bare, place
    sheet = Sheet(
        title,
        span,
        _headings(document, table, first, body),
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


def _caption(document: Document, blocks: Sequence[Block], number: int) -> tuple[str, Span, list[str]]:
    """The title above a table: short lines without a full stop, remarks such as 单位：个 set aside."""
    table = blocks[number]
    lines: list[Paragraph] = []
    remarks: list[str] = []
    for block in reversed(blocks[max(0, number - 5) : number]):
        if isinstance(block, Table):
            break
        folded = document.even((block.start, block.end)).strip()
        if (
            _REMARK.match(folded)
            and len(folded) < 50
            and not (re.match(r"表\s*\d+", folded) and len(folded) > 6)
        ):
            remarks.append(folded)
            continue
        if (
            folded.endswith(("。", ":", ";", ","))
            or len(folded) > _LONGEST_TITLE
            or re.match(r"附\s*件\s*\d*\s*:?$", folded)
        ):
            break
        if lines and (TABLE_END.search(folded) or not _breaks_title(document, lines)):
            break
        lines.insert(0, block)
    if not lines:
        return "", (table.start, table.start), remarks
    span = (lines[0].start, lines[-1].end)
    folded = document.even(span)
    if label := re.match(
        r"(?:附\s*件|表)\s*[\d一二三四五六七八九十-]{1,4}\s*[:.、]?\s*|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?!\d)",
        folded,
    ):
        span = (span[0] + label.end(), span[1])
    return (
        smooth(
            "".join(
                document.raw((line.start, line.end)).strip()
                if line is not lines[0]
                else document.raw((span[0], line.end)).strip()
                for line in lines
            )
        ),
        span,
        remarks,
    )


def without_unit(title: str, span: Span) -> tuple[str, Span]:
    """The title without （单位：名） behind it."""
    found = re.search(r"\s*\(\s*(?:计量)?单位\s*[:为][^()]*\)\s*$", fold(title))
    return (
        (title[: found.start()], (span[0], span[1] - len(title) + found.start()))
        if found and span[1] - span[0] >= len(title)
        else (title, span)
    )


def _breaks_title(document: Document, lines: list[Paragraph]) -> bool:
    """Whether what was found so far is only the end of a title broken over two lines."""
    first = document.even((lines[0].start, lines[0].end)).strip()
    return len(first) <= 14 and bool(TABLE_END.search(first)) and len(lines) == 1


def _texts(document: Document, table: Table, row: int) -> list[str]:
    return [document.cell(cell) for cell in table.matrix[row]]


def _lone(document: Document, table: Table, row: int) -> tuple[str, Span]:
    cell = next(cell for cell in table.rows[row] if cell.end > cell.start)
    return document.cell(cell), (cell.start, cell.end)


def _header_rows(document: Document, table: Table) -> tuple[int, int]:
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
        and (bool(TABLE_END.search(text)) or bool(_REMARK.match(text)))
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


def _headings(document: Document, table: Table, first: int, body: int) -> list[str]:
    """The name of each column, the levels of its heading joined."""
    names = []
    for column in range(table.width):
        parts: list[str] = []
        for row in range(first, body):
            text = document.cell(table.matrix[row][column])
            written = pretty(document, table.matrix[row][column])
            if _is_unit_word(text) and parts and not text.startswith("("):
                written = f"（{written}）"
            if text and (not parts or parts[-1] != written):
                parts.append(written)
        names.append(_joined(parts))
    return names


def _joined(parts: list[str]) -> str:
    name = parts[0] if parts else ""
    for part in parts[1:]:
        name += part if part.startswith(("(", "（")) else "/" + part
    return name


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
    return not is_ended and [core(name) for name in _headings(document, table, first, body)] == [
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


def pretty(document: Document, cell: Cell | None) -> str:
    """A cell's text as written, without blanks inside."""
    return squeeze(document.raw((cell.start, cell.end))) if cell else ""


def is_subtotal(name: str) -> bool:
    return bool(SUBTOTAL.fullmatch(name))


def is_serial(name: str) -> bool:
    return bool(_SERIAL.fullmatch(name))
