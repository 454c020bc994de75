"""The notice as a readable document: its text in paragraphs and tables, with what was read from it marked."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from jiangong.domains.plans.models import Plan, Reading

Span = tuple[int, int]
LONGEST_LINE_APART = 40
_FIGURE = re.compile(r"[\d,.，%％—–\-/]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text from which one row was read."""

    start: int
    end: int
    anchor: str
    label: str
    is_wide: bool = False  # whole paragraphs, which are not underlined
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a block, marked or not."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A cell of a table."""

    pieces: tuple[Piece, ...]
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; a mark on all of it makes the row itself the place."""

    cells: tuple[PaperCell, ...]
    mark: Mark | None = None
    is_head: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table, with the role it has in an official document."""

    kind: str  # org, number, title, plan, heading, flat, text, signer, sign, caption, table
    pieces: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()
    mark: Mark | None = None  # what was read from the whole of it
    start: int = 0  # where it begins in the text


@dataclass
class Layout:
    """Which stretches of the text are titles, headings and the like."""

    kinds: dict[str, list[Span]] = field(default_factory=dict)

    def kind_of(self, start: int, end: int) -> str:
        for kind, spans in self.kinds.items():
            if any(begin < end and start < stop for begin, stop in spans):
                return kind
        return "text"


def reading_of(plan: Plan) -> Reading | None:
    """The notice a plan was made of."""
    return Reading.objects.ungated("the plan's own source").filter(plan=plan).first()


def paper_of(reading: Reading, marks: Iterable[Mark]) -> list[Block]:
    """The blocks of a reading's text, in order."""
    text, placed = reading.text, _Marks(marks)
    layout = layout_of(reading.result)
    blocks: list[Block] = []
    table: list[Span] = []
    for line in _lines(text):
        if "\t" in text[slice(*line)]:
            if table and _columns(text, table[0]) != _columns(text, line):
                blocks.append(_table(text, table, placed))
                table = []
            table.append(line)
            continue
        if table:
            blocks.append(_table(text, table, placed))
            table = []
        if text[slice(*line)].strip():
            kind = _kind(layout, text, line, blocks)
            blocks.append(Block(kind, placed.pieces(text, line), mark=placed.around(line), start=line[0]))
    blocks = [*blocks, _table(text, table, placed)] if table else blocks
    return _refined(blocks)


def _refined(blocks: list[Block]) -> list[Block]:
    """The issuer's line above the date is part of the signature, the line above a table its heading."""
    found = list(blocks)
    for place, (one, below) in enumerate(pairwise(blocks)):
        words = "".join(piece.text for piece in one.pieces).strip()
        if below.kind == "sign" and one.kind == "text" and _is_line_apart(words):
            found[place] = replace(one, kind="signer")
        if below.kind == "table" and one.kind == "text" and _is_line_apart(words):
            found[place] = replace(one, kind="caption")
    return found


def _is_line_apart(words: str) -> bool:
    return len(words) <= LONGEST_LINE_APART and not words.endswith(("。", "；", "：", ":"))


def layout_of(result: dict[str, Any]) -> Layout:
    """Where the head, the titles and the headings stand."""
    spans = {name: tuple(span) for name, span in (result.get("spans") or {}).items() if span}
    named = {
        "number": "number",
        "title": "title",
        "addressees": "flat",
        "issued_on": "sign",
        "issuer": "sign",
    }
    kinds: dict[str, list[Span]] = {
        kind: [] for kind in ("number", "title", "plan", "flat", "sign", "heading")
    }
    for name, kind in named.items():
        if name in spans:
            kinds[kind].append(spans[name])
    kinds["plan"] = [tuple(one["span"]) for one in result.get("plans") or ()]
    kinds["heading"] = [tuple(one["span"]) for one in _outline(result.get("outline") or ()) if _is_short(one)]
    return Layout(kinds)


def _is_short(heading: dict[str, Any]) -> bool:
    """An item whose first sentence is its heading stays a paragraph."""
    return heading["level"] <= 2 and len(heading["title"]) <= 30


