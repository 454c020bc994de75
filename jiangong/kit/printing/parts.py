"""A described document as the page template walks it: words, levels, rows of cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiangong.lib.officialdoc.writing import (
    Annex,
    Block,
    Heading,
    OfficialDocument,
    TableBlock,
    layout,
    wording,
)
from jiangong.lib.officialdoc.writing.grid import boxes_of, header_rows, row_count

_PIXELS = 96 / 25.4
_ROW = 8.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A drawn cell."""

    text: str
    rows: int
    columns: int
    look: str


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, a heading of ``level``, or a table."""

    text: str = ""
    level: int = 0
    table: dict[str, Any] | None = None
    is_turned: bool = False  # on a sheet of its own that lies sideways


def parts_of(document: OfficialDocument) -> dict[str, Any]:
    """Everything the template needs, in the order of the page."""
    day = wording.prose_date(document.dated_on) if document.dated_on else ""
    count = len(document.annexes)
    return {
        "title": document.title,
        "urgency": document.urgency,
        "mark": document.mark if document.issuers else (),
        "mark_size": _mark_size(document.mark) if document.issuers else 0,
        "number": document.number,
        "addressees": wording.addressees_line(document.addressees),
        "is_wide_list": document.is_wide_list,
        "parts": list(_parts(document.blocks, sideways=document.is_wide_list)),
        "annex_lines": wording.annex_lines(document.annexes),
        "signatures": document.signed_by if day else (),
        "day": day,
        "note": document.note,
        "annexes": [
            _annex(annex, wording.annex_label(number, count))
            for number, annex in enumerate(document.annexes, 1)
            if annex.blocks
        ],
        "imprint": wording.imprint_lines(document.imprint) if document.imprint else None,
    }


def _mark_size(mark: tuple[str, ...]) -> int:
    longest = max(layout.breadth(line) for line in mark)
    return layout.mark_size(longest if len(mark) == 1 else longest + 2.5)


def _annex(annex: Annex, label: str) -> dict[str, Any]:
    return {
        "label": label,
        "title": annex.title,
        "is_wide": annex.is_wide,
        "parts": list(_parts(annex.blocks, sideways=annex.is_wide)),
    }


def _parts(blocks: tuple[Block, ...], *, sideways: bool = False) -> Iterator[Part]:
    for block, is_wide in wording.laid(blocks):
        is_turned = is_wide and not sideways
        if isinstance(block, TableBlock):
            yield Part(table=_table(block), is_turned=is_turned)
        elif isinstance(block, Heading):
            yield Part(f"{block.label}{block.text}", block.level, is_turned=is_turned)
        else:
            yield Part(block.text)


def _table(table: TableBlock) -> dict[str, Any]:
    heads = header_rows(table)
    rows: list[list[Cell]] = [[] for _ in range(row_count(table))]
    for box in boxes_of(table):
        look = box.align if box.role == "body" else f"{box.align} {box.role}"
        rows[box.row].append(Cell(table.text(box.value), box.rows, box.columns, look))
    heights = [round(table.heights.get(place - heads, _ROW) * _PIXELS) for place in range(len(rows))]
    lines = list(zip(heights, rows, strict=True))
    return {
        "title": table.title,
        "unit_note": table.unit_note,
        "lead": table.lead,
        "foot": table.foot,
        "widths": [round(width, 3) for width in table.widths_within(100)],
        "head": lines[:heads],
        "body": lines[heads:],
    }
