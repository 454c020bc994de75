"""Writes flat sheets for people as streams: never a live formula, and whatever we write we can read back.

Only a few thousand rows are held at a time, so the first bytes leave at once whatever the length of the list.
"""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any, cast

from jiangong.lib.workbooks import markup
from jiangong.lib.workbooks.cells import neutralize
from jiangong.lib.workbooks.limits import MAX_CELL_CHARACTERS, MAX_EXCEL_ROWS

_BATCH = 2_000
_EXACT = 10**15  # a spreadsheet keeps 15 significant digits; longer numbers go as text
_SHORT = 1_000  # characters nobody needs to cut
_MOST_BYTES = 1 << 30  # of one sheet's XML: a zip without 64-bit sizes opens everywhere
_FAST = 1  # the level of compression: twice as fast as the usual one, a fifth larger
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_UNENCODABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_TEXT = {str, type(None)}
_REPEATED = {*_TEXT, datetime.date, datetime.datetime}  # 1, 1.0 and True would pass for one another
_NOTHING = {None, ""}
Columns = Sequence[Sequence[Any]]  # of neighbouring rows, as many values in each


def write_xlsx(title: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence]) -> Iterator[bytes]:
    """Pieces of a workbook of these rows."""
    return write_xlsx_columns(title, columns, _columns(rows))


def write_xlsx_columns(
    title: str, columns: Sequence[tuple[str, float]], batches: Iterable[Columns]
) -> Iterator[bytes]:
    """Pieces of a workbook; text is stored as text cells, so it needs no apostrophe to stay harmless.

    The rows come in batches, each column by column. What does not fit on one sheet goes on on the next.
    """
    labels = _distinct(label for label, _ in columns)
    start = markup.opening([width for _, width in columns], [written(label) for label in labels])
    held, left = _Held(), iter(batches)
    titles: list[str] = []
    with zipfile.ZipFile(cast("IO[bytes]", held), "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as archive:
        for path, content in markup.FRAME.items():
            archive.writestr(path, content)
        batch = next(left, None)
        while batch is not None or not titles:
            titles.append(sheet_title(title, len(titles) + 1))
            with archive.open(markup.path_of(len(titles)), "w") as sheet:
                size, number = sheet.write(start), 2
                while batch and size < _MOST_BYTES and number + len(batch[0]) <= MAX_EXCEL_ROWS + 1:
                    cells = {
                        place: _cells(values)
                        for place, values in enumerate(batch)
                        if not _NOTHING.issuperset(values)
                    }
                    size += sheet.write(markup.rows(number, len(batch[0]), cells))
                    number += len(batch[0])
                    batch = next(left, None)
                    yield held.take()
                sheet.write(markup.CLOSING)
        for path, content in markup.contents(titles).items():
            archive.writestr(path, content)
    yield held.take()


def write_csv_columns(batches: Iterable[Columns]) -> Iterator[bytes]:
    """Pieces of a UTF-8 file with byte order mark; text is quoted and neutralised, numbers stay bare."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, quoting=csv.QUOTE_NONNUMERIC)
    yield b"\xef\xbb\xbf"
    for batch in batches:
        told = [_told(values, lambda value: neutralize(written(value))) for values in batch]
        writer.writerows(zip(*told, strict=True))
        yield held.getvalue().encode()
        held.seek(0)
        held.truncate()


def sheet_title(title: str, number: int = 1) -> str:
    """A name Excel accepts: at most 31 characters, none of []:*?/\\'; the second sheet and later ones say so."""
    mark = f"（{number}）" if number > 1 else ""
    return (_NOT_IN_SHEET_NAMES.sub("", title)[: 31 - len(mark)].strip() or "数据") + mark


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
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    return value


class _Held:
    """A file of which nobody asks for what has been written before."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def take(self) -> bytes:
        """What has come since the last time."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def _columns(rows: Iterable[Sequence]) -> Iterator[Columns]:
    """The rows batch by batch, turned into columns: columns repeat themselves."""
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield list(zip(*batch, strict=True))


def _cells(values: Sequence[Any]) -> markup.Strands:
    """The cells of a column; where every text is as plain as most are, no single one is looked at."""
    if _TEXT.issuperset(map(type, values)):
        known = set(values)
        if max(map(len, filter(None, known)), default=0) < _SHORT and markup.are_plain(known):
            return markup.plain_cells(values, known)
    return (_told(values, _cell),)


def _cell(value: Any) -> str:
    """Days and moments go as such: a sheet sorts, groups and reckons with them."""
    return markup.cell(value if _is_local(value) else written(value))


def _is_local(value: Any) -> bool:
    """A moment without a time zone: a sheet knows none."""
    return isinstance(value, datetime.datetime) and value.tzinfo is None


def _told(values: Sequence[Any], tell: Callable[[Any], Any]) -> list[Any]:
    """What ``tell`` says of every value; of text and of days that come again it is asked once."""
    if not _REPEATED.issuperset(map(type, values)):
        return [tell(value) for value in values]
    known = {value: tell(value) for value in set(values)}
    return [known[value] for value in values]


def _distinct(labels: Iterable[str]) -> list[str]:
    """A repeated heading gets a number, so that whoever reads the sheet by heading finds both."""
    found: list[str] = []
    for label in labels:
        found.append(label if label not in found else f"{label}（{len(found) + 1}）")
    return found
