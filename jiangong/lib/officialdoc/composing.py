"""Lays the pieces that a source found out as one linear text: a paragraph a line, a table row a line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from jiangong.lib.officialdoc.blocks import Block, Cell, Document, Paragraph, Table
from jiangong.lib.officialdoc.text import clean
from jiangong.lib.refused import Refused

MOST_CHARACTERS = 3_000_000
MOST_CELLS = 200_000
_HEAD_WORD = re.compile(r"文\s*件\s*$|[〔\[［(（]\s*\d{4}\s*[〕\]］)）]\s*\d+\s*号")
_HEAD_ENDS = 60
TOO_LONG = "文件内容过长，超出一份文书的范围，请拆分成几个文件后分别识读。"
_EMPTY = "文件里没有可以识读的文字；如果是扫描件或图片，请先转成文字后再识读。"


class Line(str):
    """A paragraph whose look tells what it is: a heading of rank 1 to 9, `BOLD` throughout, or the red `HEAD`."""

    __slots__ = ("rank",)

    def __new__(cls, text: str, rank: int = 0) -> Self:
        line = super().__new__(cls, text)
        line.rank = rank
        return line


BOLD, HEAD = 10, -1


@dataclass(slots=True)
class Piece:
    """One cell as a source saw it; `lines` are its paragraphs or broken lines."""

    lines: list[str]
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Grid:
    """A table as a source saw it: (column, cell) pairs row by row."""

    rows: list[list[tuple[int, Piece]]] = field(default_factory=list)

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> "Grid":
        """A table without merged cells."""
        return cls([[(column, Piece(text.split("\n"))) for column, text in enumerate(row)] for row in rows])

    def spread(self) -> None:
        """Merges what blanks in a two-level heading stand for, where nothing is merged yet."""
        heads = self.rows[:2]
        if len(self.rows) < 3 or any(
            piece.rows > 1 or piece.columns > 1 for row in heads for _, piece in row
        ):
            return
        above, below = (_texts(row, self.width) for row in heads)
        if _is_two_level(above, below):
            self.rows[0], self.rows[1] = _merged(above, below)

    @property
    def width(self) -> int:
        return max((column + piece.columns for row in self.rows for column, piece in row), default=0)


def _texts(row: list[tuple[int, Piece]], width: int) -> list[str]:
    texts = [""] * width
    for column, piece in row:
        texts[column] = "\n".join(piece.lines)
    return texts


def _is_two_level(above: Sequence[str], below: Sequence[str]) -> bool:
    """区县 | 目标 | (blank) over (blank) | 场次 | 人次."""
    named = [column for column, text in enumerate(below) if text.strip()]
    if (
        len(named) < 2
        or below[0].strip()
        or not above[0].strip()
        or any(below[column].strip()[0].isdecimal() for column in named)
    ):
        return False
    return any(not above[column].strip() for column in named if column < len(above))


def _merged(
    above: Sequence[str], below: Sequence[str]
) -> tuple[list[tuple[int, Piece]], list[tuple[int, Piece]]]:
    upper: list[tuple[int, Piece]] = []
    lower: list[tuple[int, Piece]] = []
    for column, (over, under) in enumerate(zip(above, below, strict=True)):
        if over.strip():
            upper.append((column, Piece(over.split("\n"), rows=1 if under.strip() else 2)))
        elif under.strip() and upper:
            upper[-1][1].columns += 1
        else:
            upper.append((column, Piece([over])))
        if under.strip() or not over.strip():
            lower.append((column, Piece(under.split("\n"))))
    return upper, lower


class Composer:
    """Grows the text and keeps the offsets."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._cells = 0
        self._blocks: list[Block] = []

    def document(self, pieces: Sequence["str | Grid"], remarks: Sequence[str] = ()) -> Document:
        for piece in _unboxed(pieces):
            if isinstance(piece, Grid):
                self._table(piece)
            else:
                for line in clean(piece).split("\n"):
                    self._paragraph(line.strip().replace("\t", " "), getattr(piece, "rank", 0))
        if not self._blocks:
            raise Refused(_EMPTY)
        return Document("".join(self._text), tuple(self._blocks), tuple(dict.fromkeys(remarks)))

    def _write(self, text: str) -> int:
        """Where `text` begins."""
        start = self._length
        self._text.append(text)
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise Refused(TOO_LONG)
        return start

    def _paragraph(self, line: str, rank: int) -> None:
        if line:
            start = self._write(line)
            self._blocks.append(Paragraph(start, self._length, rank))
            self._write("\n")

    def _table(self, grid: Grid) -> None:
        grid.spread()
        width = grid.width
        self._cells += width * len(grid.rows)
        if self._cells > MOST_CELLS:
            raise Refused(TOO_LONG)
        if not any(line.strip() for row in grid.rows for _, piece in row for line in piece.lines):
            return
        start, rows = self._length, []
        for number, row in enumerate(grid.rows):
            rows.append(self._row(number, dict(row), width))
            end = self._length
            self._write("\n")
        self._blocks.append(Table(start, end, width, tuple(rows)))

    def _row(self, number: int, pieces: dict[int, Piece], width: int) -> tuple[Cell, ...]:
        cells = []
        for column in range(width):
            if column:
                self._write("\t")
            if column in pieces:
                cells.append(self._cell(pieces[column], number, column))
        return tuple(cells)

    def _cell(self, piece: Piece, row: int, column: int) -> Cell:
        start, breaks = self._length, []
        lines = [
            line
            for raw in piece.lines
            for part in clean(raw).split("\n")
            if (line := part.replace("\t", " ").strip())
        ]
        for number, line in enumerate(lines):
            if number:
                breaks.append(self._write(" "))
            self._write(line)
        return Cell(start, self._length, row, column, piece.rows, piece.columns, tuple(breaks))


def _unboxed(pieces: Sequence["str | Grid"]) -> Iterator["str | Grid"]:
    """Tables that only lay text out: a box around a paragraph, a red head beside the names of its issuers."""
    length = 0
    for piece in pieces:
        if isinstance(piece, Grid):
            texts = [line for row in piece.rows for _, cell in row for line in cell.lines if line.strip()]
            is_head = (
                length < _HEAD_ENDS
                and len(piece.rows) <= 3
                and any(_HEAD_WORD.search(text) for text in texts)
            )
            if is_head or sum(len(row) for row in piece.rows) == 1:
                yield from texts
                length += sum(map(len, texts))
                continue
        else:
            length += len(piece.strip())
        yield piece


def compose(pieces: Sequence[str | Grid], remarks: Sequence[str] = ()) -> Document:
    """The document of these paragraphs and tables."""
    return Composer().document(pieces, remarks)
