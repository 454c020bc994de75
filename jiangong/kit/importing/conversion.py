"""From cells to values: headings matched, every cell read, repeated cells read once."""

from collections.abc import Callable, Sequence
from typing import Any

from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import MEMORY, ImportColumn, ImportSpec, Row
from jiangong.lib.names import normalize

MARKS = "*＊（必填）(必填)"


def headings(spec: ImportSpec) -> list[str]:
    """Every heading that helps to find the header row."""
    return [text for column in spec.columns for text in (column.label, *column.also)]


class Converter:
    """Knows where each column stands in one file."""

    def __init__(self, spec: ImportSpec, header: Sequence[str]) -> None:
        places = {_plain(text): place for place, text in reversed(list(enumerate(header)))}
        self.columns: list[tuple[ImportColumn, int, Callable[[Any], tuple[Any, str]]]] = []
        missing = []
        for column in spec.columns:
            place = next(
                (places.pop(_plain(t)) for t in (column.label, *column.also) if _plain(t) in places), None
            )
            if place is not None:
                self.columns.append((column, place, _remembering(column.read)))
            elif column.required:
                missing.append(column.label)
        if missing:
            names = "、".join(f"“{label}”" for label in missing)
            raise Refusal(f"表里没有找到这些列：{names}。请下载模板，按模板的列名填写后再上传。")
        self.ignored = [str(header[place]) for place in sorted(places.values()) if str(header[place]).strip()]

    def convert(self, number: int, cells: Sequence[Any]) -> Row:
        """One row with a value or a finding for every column."""
        row = Row(number, cells)
        width = len(cells)
        for column, place, read in self.columns:
            cell = cells[place] if place < width else None
            if cell is None or cell == "":
                if column.required:
                    row.refuse(column.name, f"请填写{column.label}。")
                continue
            value, sentence = read(cell)
            if sentence:
                row.refuse(column.name, sentence)
            else:
                row.values[column.name] = value
        return row

    def cell_of(self, row: Row, name: str) -> Any:
        """What was written in a named column."""
        for column, place, _ in self.columns:
            if column.name == name:
                return row.cells[place] if place < len(row.cells) else None
        return None


def _plain(text: str) -> str:
    return normalize(str(text)).strip(MARKS)


def _remembering(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, str]]:
    """Read a cell, keeping the answers for the values that come again."""
    known: dict[Any, tuple[Any, str]] = {}

    def remember(cell: Any) -> tuple[Any, str]:
        answer = known.get(cell)
        if answer is None:
            try:
                answer = (read(cell), "")
            except ValueError as error:
                answer = (None, str(error))
            if len(known) < MEMORY:
                known[cell] = answer
        return answer

    return remember
