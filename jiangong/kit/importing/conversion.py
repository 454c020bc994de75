"""From cells to values: headings matched, every cell read, repeated cells read once."""

from collections.abc import Sequence
from enum import Enum
from itertools import zip_longest
from typing import Any

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import MEMORY, ImportColumn, ImportSpec, Row
from jiangong.lib.names import normalize

_NOTHING = (None, "")
MARKS = "*＊（必填）(必填)"


def headings(spec: ImportSpec) -> list[str]:
    """Every heading that helps to find the header row."""
    return [text for column in spec.columns for text in (column.label, *column.also)]


class Converter:
    """Knows where each column stands in one file."""

    def __init__(self, spec: ImportSpec, header: Sequence[str]) -> None:
        places = {_plain(text): place for place, text in reversed(list(enumerate(header)))}
        self.columns: list[tuple[_Reader, int]] = []
        missing = []
        for column in spec.columns:
            place = next(
                (places.pop(_plain(t)) for t in (column.label, *column.also) if _plain(t) in places), None
            )
            if place is not None:
                self.columns.append((_Reader(column), place))
            elif column.required:
                missing.append(column.label)
        if missing:
            names = "、".join(f"“{label}”" for label in missing)
            raise Refusal(f"表里没有找到这些列：{names}。请下载模板，按模板的列名填写后再上传。")
        self.ignored = [str(header[place]) for place in sorted(places.values()) if str(header[place]).strip()]

    def convert(self, numbered: Sequence[tuple[int, Sequence[Any]]]) -> list[Row]:
        """Rows with a value or a finding for every column; column by column, because columns repeat themselves."""
        columns: list[Sequence[Any]] = list(zip_longest(*(cells for _, cells in numbered)))
        whole: dict[str, list[Any]] = {}
        ragged: list[tuple[_Reader, Sequence[Any]]] = []
        for reader, place in self.columns:
            cells = columns[place] if place < len(columns) else [None] * len(numbered)
            try:
                whole[reader.column.name] = list(map(reader.learned(cells).__getitem__, cells))
            except KeyError:
                ragged.append((reader, cells))
        names = tuple(whole)
        values = zip(*whole.values(), strict=True) if whole else [()] * len(numbered)
        rows = [
            Row(
                number, cells, dict(zip(names, own, strict=False)), []
            )  # as long as each other: rows of columns
            for (number, cells), own in zip(numbered, values, strict=True)
        ]
        for reader, cells in ragged:
            reader.read_into(rows, cells)
        return rows

    def cells_of(self, row: Row) -> dict[str, Any]:
        """What was written, by the names of the columns."""
        width = len(row.cells)
        return {r.column.name: row.cells[place] if place < width else None for r, place in self.columns}


class _Reader:
    """Reads one column, keeping the answers for the cells that come again."""

    def __init__(self, column: ImportColumn) -> None:
        self.column = column
        self._forget()

    def _forget(self) -> None:
        self._values: dict[Any, Any] = {}
        missing = f"请填写{self.column.label}。"
        self._wrong: dict[Any, str] = {None: missing, "": missing} if self.column.required else {}

    def learned(self, cells: Sequence[Any]) -> dict[Any, Any]:
        """What the cells mean, those left out that are empty or wrong."""
        if len(self._values) + len(self._wrong) > MEMORY:  # names and numbers hardly repeat
            self._forget()
        values, wrong, read = self._values, self._wrong, self.column.read
        for cell in set(cells).difference(values, wrong, _NOTHING):
            try:
                meant = read(cell)
                # Staged rows hold plain values: a choice would not be taken by its like.
                values[cell] = meant.value if isinstance(meant, Enum) else meant
            except ValueError as error:
                wrong[cell] = str(error)
        return values

    def read_into(self, rows: Sequence[Row], cells: Sequence[Any]) -> None:
        """Give every row its value or its finding, of cells learned before; an empty cell gives neither."""
        name, values, wrong = self.column.name, self._values, self._wrong
        for row, cell in zip(rows, cells, strict=True):
            if cell in values:
                row.values[name] = values[cell]
            elif cell in wrong:
                row.refuse(name, wrong[cell])


def _plain(text: str) -> str:
    return normalize(str(text)).strip(MARKS)
