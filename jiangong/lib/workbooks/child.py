"""Runs inside the limited child: reads one workbook and prints it as JSON lines.

First a line about the sheet, then batches of rows, last a line with what was left out. JSON and not pickle,
because the child has touched a stranger's file. A whole number that lost its tail is an object.
"""

import gc
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from jiangong.lib.ahead import one_ahead
from jiangong.lib.limited import say
from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.cells import Imprecise, same_heading, stable
from jiangong.lib.workbooks.delimited import text_rows
from jiangong.lib.workbooks.limits import MAX_COLUMNS
from jiangong.lib.workbooks.merging import Unfolder
from jiangong.lib.workbooks.slices import SHARED, Part, SheetCutter, worksheets

_BATCH = 1_000
_HEADER_WITHIN = 20
_SHORT = 1_000
_EMPTY = "表格里没有内容，请填写后重新上传。"

NumberedRows = Iterator[tuple[int, list]]


def main(arguments: Sequence[str]) -> None:
    """Arguments: path, "workbook" or "text", and the options as JSON."""
    path, kind, encoded = arguments
    gc.disable()  # cells make no cycles, and this process ends with its workbook
    options = json.loads(encoded)
    if kind == "text":
        last, count = _print_sheet(
            {"name": "", "sheets": []}, text_rows(Path(path)), Unfolder([], 0), options
        )
        say({"blank_rows": last - count})
        return
    with zipfile.ZipFile(path) as archive:
        parts = worksheets(archive)
        part, cutter, rows = _chosen(archive, parts, options["sheet"])
        unfolder = Unfolder(cutter.merges(), options["merged_cells"])
        about = {"name": part.name, "sheets": [each.name for each in parts]}
        _, count = _print_sheet(about, rows, unfolder, options)
        say({"blank_rows": cutter.last_row - count})


def sheet_rows(cutter: SheetCutter) -> NumberedRows:
    """(row number from zero, values) of rows that hold something."""
    shared = _shared_texts(cutter)
    for passed, sheet in one_ahead(_read_slices(cutter)):
        if sheet.start is None or sheet.end is None:
            continue
        top, left = sheet.start
        if sheet.end[1] >= MAX_COLUMNS:
            raise Refused(f"表格超过{MAX_COLUMNS}列，请删除多余的列后重新上传。")
        margin = [None] * left
        for number, cells in enumerate(sheet.to_python(), start=top + passed):
            # Short text, nearly every cell, needs no call.
            values = [
                (shared[int(cell[1:])] if cell[0] == SHARED else cell)
                if type(cell) is str and 0 < len(cell) < _SHORT
                else _sendable(cell)
                for cell in cells
            ]
            if values.count(None) < len(values):
                yield number, margin + values if left else values


def _read_slices(cutter: SheetCutter) -> Iterator[tuple[int, CalamineSheet]]:
    for passed, document in cutter.slices():
        yield passed, CalamineWorkbook.from_filelike(io.BytesIO(document)).get_sheet_by_name(cutter.name)


def _shared_texts(cutter: SheetCutter) -> list[object]:
    texts: list[object] = []
    for found in cutter.shared_texts():
        if isinstance(found, list):
            texts += map(stable, found)
            continue
        count, document = found
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(document)).get_sheet_by_name(cutter.name)
        read = [stable(cells[0]) for cells in sheet.to_python(skip_empty_area=False)] if sheet.start else []
        texts += read + [None] * (count - len(read))
    return texts


def _sendable(cell: object) -> object:
    value = stable(cell)
    return {"imprecise": int(value)} if type(value) is Imprecise else value


def _chosen(archive: zipfile.ZipFile, parts: list[Part], name: str) -> tuple[Part, SheetCutter, NumberedRows]:
    """The named sheet, or the first visible one that holds a row."""
    for part in parts:
        if name in ("", part.name):
            cutter = SheetCutter(archive, part)
            rows = sheet_rows(cutter)
            if first := next(rows, None):
                return part, cutter, chain([first], rows)
    raise Refused(f"文件里没有名为“{name}”的工作表，或其中没有内容，请检查后重新上传。" if name else _EMPTY)


def _print_sheet(about: dict, read: NumberedRows, unfolder: Unfolder, options: dict) -> tuple[int, int]:
    """Returns the last row with content and how many rows the header and the content take."""
    rows = unfolder.rows(read)
    first = list(islice(rows, _HEADER_WITHIN))
    if not first:
        raise Refused(_EMPTY)
    place = _header_place(first, options["expected"])
    header_row, header = first[place]
    texts = ["" if cell is None else str(cell).strip() for cell in header]
    while texts and not texts[-1]:
        texts.pop()
    say({**about, "header": texts, "header_row": header_row + 1, "merged": unfolder.below(header_row)})
    return _print_rows(chain(first[place + 1 :], rows), header_row, max(len(texts), 1), options["rows"])


def _header_place(first: list[tuple[int, list]], expected: list[str]) -> int:
    """The first row that holds most of the expected headings; without expectations, the first row."""
    wanted = {same_heading(name) for name in expected}
    scores = [
        len(wanted & {same_heading(cell) for cell in values if cell is not None}) for _, values in first
    ]
    best = max(scores)
    if wanted and not best:
        raise Refused("没有找到表头，请下载导入模板，保留表头一行后重新填写上传。")
    return scores.index(best)


def _print_rows(rows: NumberedRows, header_row: int, width: int, most: int) -> tuple[int, int]:
    batch, count, last = [], 0, header_row
    for number, values in rows:
        count, last = count + 1, number
        if count > most:
            raise Refused(f"表格超过{most:,}行，请拆分成几个文件后分别上传。")
        batch.append((number + 1, _fitted(values, width)))
        if len(batch) == _BATCH:
            say(batch)
            batch = []
    say(batch)
    return last + 1, header_row + 1 + count


def _fitted(values: list, width: int) -> list:
    """Exactly as wide as the header, unless something stands beyond it."""
    while len(values) > width and values[-1] is None:
        values.pop()
    if len(values) < width:
        values.extend([None] * (width - len(values)))
    return values
