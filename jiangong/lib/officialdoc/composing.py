"""Lays the pieces that a source found out as one linear text: a paragraph a line, a table row a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from jiangong.lib.officialdoc.blocks import Block, Cell, Document, Paragraph, Table
from jiangong.lib.officialdoc.text import clean
from jiangong.lib.refused import Refused

MOST_CHARACTERS = 3_000_000
MOST_CELLS = 200_000
TOO_LONG = "文件内容过长，超出一份文书的范围，请拆分成几个文件后分别识读。"
_EMPTY = "文件里没有可以识读的文字；如果是扫描件或图片，请先转成文字后再识读。"


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

    @property
    def width(self) -> int:
        return max((column + piece.columns for row in self.rows for column, piece in row), default=0)


class Composer:
    """Grows the text and keeps the offsets."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._cells = 0
        self._blocks: list[Block] = []

    def document(self, pieces: Sequence["str | Grid"], remarks: Sequence[str] = ()) -> Document:
        for piece in pieces:
            if isinstance(piece, Grid):
                self._table(piece)
            else:
                for line in clean(piece).split("\n"):
                    self._paragraph(line.strip().replace("\t", " "))
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

    def _paragraph(self, line: str) -> None:
        if line:
            start = self._write(line)
            self._blocks.append(Paragraph(start, self._length))
            self._write("\n")

    def _table(self, grid: Grid) -> None:
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


def compose(pieces: Sequence[str | Grid], remarks: Sequence[str] = ()) -> Document:
    """The document of these paragraphs and tables."""
    return Composer().document(pieces, remarks)
