"""A table as boxes: headings of two levels and merged cells worked out once for every format."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jiangong.lib.officialdoc.writing.description import Align, Merge, TableBlock, Value

Role = Literal["head", "body", "total"]


@dataclass(frozen=True, slots=True)
class Box:
    """One drawn cell: where it begins, how far it reaches, what it holds."""

    row: int
    column: int
    rows: int
    columns: int
    value: Value
    align: Align
    role: Role


def header_rows(table: TableBlock) -> int:
    """0 for a form, 2 where columns are grouped, otherwise 1."""
    if not any(column.title or column.group for column in table.columns):
        return 0
    return 2 if any(column.group for column in table.columns) else 1


def row_count(table: TableBlock) -> int:
    return header_rows(table) + len(table.rows) + (table.totals is not None)


def boxes_of(table: TableBlock) -> list[Box]:
    """Every box from the top down, left to right; covered places have none."""
    found = [*_head(table), *_body(table)]
    return sorted(found, key=lambda box: (box.row, box.column))


def _head(table: TableBlock) -> Iterator[Box]:
    depth = header_rows(table)
    if not depth:
        return
    start = 0
    for place, column in enumerate(table.columns):
        following = table.columns[place + 1].group if place + 1 < len(table.columns) else ""
        if not column.group:
            yield Box(0, place, depth, 1, column.title, "center", "head")
            start = place + 1
            continue
        yield Box(1, place, 1, 1, column.title, "center", "head")
        if following != column.group:
            yield Box(0, start, 1, place + 1 - start, column.group, "center", "head")
            start = place + 1


def _body(table: TableBlock) -> Iterator[Box]:
    depth = header_rows(table)
    spans = {(merge.row, merge.column): merge for merge in table.merges}
    covered = {place for merge in table.merges for place in _covered(merge)}
    for row, cells in enumerate(table.rows):
        for place, value in enumerate(cells):
            if (row, place) not in covered:
                span = spans.get((row, place), Merge(row, place))
                align = table.columns[place].align
                yield Box(depth + row, place, span.rows, span.columns, value, align, "body")
    for place, value in enumerate(table.totals or ()):
        yield Box(depth + len(table.rows), place, 1, 1, value, table.columns[place].align, "total")


def _covered(merge: Merge) -> Iterator[tuple[int, int]]:
    for row in range(merge.row, merge.row + merge.rows):
        for column in range(merge.column, merge.column + merge.columns):
            if (row, column) != (merge.row, merge.column):
                yield row, column
