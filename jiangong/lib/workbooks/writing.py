"""Writes sheets for people: flat bulk fast, never a live formula, and whatever we write we can read back."""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from rustpy_xlsxwriter import write_worksheet

from jiangong.lib.workbooks.cells import neutralize
from jiangong.lib.workbooks.limits import MAX_CELL_CHARACTERS

_CSV_BATCH = 500
_EXACT = 10**15  # a spreadsheet keeps 15 significant digits; longer numbers go as text
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_UNENCODABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_xlsx(path: Path, title: str, columns: list[tuple[str, float]], rows: Iterable[Sequence]) -> None:
    """One flat sheet, streamed; text is stored as text cells, so it needs no apostrophe to stay harmless."""
    labels = _distinct(label for label, _ in columns)
    blank = [None] * len(labels)
    stream = iter(rows)
    first = next(
        stream, blank
    )  # the writer learns the headings from a record, so an empty sheet has a blank one
    records = (dict(zip(labels, map(written, row), strict=True)) for row in chain([first], stream))
    write_worksheet(
        records,
        str(path),
        sheet_name=sheet_title(title),
        freeze_row=1,
        bold_headers=True,
        column_widths=[width for _, width in columns],
        datetime_format="yyyy-mm-dd",
    )


def write_csv(rows: Iterable[Sequence]) -> Iterator[bytes]:
    """Pieces of a UTF-8 file with byte order mark; text is quoted and neutralised, numbers stay bare."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, quoting=csv.QUOTE_NONNUMERIC)
    yield b"\xef\xbb\xbf"
    for number, row in enumerate(rows, start=1):
        writer.writerow([neutralize(written(value)) for value in row])
        if number % _CSV_BATCH == 0:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    if held.tell():
        yield held.getvalue().encode()


def sheet_title(title: str) -> str:
    """A name Excel accepts: at most 31 characters, none of []:*?/\\'."""
    return _NOT_IN_SHEET_NAMES.sub("", title)[:31].strip() or "数据"


def written(value: object) -> object:
    """What goes into a cell: text a sheet can hold, yes or no in words, numbers only where they stay exact."""
    if isinstance(value, str):
        if value.isascii():
            return value[:MAX_CELL_CHARACTERS] or None
        return _UNENCODABLE.sub("\ufffd", value[:MAX_CELL_CHARACTERS])
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int) and not -_EXACT < value < _EXACT:
        return str(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    return value


def _distinct(labels: Iterable[str]) -> list[str]:
    """Records are keyed by heading, so a repeated heading gets a number."""
    found: list[str] = []
    for label in labels:
        found.append(label if label not in found else f"{label}（{len(found) + 1}）")
    return found
