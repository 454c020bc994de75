"""Makes the .xlsx of a description: a paragraph is a row joined across the sheet, numbers are numbers."""

import datetime
import re
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from tests.lib.officialdoc.corpus.making.describing import Break, Description, Grid, Line

NUMBER = re.compile(r"-?\d+(\.\d+)?")
MADE_AT = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


def write_xlsx(description: Description, target: Path) -> None:
    with xlsxwriter.Workbook(target) as book:
        book.set_properties({"created": MADE_AT})
        sheet, row = None, 0
        for block in description.blocks:
            if isinstance(block, Break):
                sheet, row = book.add_worksheet(block.sheet), 0
            elif sheet is None:
                raise ValueError("a workbook begins with a sheet")
            elif isinstance(block, Grid):
                row = write_grid(sheet, block, row)
            else:
                row = write_line(sheet, block, row)


def write_line(sheet, line: Line, row: int) -> int:
    if line.style in ("title", "red"):
        sheet.merge_range(row, 0, row, 4, line.text)
    else:
        sheet.write_string(row, 0, line.text)
    return row + 1


def write_grid(sheet, grid: Grid, row: int) -> int:
    for top, left, bottom, right, text in grid.spans():
        value = float(text) if NUMBER.fullmatch(text) else text.removeprefix("'")
        if (top, left) != (bottom, right):
            sheet.merge_range(row + top, left, row + bottom, right, value)
        elif text.startswith("="):
            summed = f"=SUM({xl_rowcol_to_cell(row + 1, left)}:{xl_rowcol_to_cell(row + top - 1, left)})"
            sheet.write_formula(row + top, left, summed, None, float(text[1:]))
        elif isinstance(value, float):
            sheet.write_number(row + top, left, value)
        elif text:
            sheet.write_string(row + top, left, value)
    return row + len(grid.rows)
