"""The document every analyser works on: one linear text and, over it, paragraphs and tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from jiangong.lib.officialdoc.text import Span, fold, squeeze


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text that belongs to no table; `rank` is what its look says about it (see `Line`)."""

    start: int
    end: int
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins; `rows` and `columns` tell how far it reaches, `breaks` where its lines end."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows of cells; a merged cell stands only where it begins, `at` finds it from anywhere."""

    start: int
    end: int
    width: int
    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def matrix(self) -> list[list[Cell | None]]:
        grid: list[list[Cell | None]] = [[None] * self.width for _ in self.rows]
        for cell in (cell for row in self.rows for cell in row):
            for row in range(cell.row, min(cell.row + cell.rows, len(grid))):
                for column in range(cell.column, min(cell.column + cell.columns, self.width)):
                    if grid[row][column] is None or cell.rows * cell.columns > 1:
                        grid[row][column] = cell
        return grid

    def row_span(self, row: int) -> Span:
        cells = self.rows[row]
        return (cells[0].start, cells[-1].end) if cells else (self.start, self.start)


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """`folded` has the same length as `text`; `remarks` are codes of what a source had to leave out."""

    text: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    folded: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.text))

    def written(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def even(self, span: Span) -> str:
        return self.folded[span[0] : span[1]]

    def name(self, span: Span) -> str:
        return squeeze(self.written(span))

    def cell(self, cell: Cell | None) -> str:
        """A cell's text without any blanks, folded: for comparing and recognising."""
        return squeeze(self.folded[cell.start : cell.end]) if cell else ""

    def paragraphs(self, span: Span | None = None) -> Iterator[Paragraph]:
        for block in self.blocks:
            if isinstance(block, Paragraph) and (span is None or span[0] <= block.start < span[1]):
                yield block

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))