def _kind(layout: Layout, text: str, line: Span, before: list[Block]) -> str:
    kind = layout.kind_of(*line)
    if kind == "sign" and not any(one.kind in {"title", "flat"} for one in before):
        return "org"  # the red head carries the issuer's name too
    words = text[slice(*line)].strip()
    if kind == "text" and not before and len(words) <= 30:
        return "org"
    if kind == "heading" and len(words) > 40:
        return "text"
    if kind == "text" and words.startswith("附件") and len(words) <= 40:
        return "flat"
    return kind


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _columns(text: str, line: Span) -> int:
    return text.count("\t", *line)


def _outline(found: Any) -> Iterator[dict[str, Any]]:
    for one in found:
        yield one
        yield from _outline(one.get("children") or ())


def _table(text: str, lines: list[Span], marks: "_Marks") -> Block:
    rows: list[Row] = []
    figures = _figure_columns([text[slice(*line)].split("\t") for line in lines])
    for place, line in enumerate(lines):
        whole = marks.covering(line)
        cells, start = [], line[0]
        for column, cell in enumerate(text[slice(*line)].split("\t")):
            inside = (start, start + len(cell))
            pieces = (Piece(cell.strip()),) if whole else marks.pieces(text, inside)
            cells.append(PaperCell(pieces, column in figures))
            start += len(cell) + 1
        # A table continued on the next page repeats its head.
        is_head = place == 0 or _words(tuple(cells)) == _words(rows[0].cells)
        rows.append(Row(tuple(cells), whole, is_head, line[0]))
    whole_table = marks.around((lines[0][0], lines[-1][1]))
    return Block("table", rows=tuple(rows), mark=whole_table, start=lines[0][0])


def _figure_columns(rows: list[list[str]]) -> set[int]:
    """Columns that hold figures, which stand at the right edge."""
    width = max(len(row) for row in rows)
    found = set()
    for column in range(1, width):
        cells = [row[column].strip() for row in rows[1:] if column < len(row) and row[column].strip()]
        if cells and 2 * sum(_FIGURE.fullmatch(cell) is not None for cell in cells) >= len(cells):
            found.add(column)
    return found


def _words(cells: tuple[PaperCell, ...]) -> str:
    return "".join("".join(piece.text for piece in cells[0].pieces).split()) if cells else ""


class _Marks:
    """Marks by place; where several cover the same characters the shortest is meant."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        known = sorted((one for one in marks if one.start < one.end), key=lambda one: one.start)
        self._wide = [one for one in known if one.is_wide]
        self._marks = [one for one in known if not one.is_wide]
        self._starts = [one.start for one in self._marks]

    def covering(self, line: Span) -> Mark | None:
        """The mark that was read from a whole line of a table."""
        near = self._marks[: bisect_right(self._starts, line[0])]
        whole = [
            one for one in near if one.end >= line[1] - 1 and one.end - one.start <= line[1] - line[0] + 1
        ]
        return whole[-1] if whole else None

    def around(self, block: Span) -> Mark | None:
        """What was read from the block as a whole: the narrowest that reaches into it."""
        reaching = [one for one in self._wide if one.start < block[1] and one.end > block[0]]
        return min(reaching, key=lambda one: one.end - one.start, default=None)

    def pieces(self, text: str, block: Span) -> tuple[Piece, ...]:
        """The block cut where marks begin and end."""
        start, end = block
        inside = [one for one in self._marks if one.start < end and one.end > start]
        cuts = sorted({start, end, *(min(max(p, start), end) for m in inside for p in (m.start, m.end))})
        found: list[Piece] = []
        for begin, stop in pairwise(cuts):
            covering = [one for one in inside if one.start <= begin and one.end >= stop]
            mark = min(covering, key=lambda one: one.end - one.start, default=None)
            found.append(Piece(text[begin:stop], mark))
        return tuple(found)
