"""The tables of a document as a workbook: a sheet each, headings and merged cells as on paper."""

import io
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from jiangong.lib.officialdoc.writing import layout
from jiangong.lib.officialdoc.writing.description import OfficialDocument, Percent, TableBlock, Value
from jiangong.lib.officialdoc.writing.grid import Box, boxes_of, header_rows, row_count
from jiangong.lib.workbooks.markup import DAY_FORMAT, MOMENT_FORMAT
from jiangong.lib.workbooks.writing import sheet_title, written

# Text may begin with "=" and stay text; numbers and links in text are not guessed.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A4 = 9
_MM_PER_CHARACTER = 2.1
_POINTS_PER_MM = 72 / 25.4
_EXACT_DIGITS = 15
_FOOT = 30  # points: room for a signature
_MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - the same description gives the same bytes


def write_sheets(document: OfficialDocument) -> bytes:
    """Every table of the document, each on a sheet that prints one page wide."""
    if not document.tables:
        raise ValueError("this document has no table")
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties({"title": document.title[:255], "created": _MADE_AT})
        taken: set[str] = set()
        for table in document.tables:
            name = _free_name(sheet_title(table.title or document.title), taken)
            _Sheet(book, book.add_worksheet(name), table).write(table.title or document.title)
    return made.getvalue()


def _free_name(name: str, taken: set[str]) -> str:
    """Sheets of one workbook have different names, whatever their case."""
    free, number = name, 1
    while free.lower() in taken:
        number += 1
        free = f"{name[: 31 - len(str(number)) - 2]}（{number}）"
    taken.add(free.lower())
    return free


class _Sheet:
    """One table being written."""

    def __init__(self, book: Workbook, sheet: Worksheet, table: TableBlock) -> None:
        self.book, self.sheet, self.table = book, sheet, table
        self.top = 2 if table.unit_note or table.lead else 1
        self.formats: dict[tuple[object, ...], Format] = {}

    def write(self, title: str) -> None:
        self.set_up()
        self.band(0, title, bold=True, size=16, align="center")
        self.notes()
        for box in boxes_of(self.table):
            self.box(box)
        if self.table.foot:
            below = self.top + row_count(self.table)
            self.sheet.set_row(below, _FOOT)
            self.band(below, self.table.foot, bold=False, size=layout.CELL, align="left")

    def notes(self) -> None:
        """Whose table it is on the left, unit and day on the right; of a single column both together."""
        table, last = self.table, len(self.table.columns) - 1
        if not table.lead:
            if table.unit_note:
                self.band(1, table.unit_note, bold=False, size=layout.CELL, align="right")
        elif last == 0 or not table.unit_note:
            self.band(
                1, f"{table.lead}　{table.unit_note}".strip(), bold=False, size=layout.CELL, align="left"
            )
        else:
            middle = (last - 1) // 2
            for first, end, text, align in (
                (0, middle, table.lead, "left"),
                (middle + 1, last, table.unit_note, "right"),
            ):
                self.span(1, first, end, text, bold=False, size=layout.CELL, align=align)

    def set_up(self) -> None:
        heads, sheet = header_rows(self.table), self.sheet
        sheet.set_paper(_A4)
        if self.table.is_wide:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer("&C第&P页，共&N页")
        for place, width in enumerate(self.table.widths):
            sheet.set_column(place, place, width / _MM_PER_CHARACTER)
        for row, height in self.table.heights.items():
            sheet.set_row(self.top + heads + row, height * _POINTS_PER_MM)
        if heads:
            sheet.repeat_rows(self.top, self.top + heads - 1)
            sheet.freeze_panes(self.top + heads, 0)

    def band(self, row: int, text: str, **look: object) -> None:
        """A line of its own over the whole table."""
        self.span(row, 0, len(self.table.columns) - 1, text, **look)

    def span(self, row: int, first: int, last: int, text: str, **look: object) -> None:
        """Text over some columns, without rules."""
        style = self.format(ruled=False, number="", **look)
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", style)
        self.sheet.write_string(row, first, str(written(text) or ""), style)

    def box(self, box: Box) -> None:
        style = self.format(
            ruled=True,
            number=_number_format(box.value),
            bold=box.role != "body",
            size=layout.CELL,
            align=box.align,
        )
        row = self.top + box.row
        if box.rows > 1 or box.columns > 1:
            below, right = row + box.rows - 1, box.column + box.columns - 1
            self.sheet.merge_range(row, box.column, below, right, "", style)
        if isinstance(box.value, date):
            self.sheet.write_datetime(row, box.column, box.value, style)
        elif _is_exact(box.value):
            share = 100 if isinstance(box.value, Percent) else 1
            self.sheet.write_number(row, box.column, float(box.value) / share, style)  # type: ignore[arg-type]
        elif text := written(self.table.text(box.value)):
            self.sheet.write_string(row, box.column, str(text), style)
        else:
            self.sheet.write_blank(row, box.column, None, style)

    def format(self, *, ruled: bool, number: str, **look: object) -> Format:
        key = (ruled, number, *sorted(look.items()))
        if key not in self.formats:
            facts = {
                "bold": look["bold"],
                "font_size": look["size"],
                "align": look["align"],
                "valign": "vcenter",
            }
            facts |= {
                "text_wrap": True,
                "font_name": "宋体",
                "border": int(ruled),
                "num_format": number or "General",
            }
            self.formats[key] = self.book.add_format(facts)
        return self.formats[key]


def _is_exact(value: Value) -> bool:
    """Numbers that a sheet keeps to the last digit; longer ones go as text."""
    if not isinstance(value, int | Decimal) or (isinstance(value, Decimal) and not value.is_finite()):
        return False
    return len(Decimal(value).as_tuple().digits) <= _EXACT_DIGITS


def _number_format(value: Value) -> str:
    if isinstance(value, date):
        return MOMENT_FORMAT if isinstance(value, datetime) else DAY_FORMAT
    if not _is_exact(value):
        return "@" if isinstance(value, str) else ""
    exponent = Decimal(value).as_tuple().exponent if isinstance(value, int | Decimal) else 0
    places = -int(exponent)
    whole = "#,##0" if isinstance(value, Decimal) and not isinstance(value, Percent) else "0"
    return (f"{whole}.{'0' * places}" if places > 0 else whole) + ("%" if isinstance(value, Percent) else "")
