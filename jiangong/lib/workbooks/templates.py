"""Styled sheets that clerks fill in: the import template and the sheet of rows that failed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from jiangong.lib.workbooks.reading import ERROR_HEADING
from jiangong.lib.workbooks.writing import sheet_title, written

_ROWS_PREPARED = 2_000  # formats and drop-downs reach this far down
_LONGEST_CHOICES = 255  # Excel's limit for a list written into the validation itself
_GUIDE = "填写说明"
_HEADER = {"bold": True, "bg_color": "#F2F3F5", "border": 1, "border_color": "#C9CDD4", "text_wrap": True}
# Text may begin with "=" and stay text; links and numbers in text are not guessed.
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class TemplateColumn:
    """One column a clerk fills in."""

    label: str
    width: float = 16
    required: bool = False
    is_text: bool = False  # identity numbers, telephones and codes keep every digit
    choices: Sequence[str] = ()
    explanation: str = ""
    example: object = ""

    @property
    def heading(self) -> str:
        return f"{self.label}*" if self.required else self.label


@dataclass(frozen=True)
class TemplateSpec:
    """What an import template says."""

    title: str
    columns: Sequence[TemplateColumn]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class FailedRow:
    """A row as it was read, and what is wrong with it: sentences by column position, -1 for the whole row."""

    values: Sequence[object]
    errors: Mapping[int, str]


def write_template(path: Path, spec: TemplateSpec) -> None:
    """Title, notes, headings with marks for required columns; choices and explanations on sheets behind."""
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        sheet = book.add_worksheet(sheet_title(spec.title))
        guide = book.add_worksheet(_GUIDE)
        _write_top(book, sheet, spec)
        _write_columns(book, sheet, spec)
        _write_guide(book, guide, spec)


def write_error_sheet(path: Path, spec: TemplateSpec, rows: Iterable[FailedRow]) -> None:
    """The template's headings with the failed rows and a last column 错误说明, ready to correct and send again."""
    with xlsxwriter.Workbook(str(path), _OPTIONS) as book:
        sheet = book.add_worksheet(sheet_title(spec.title))
        plain, wrong = (
            book.add_format({"num_format": "@"}),
            book.add_format({"num_format": "@", "bg_color": "#FFE3E0"}),
        )
        last = len(spec.columns)
        _write_headings(book, sheet, spec, 0)
        sheet.write_string(0, last, ERROR_HEADING, book.add_format(_HEADER))
        sheet.set_column(last, last, 60)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row.values[:last]):
                _write_value(sheet, (number, column), value, wrong if column in row.errors else plain)
            _write_value(sheet, (number, last), _told(spec, row), plain)
        sheet.freeze_panes(1, 0)


def _told(spec: TemplateSpec, row: FailedRow) -> str:
    """All that is wrong with a row from left to right, each with its column; what concerns none comes last."""
    last = len(spec.columns)
    own = sorted((one for one in row.errors.items() if 0 <= one[0] < last), key=itemgetter(0))
    named = [f"{spec.columns[column].label}：{sentence}" for column, sentence in own]
    return "".join([*named, *(text for column, text in row.errors.items() if not 0 <= column < last)])


def _write_top(book: Workbook, sheet: Worksheet, spec: TemplateSpec) -> None:
    across = len(spec.columns) - 1
    loud: dict[str, object] = {"bold": True, "font_size": 16}
    quiet: dict[str, object] = {"font_color": "#5C6470"}
    lines = [(spec.title, loud), *((note, quiet) for note in spec.notes)]
    for row, (text, look) in enumerate(lines):
        style = book.add_format({**look, "text_wrap": True, "valign": "vcenter"})
        if across:
            sheet.merge_range(row, 0, row, across, "", style)
        sheet.write_string(row, 0, text, style)


def _write_headings(book: Workbook, sheet: Worksheet, spec: TemplateSpec, row: int) -> None:
    text = book.add_format({"num_format": "@"})
    optional, required = book.add_format(_HEADER), book.add_format({**_HEADER, "font_color": "#B42318"})
    for column, each in enumerate(spec.columns):
        sheet.set_column(column, column, each.width, text if each.is_text else None)
        sheet.write_string(row, column, each.heading, required if each.required else optional)


def _write_columns(book: Workbook, sheet: Worksheet, spec: TemplateSpec) -> None:
    header_row = 1 + len(spec.notes)
    _write_headings(book, sheet, spec, header_row)
    sheet.freeze_panes(header_row + 1, 0)
    for column, each in enumerate(spec.columns):
        if each.choices:
            validation = {
                "validate": "list",
                "source": _source_of(book, column, each.choices),
                "error_title": "内容不在选项中",
                "error_message": f"请从下拉列表中选择“{each.label}”。"[:255],
            }
            sheet.data_validation(header_row + 1, column, header_row + _ROWS_PREPARED, column, validation)


def _source_of(book: Workbook, column: int, choices: Sequence[str]) -> list[str] | str:
    """Short lists stand in the validation; long ones, and those with commas, on a hidden sheet."""
    if len(",".join(choices)) <= _LONGEST_CHOICES and not any("," in choice for choice in choices):
        return list(choices)
    name = f"选项{column + 1}"
    hidden = book.add_worksheet(name)
    hidden.hide()
    hidden.write_column(0, 0, choices)
    return f"='{name}'!$A$1:$A${len(choices)}"


def _write_guide(book: Workbook, guide: Worksheet, spec: TemplateSpec) -> None:
    style = book.add_format(_HEADER)
    for column, (heading, width) in enumerate(
        (("栏目", 20), ("是否必填", 10), ("填写要求", 60), ("示例", 30))
    ):
        guide.set_column(column, column, width)
        guide.write_string(0, column, heading, style)
    for row, each in enumerate(spec.columns, start=1):
        offered = f"可选：{'、'.join(each.choices)}。" if each.choices else ""
        told = (each.label, "必填" if each.required else "选填", each.explanation + offered, each.example)
        for column, value in enumerate(told):
            _write_value(guide, (row, column), value, None)


def _write_value(sheet: Worksheet, place: tuple[int, int], value: object, style: Format | None) -> None:
    kept = written(value)
    if kept is None:
        sheet.write_blank(*place, None, style)
    elif isinstance(kept, str):
        sheet.write_string(*place, kept, style)
    elif isinstance(kept, int | float):
        sheet.write_number(*place, kept, style)
    else:
        sheet.write_string(*place, str(kept), style)
