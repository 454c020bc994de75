"""Allocation tables: which column names the organizations, which divide what, and whether totals hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jiangong.lib.officialdoc.blocks import Document
from jiangong.lib.officialdoc.cells import figure, is_blank, is_serial, is_subtotal, pretty
from jiangong.lib.officialdoc.grids import Line, Sheet
from jiangong.lib.officialdoc.numbers import shown
from jiangong.lib.officialdoc.reading import Allocation, Column, Row
from jiangong.lib.officialdoc.text import Span, core, fold, squeeze
from jiangong.lib.officialdoc.units import as_unit, named_and_unit, shared_unit, stated_units
from jiangong.lib.officialdoc.wording import TOTAL

ORGANIZATION = re.compile(
    r"单位|[县区市旗州盟]|地区|工会|名称|部门|组织|企业|街道|乡镇|系统|产业|公司|集团|主体|赛区|学校|医院|机构|站点|承担|分配对象|责任|所属"
)
_REMARKS = re.compile(
    r"备\s*注|说\s*明|联系人|联系电话|电话|手机|负责人|责任人|签字|签名|日期|完成时[限间]|时限|排名|名次"
)
_RATIO = re.compile(r"率|比例|占比|比重|百分")
_GROUP = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[IVX]{1,4}[、.])")
_SUFFIX = re.compile(r"(?:[县区市旗州]|工会|公司|集团|街道|[镇乡]|院|校|局|厂|矿)$")


@dataclass
class Ledger:
    """An allocation with what its checks need to know beyond the reading itself."""

    allocation: Allocation
    unlabelled: Span | None = None
    subtotals: list[tuple[str, Span, list[tuple[int, str, str]]]] = field(
        default_factory=list
    )  # (column, stated, computed)
    duplicates: list[Row] = field(default_factory=list)
    unreadable: list[tuple[str, Span]] = field(default_factory=list)
    title_span: Span = (0, 0)


@dataclass
class Layout:
    """The parts columns play."""

    names: int
    values: list[int]
    texts: list[int]


def layout_of(sheet: Sheet) -> Layout | None:
    """None when no column names anything or none holds figures."""
    width = len(sheet.headings)
    heads = [fold(name) for name in sheet.headings]
    filled = [
        [line.texts[column] for line in sheet.lines if not is_blank(line.texts[column])]
        for column in range(width)
    ]
    figures = [sum(1 for text in texts if figure(text)) for texts in filled]
    serial = [is_serial(heads[column]) or _counts_up(sheet, column) for column in range(width)]
    values, texts = [], []
    for column in range(width):
        if serial[column] and any(not serial[other] for other in range(width)):
            continue
        if _REMARKS.search(heads[column]) and not named_and_unit(sheet.headings[column])[1]:
            continue
        if (figures[column] and figures[column] * 5 >= len(filled[column]) * 3) or (
            not filled[column] and named_and_unit(sheet.headings[column])[1]
        ):
            values.append(column)
        elif filled[column]:
            texts.append(column)
    if not any(figures[column] for column in values) or not texts:
        return None
    before = [column for column in texts if column < values[0]] or texts
    named = [column for column in before if ORGANIZATION.search(heads[column])] or before
    names = max(named, key=lambda column: (len(set(filled[column])), column))
    return Layout(names, [column for column in values if column > names or names > values[0]], texts)


def _counts_up(sheet: Sheet, column: int) -> bool:
    texts = [line.texts[column] for line in sheet.lines if line.texts[column]]
    return (
        column == 0
        and len(texts) > 2
        and [text for text in texts if text.isdecimal()][:4]
        == [str(number) for number in range(1, min(len(texts), 4) + 1)]
        and texts[:2] == ["1", "2"]
        and _is_long_count(texts)
    )


def _is_long_count(texts: list[str]) -> bool:
    return all(text == str(number) for number, text in enumerate(texts[:-1], start=1))


def transposed(document: Document, sheet: Sheet) -> Sheet:
    """Units side by side and indicators down the left, turned the usual way."""
    heads = sheet.headings[1:]
    likely = [name for name in heads if _SUFFIX.search(fold(name))]
    stubs = [line.texts[0] for line in sheet.lines]
    if (
        len(heads) < 3
        or len(likely) * 3 < len(heads) * 2
        or any(_SUFFIX.search(stub) for stub in stubs)
        or len({len(line.cells) for line in sheet.lines}) > 1
    ):
        return sheet
    if not all(is_blank(text) or figure(text) for line in sheet.lines for text in line.texts[1:]):
        return sheet
    headings = ["单位", *[pretty(document, line.cells[0]) for line in sheet.lines]]
    lines = [
        Line(
            [None, *[line.cells[column] for line in sheet.lines]],
            sheet.span,
            [fold(name), *[line.texts[column] for line in sheet.lines]],
        )
        for column, name in enumerate(sheet.headings)
        if column
    ]
    return Sheet(sheet.title, sheet.title_span, headings, lines, sheet.span, sheet.remarks)


def read_allocation(document: Document, given: Sheet, plan: int | None) -> Ledger | None:
    """The table as an allocation, None when it is something else."""
    sheet = transposed(document, given)
    layout = layout_of(sheet)
    if layout is None or not layout.values:
        return None
    columns = _columns(sheet, layout)
    ledger = Ledger(
        Allocation(plan, sheet.title, columns, (), (), (), (), sheet.span), title_span=sheet.title_span
    )
    rows: list[Row] = []
    group: list[Row] = []
    subtotals: list[int] = []
    stated: tuple[str | None, ...] | None = None
    groups = _group_lines(sheet, layout)
    for number, line in enumerate(sheet.lines):
        values = _values(line, layout)
        kind = _kind(sheet, layout, number)
        _note_unreadable(line, layout, ledger) if kind == "row" else None
        if kind == "total":
            stated = values
            is_named = any(text and not figure(text) for text in line.texts)
            ledger.unlabelled = None if is_named else line.span
        elif kind == "subtotal":
            _check_subtotal(line, layout, values, group, columns, ledger)
            group = []
            subtotals.append(number)
        elif kind == "row" and number not in groups:
            row = Row(_name(document, sheet, line, layout.names), values, line.span)
            rows.append(row)
            group.append(row)
    if not rows:
        return None
    if stated is None and subtotals == [len(sheet.lines) - 1]:
        stated, ledger.subtotals = _values(sheet.lines[-1], layout), []  # the only sum there is
    ledger.allocation = _totalled(ledger.allocation, columns, rows, stated)
    ledger.duplicates = _duplicates(rows)
    return ledger


def _name(document: Document, sheet: Sheet, line: Line, column: int) -> str:
    return pretty(document, line.cells[column]) if line.cells[column] is not None else line.texts[column]


def _kind(sheet: Sheet, layout: Layout, number: int) -> str:
    line = sheet.lines[number]
    words = [
        line.texts[column] for column in layout.texts if column <= layout.names or column == layout.names
    ]
    serial = [
        text
        for column, text in enumerate(line.texts)
        if column <= layout.names and column not in layout.texts
    ]
    has_values = any(figure(line.texts[column]) for column in layout.values)
    if any(TOTAL.fullmatch(word) for word in (*words, *serial)):
        return "total"
    if any(is_subtotal(word) for word in (*words, *serial)):
        return "subtotal"
    if not line.texts[layout.names] or not any(words):
        is_last = number == len(sheet.lines) - 1
        return (
            "total" if has_values and is_last and not any(words) else ("blank" if not has_values else "row")
        )
    spread = {id(cell) for cell in line.cells if cell is not None}
    return "group" if len(spread) == 1 and len(line.cells) > 1 and not has_values else "row"


def _group_lines(sheet: Sheet, layout: Layout) -> set[int]:
    """Lines such as 一、区县（市） that head the rows below them, with or without a sum."""
    headed = {number for number, line in enumerate(sheet.lines) if _GROUP.match(line.texts[layout.names])}
    return headed if headed and len(headed) * 2 < len(sheet.lines) else set()


def _values(line: Line, layout: Layout) -> tuple[str | None, ...]:
    return tuple(_value(line.texts[column]) for column in layout.values)


def _value(text: str) -> str | None:
    found = None if is_blank(text) else figure(text)
    return found[0] if found else None


def _note_unreadable(line: Line, layout: Layout, ledger: Ledger) -> None:
    for column in layout.values:
        text, cell = line.texts[column], line.cells[column]
        if not is_blank(text) and not figure(text) and cell is not None:
            ledger.unreadable.append((text, (cell.start, cell.end)))


def _columns(sheet: Sheet, layout: Layout) -> tuple[Column, ...]:
    named = [named_and_unit(sheet.headings[column]) for column in layout.values]
    common: list[str] = []
    for remark in (*sheet.remarks, fold(sheet.title)):
        common = common or stated_units(remark)
    if not common and (found := named_and_unit(sheet.title)[1]):
        common = [found]
    columns = []
    for number, (name, unit) in enumerate(named):
        given = shared_unit(common, name, number, len(named))
        columns.append(
            Column(
                name.strip("/"),
                unit or _word_unit(name) or given or _cells_unit(sheet, layout.values[number]),
            )
        )
    return tuple(columns)


def _word_unit(name: str) -> str | None:
    last = fold(name).rsplit("/", 1)[-1]
    return as_unit(last) if last in ("人次", "场次", "万元") else None


def _cells_unit(sheet: Sheet, column: int) -> str | None:
    units = {found[1] for line in sheet.lines if (found := figure(line.texts[column]))}
    return units.pop() or None if len(units) == 1 else None


def is_ratio(column: Column) -> bool:
    """Shares and rates are never added."""
    return column.unit in ("%", "‰") or bool(_RATIO.search(column.name))


def _sum(rows: Sequence[Row], number: int) -> Decimal | None:
    values = [Decimal(value) for row in rows if (value := row.values[number]) is not None]
    return sum(values, Decimal(0)) if values else None


def _totalled(
    allocation: Allocation,
    columns: tuple[Column, ...],
    rows: list[Row],
    stated: tuple[str | None, ...] | None,
) -> Allocation:
    totals = stated or (None,) * len(columns)
    sums = [None if is_ratio(column) else _sum(rows, number) for number, column in enumerate(columns)]
    differences = [
        None if total is None or is_ratio(column) else shown(Decimal(total) - (found or Decimal(0)))
        for total, found, column in zip(totals, sums, columns, strict=True)
    ]
    return Allocation(
        allocation.plan, allocation.title, columns, tuple(rows), tuple(totals),
        tuple(None if found is None else shown(found) for found in sums), tuple(differences), allocation.span,
    )  # fmt: skip


def _check_subtotal(
    line: Line,
    layout: Layout,
    values: tuple[str | None, ...],
    group: list[Row],
    columns: tuple[Column, ...],
    ledger: Ledger,
) -> None:
    wrong = [
        (number, value, shown(found or Decimal(0)))
        for number, value in enumerate(values)
        if value is not None
        and group
        and not is_ratio(columns[number])
        and Decimal(value) != ((found := _sum(group, number)) or Decimal(0))
    ]
    if wrong:
        ledger.subtotals.append((line.texts[layout.names] or squeeze("小计"), line.span, wrong))


def _duplicates(rows: list[Row]) -> list[Row]:
    seen: set[str] = set()
    found = []
    for row in rows:
        name = core(row.organization)
        if name and name in seen:
            found.append(row)
        seen.add(name)
    return found
