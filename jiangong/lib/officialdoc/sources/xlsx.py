"""Workbooks: every visible sheet is an annex of its own, its title the merged line above the table."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from jiangong.lib.officialdoc.answering import answer
from jiangong.lib.officialdoc.composing import MOST_CELLS, Grid, Piece
from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.cells import stable

_TOO_WIDE = 256
_TOO_LARGE = "工作表过大，超出一份附表的范围，请只保留任务分解表后重新识读。"
HIDDEN = "hidden_text"


def pieces(path: Path) -> tuple[list[str | Grid], list[str]]:
    """The sheets in order, and a remark when hidden ones were left out."""
    with CalamineWorkbook.from_path(str(path)) as book:
        shown = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        visible = [sheet.name for sheet in shown if sheet.visible == SheetVisibleEnum.Visible]
        found: list[str | Grid] = []
        for name in visible:
            sheet = book.get_sheet_by_name(name)
            if sheet.total_height * min(sheet.total_width, _TOO_WIDE) > 10 * MOST_CELLS:
                raise Refused(_TOO_LARGE)
            found += _sheet(sheet.to_python(skip_empty_area=False), list(sheet.merged_cell_ranges or ()))
    return found, [HIDDEN] if len(visible) < len(shown) else []


def _sheet(values: list[list], merges: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[str | Grid]:
    """Lines that fill one cell before and after the table are paragraphs."""
    texts = [[_shown(value) for value in row[:_TOO_WIDE]] for row in values]
    reach = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merges}
    covered = {
        (row, column)
        for (top, left), (rows, columns) in reach.items()
        for row in range(top, min(top + rows, len(texts)))
        for column in range(left, min(left + columns, _TOO_WIDE))
    } - set(reach)
    used = [number for number, row in enumerate(texts) if any(row)]
    lone = [number for number in used if sum(map(bool, texts[number])) == 1]
    first = next((number for number in used if number not in lone), None)
    last = next((number for number in reversed(used) if number not in lone), None)
    found: list[str | Grid] = []
    if first is None or last is None:
        return ["".join(texts[number]) for number in used]
    width = max(column + 1 for number in used for column, text in enumerate(texts[number]) if text)
    found += ["".join(texts[number]) for number in used if number < first]
    grid = Grid()
    for number in range(first, last + 1):
        if number in used:
            cells = [
                (column, _piece(text, reach.get((number, column), (1, 1)), width - column))
                for column, text in enumerate(texts[number][:width])
                if (number, column) not in covered
            ]
            grid.rows.append(cells)
    return [*found, grid, *("".join(texts[number]) for number in used if number > last)]


def _piece(text: str, reach: tuple[int, int], room: int) -> Piece:
    return Piece(text.split("\n"), reach[0], min(reach[1], room))


def _shown(value: object) -> str:
    found = stable(value)
    if isinstance(found, float):
        return f"{found:.15g}"
    return "" if found is None else str(found).strip()


def is_workbook(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name.startswith("xl/workbook") for name in archive.namelist())


def main(arguments: Sequence[str]) -> None:
    """Inside the limited child."""
    answer(pieces, arguments)
