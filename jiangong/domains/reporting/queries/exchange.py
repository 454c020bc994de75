"""Reports of a window as a workbook and back: what the file says, what stands here now, what stood when it was made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from jiangong.domains.reporting.choices import EntryMode
from jiangong.domains.reporting.models import Report, Window
from jiangong.domains.reporting.queries.lines import Line, lines_of
from jiangong.kit.commands.errors import Refusal
from jiangong.lib.amounts import plain
from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.reading import read_rows
from jiangong.lib.workbooks.writing import written

SHEET, BASIS = "填报表", "核对"
UNIT = "单位"
BASIS_HEADS = ("单位", "指标", "上报表", "目标", "导出时")
NOT_OURS = "这个文件不是从本填报期导出的填报表，请先导出，填好后再导入。"
MOST_CELLS = 20000


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell in which the file differs: its value, what stands now, what stood when the file was made."""

    report: Report
    line: Line
    theirs: Decimal | None
    now: Decimal | None
    base: Decimal | None

    @property
    def is_conflict(self) -> bool:
        return self.now != self.base

    @property
    def key(self) -> str:
        return f"{self.report.pk}-{self.line.key}"

    @property
    def both(self) -> str:
        """The file's value and what stands now, as they travel through the page."""
        return "|".join("" if one is None else plain(one) for one in (self.theirs, self.now))


def shown_value(line: Line) -> Decimal | None:
    """What a cell shows: what is said, else what is known."""
    return line.known if line.stated is None else line.stated


def headings(lines: Sequence[Line]) -> dict[int, str]:
    """By goal a heading that is its own."""
    found: dict[int, str] = {}
    for line in lines:
        if line.key in found or line.mode == EntryMode.DERIVED:
            continue
        name = f"{line.indicator.name}（{line.indicator.unit}）"
        found[line.key] = name if name not in found.values() else f"{name}{len(found) + 1}"
    return found


def write_exchange(window: Window, reports: Sequence[Report]) -> bytes:
    """The sheet to fill in, and a second one that remembers what stood in every cell."""
    lines = lines_of(reports)
    heads = headings([one for found in lines.values() for one in found])
    held = BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#f3f4f6"})
    cell, shut = book.add_format({"border": 1}), book.add_format({"border": 1, "bg_color": "#e5e7eb"})
    sheet, basis = book.add_worksheet(SHEET), book.add_worksheet(BASIS)
    basis.protect()  # seen but not changed by mistake
    for place, name in enumerate((UNIT, *heads.values())):
        sheet.write_string(0, place, str(written(name)), head)
    for place, name in enumerate(BASIS_HEADS):
        basis.write_string(0, place, name)
    at = 1
    for row, report in enumerate(reports, start=1):
        mine = {one.key: one for one in lines[report.pk]}
        sheet.write_string(row, 0, str(written(str(report.organization))), cell)
        for column, (goal, name) in enumerate(heads.items(), start=1):
            line = mine.get(goal)
            value = shown_value(line) if line else None
            if value is None:
                sheet.write_blank(row, column, None, cell if line else shut)
            else:
                sheet.write_number(row, column, value, cell)
            if line is not None:
                kept = "" if value is None else plain(value)
                for place, text in enumerate(
                    (str(report.organization), name, str(report.pk), str(goal), kept)
                ):
                    basis.write_string(at, place, str(written(text) or ""))
                at += 1
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, max(len(heads), 1), 16)
    sheet.freeze_panes(1, 1)
    book.close()
    return held.getvalue()


def read_exchange(path: Path, name: str, reports: Sequence[Report]) -> list[CellChange]:
    """Every cell in which a file differs from what stands now; wrong cells are refused with their place."""
    known = {str(one.pk): one for one in reports}
    try:
        basis = list(_rows(path, name, BASIS))
        cells = _cells(path, name)
    except Refused as refused:
        raise Refusal(str(refused), "file") from None
    if not basis or len(basis) > MOST_CELLS:
        raise Refusal(NOT_OURS, "file")
    wanted = [one for key, one in known.items() if any(row[2] == key for row in basis)]
    lines = lines_of(wanted)
    mine = {(str(key), str(one.key)): one for key, found in lines.items() for one in found}
    return list(_changes(basis, cells, known, mine))


def _changes(
    basis: list[list[str]],
    cells: dict[tuple[str, str], str],
    known: dict[str, Report],
    mine: dict[tuple[str, str], Line],
) -> Iterator[CellChange]:
    for unit, heading, report, goal, base in basis:
        line = mine.get((report, goal))
        if line is None or (unit, heading) not in cells:
            continue
        theirs = _amount(cells[unit, heading], f"{unit}的“{heading}”", line)
        stood, now = _amount(base, "", line), shown_value(line)
        if theirs not in (stood, now):
            yield CellChange(known[report], line, theirs, now, stood)


def _amount(text: str, place: str, line: Line) -> Decimal | None:
    if not text.strip():
        return None
    try:
        value = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        raise Refusal(f"{place}不是数字：{text[:20]}。请改正后重新导入。", "file") from None
    if not place:
        return value
    if not value.is_finite() or not 0 <= value < 10**12:
        raise Refusal(f"{place}超出范围：{text[:20]}。请改正后重新导入。", "file")
    if value != round(value, line.places):
        most = f"最多{line.places}位小数" if line.places else "应是整数"
        raise Refusal(f"{place}{most}：{text[:20]}。请改正后重新导入。", "file")
    return value


def _rows(path: Path, name: str, sheet: str) -> Iterator[list[str]]:
    with read_rows(path, sheet=sheet, name=name, expected=BASIS_HEADS) as found:
        if tuple(found.header[: len(BASIS_HEADS)]) != BASIS_HEADS:
            raise Refusal(NOT_OURS, "file")
        for _, values in found.rows:
            yield [_text(one) for one in (*values, "", "", "", "", "")][: len(BASIS_HEADS)]


def _cells(path: Path, name: str) -> dict[tuple[str, str], str]:
    with read_rows(path, sheet=SHEET, name=name, expected=(UNIT,)) as found:
        heads = [str(one) for one in found.header]
        if not heads or heads[0] != UNIT:
            raise Refusal(NOT_OURS, "file")
        return {
            (_text(values[0]), head): _text(value)
            for _, values in found.rows
            for head, value in zip(heads[1:], values[1:], strict=False)
        }


def _text(value: object) -> str:
    return "" if value is None else str(value)
