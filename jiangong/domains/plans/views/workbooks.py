"""The division and the comparison of two versions as .xlsx in the notice's own layout; blank is not assigned, 0 is 0."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from xlsxwriter import Workbook

from jiangong.domains.plans.queries.grid import Grid
from jiangong.domains.plans.views.editions import EditionCompare
from jiangong.domains.plans.views.grid import PlanGrid
from jiangong.kit.audit.recording import record
from jiangong.lib.workbooks.writing import sheet_title, written

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BORDER = {"border": 1, "align": "center", "valign": "vcenter"}
_STYLES = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "note": {"align": "right"},
    "head": {**_BORDER, "bold": True, "text_wrap": True},
    "text": _BORDER,
    "sum": {**_BORDER, "bold": True},
}
Line = Sequence[object]


@dataclass(frozen=True, slots=True)
class Board:
    """A titled table with two rows of headings: groups over their columns."""

    title: str
    note: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]  # programme → its indicators with units
    lines: tuple[Line, ...]  # each begins with number and unit
    sums: tuple[Line, ...]


def board_of(grid: Grid, total_label: str, *, whole: bool) -> Board:
    """One version, in the notice's order."""
    lines = tuple((place, str(one), *grid.row(one)) for place, one in enumerate(grid.recipients, start=1))
    sums: list[Line] = [("", total_label, *(goal.total for goal in grid.goals))]
    if whole:
        sums.append(("", "已分解", *(grid.allocated[goal.pk] for goal in grid.goals)))
        sums.append(("", "差额", *(grid.gap(goal) for goal in grid.goals)))
    return Board(_title(grid), _note(grid), _groups(grid), lines, tuple(sums))


def _title(grid: Grid) -> str:
    return f"{grid.edition.plan.title}任务分解表"


def _note(grid: Grid) -> str:
    edition = grid.edition
    return f"{edition.plan.official_number}　{edition}（{edition.get_state_display()}）"


def _groups(grid: Grid) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (program.title, tuple(f"{goal.indicator.name}（{goal.indicator.unit}）" for goal in goals))
        for program in grid.programs
        if (goals := grid.goals_of(program))
    )


def write_board(board: Board) -> bytes:
    """The workbook's bytes; text is stored as text, so that nothing in it is a formula."""
    held = BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = {name: book.add_format(style) for name, style in _STYLES.items()}
    sheet = book.add_worksheet(sheet_title("任务分解表"))
    width = 2 + sum(len(columns) for _, columns in board.groups)
    _span(sheet, (0, 0, 0, width - 1), board.title, styles["title"])
    _span(sheet, (1, 0, 1, width - 1), board.note, styles["note"])
    _heads(sheet, board, styles["head"])
    for row, line in enumerate((*board.lines, *board.sums), start=4):
        style = styles["text"] if row < 4 + len(board.lines) else styles["sum"]
        for column, value in enumerate(line):
            _put(sheet, row, column, value, style)
    sheet.set_row(0, 32)
    sheet.set_row(3, 32)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, width - 1, 12)
    sheet.freeze_panes(4, 2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2, 3)
    book.close()
    return held.getvalue()


def _heads(sheet: Any, board: Board, style: Any) -> None:
    _span(sheet, (2, 0, 3, 0), "序号", style)
    _span(sheet, (2, 1, 3, 1), "单位", style)
    at = 2
    for title, columns in board.groups:
        _span(sheet, (2, at, 2, at + len(columns) - 1), title, style)
        for place, name in enumerate(columns):
            sheet.write_string(3, at + place, str(written(name)), style)
        at += len(columns)


def _span(sheet: Any, place: tuple[int, int, int, int], text: str, style: Any) -> None:
    top, left, bottom, right = place
    if (top, left) == (bottom, right):
        sheet.write_string(top, left, str(written(text) or ""), style)
    else:
        sheet.merge_range(top, left, bottom, right, written(text) or "", style)


def _put(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(written(value)), style)


def workbook_response(board: Board, name: str) -> HttpResponse:
    response = HttpResponse(write_board(board), content_type=KIND)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


class GridExport(PlanGrid):
    """The version as a workbook; audited."""

    permission = "plans.export"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        from_page = self.context()
        with transaction.atomic():
            record(self.actor, "plans.plan.export", self.edition.plan, rows=len(self.grid.recipients))
        board = board_of(self.grid, from_page["total_label"], whole=self.is_whole)
        return workbook_response(board, f"{self.edition.plan.title}分解表{self.edition}")


class EditionExport(EditionCompare):
    """Two versions as a workbook: for each indicator before, after and the difference."""

    permission = "plans.export"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = self.comparison
        with transaction.atomic():
            record(self.actor, "plans.plan.export", self.get_object(), rows=len(found.rows))
        older, newer = found.older.edition, found.newer.edition
        groups = tuple(
            (f"{one.indicator.name}（{one.indicator.unit}）", (str(older), str(newer), "增减"))
            for one in found.goals
        )
        lines = tuple(
            (place, str(unit), *_flat(moves)) for place, (unit, moves) in enumerate(found.rows, start=1)
        )
        title = f"{self.get_object().title}任务调整对照表"
        board = Board(title, newer.reason, groups, lines, (("", "合计", *_flat(found.totals)),))
        return workbook_response(board, f"{self.get_object().title}{older}与{newer}对照")


def _flat(moves: Sequence[Any]) -> Iterator[Decimal | None]:
    for one in moves:
        yield from (one.before, one.after, one.difference)
