"""What an official document says, apart from how it looks: small immutable parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Literal

from jiangong.lib.officialdoc.writing.layout import TEXT_WIDTH, natural_width

Value = str | int | Decimal | date | datetime | None


class Percent(Decimal):
    """So many per cent: a number on a sheet, with its sign on paper."""


Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4: 一、 （一） 1. （1）; the label is counted unless it is given."""

    level: int
    text: str
    label: str = ""

    def __post_init__(self) -> None:
        if self.level not in {1, 2, 3, 4}:
            raise ValueError(f"a heading has level 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column; neighbours that name the same ``group`` stand under one heading."""

    title: str = ""
    group: str = ""
    align: Align = "center"
    width: float | None = None  # millimetres; by its contents if not given


@dataclass(frozen=True, slots=True)
class Merge:
    """Body cells drawn as one, from (row, column); what the covered ones hold is not shown."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class TableBlock:
    """A ruled table; without column titles it is a form. ``None`` is a blank, which is not 0."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""
    unit_note: str = ""
    lead: str = ""  # stands on the left over the table, across from the unit note
    foot: str = ""  # stands under the table: who signs
    totals: tuple[Value, ...] | None = None
    merges: tuple[Merge, ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)  # body rows at least this many millimetres
    blank: str = ""

    def __post_init__(self) -> None:
        for row in (*self.rows, *([self.totals] if self.totals else [])):
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")
        for one in self.merges:
            if one.row + one.rows > len(self.rows) or one.column + one.columns > len(self.columns):
                raise ValueError(f"{one} reaches beyond the table")

    def text(self, value: Value) -> str:
        """A value as it is printed: exact; amounts as on the screen, years and places in a row bare."""
        if value is None:
            return self.blank
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}"
        if not isinstance(value, Decimal):
            return str(value)
        figure = f"{value:,f}".replace("-", "−")  # as lib.amounts.shown
        return f"{figure}%" if isinstance(value, Percent) else figure

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """What the columns want, in millimetres."""
        spread = {(one.row, one.column) for one in self.merges if one.columns > 1}
        cells: list[list[str]] = [[] for _ in self.columns]
        for row, line in enumerate([*self.rows, *([self.totals] if self.totals else [])]):
            for place, value in enumerate(line):
                if (row, place) not in spread:  # what spreads over several columns widens none of them
                    cells[place].append(self.text(value))
        return tuple(
            column.width or natural_width(cells[place], column.title)
            for place, column in enumerate(self.columns)
        )

    @cached_property
    def is_wide(self) -> bool:
        """Whether it needs a sheet turned sideways."""
        return sum(self.widths) > TEXT_WIDTH

    def widths_within(self, available: float) -> tuple[float, ...]:
        """The columns drawn out, or pressed together, to fill a text block."""
        scale = available / sum(self.widths)
        return tuple(width * scale for width in self.widths)


@dataclass(frozen=True, slots=True)
class RubricGroup:
    """One part of a rubric: its name, its points and its items with theirs."""

    name: str
    points: Value
    items: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A scoring sheet (评分标准); drawn as a table whose groups are merged cells."""

    groups: tuple[RubricGroup, ...]
    title: str = ""
    total: Value = None

    def as_table(self) -> TableBlock:
        rows: list[tuple[Value, ...]] = []
        merges: list[Merge] = []
        for group in self.groups:
            merges += [Merge(len(rows), place, len(group.items)) for place in (0, 1)]
            rows += [(group.name, group.points, text, points) for text, points in group.items]
        columns = (Column("项目"), Column("总分"), Column("评分内容", align="left"), Column("分值"))
        totals: tuple[Value, ...] | None = (
            None if self.total is None else ("合计", self.total, None, self.total)
        )
        return TableBlock(columns, tuple(rows), self.title, totals=totals, merges=tuple(merges))


Block = Heading | Paragraph | TableBlock | Rubric


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own; one without blocks is only listed (另附)."""

    title: str
    blocks: tuple[Block, ...] = ()

    @property
    def is_wide(self) -> bool:
        return any(table.is_wide for table in tables_of(self.blocks))


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: whom a copy goes to, who printed it and when."""

    printed_by: str
    printed_on: date
    copied_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A notice, a letter, a list: what has no issuers has no red head, what is not signed has no date below."""

    title: str
    blocks: tuple[Block, ...] = ()
    issuers: tuple[str, ...] = ()
    number: str = ""
    urgency: str = ""
    addressees: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    signatures: tuple[str, ...] = ()  # the issuers unless others sign
    dated_on: date | None = None
    note: str = ""
    imprint: Imprint | None = None

    @property
    def mark(self) -> tuple[str, ...]:
        """The words of the red head; of several issuers each has a line and 文件 stands beside them."""
        return (f"{self.issuers[0]}文件",) if len(self.issuers) == 1 else self.issuers

    @property
    def signed_by(self) -> tuple[str, ...]:
        return self.signatures or self.issuers

    @property
    def is_wide_list(self) -> bool:
        """A bare list on one wide table: its title lies sideways with it, not alone on an upright sheet."""
        bare = not (self.issuers or self.addressees or self.annexes or self.dated_on or self.imprint)
        tables = tuple(tables_of(self.blocks))
        return bare and len(tables) == 1 and tables[0].is_wide

    @property
    def tables(self) -> tuple[TableBlock, ...]:
        """Every table, the annexes' included."""
        annexed = (block for annex in self.annexes for block in annex.blocks)
        return tuple(tables_of((*self.blocks, *annexed)))


def tables_of(blocks: tuple[Block, ...]) -> Iterator[TableBlock]:
    for block in blocks:
        if isinstance(block, Rubric):
            yield block.as_table()
        elif isinstance(block, TableBlock):
            yield block
