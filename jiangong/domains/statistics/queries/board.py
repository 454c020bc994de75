"""A plan's board: unit × goal with target, figure, percentage and stage — the one source of every screen, file and answer."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.queries.figures import values
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.plans.models import Goal
from jiangong.domains.statistics.choices import Stage
from jiangong.domains.statistics.queries.pace import Term, Yardstick, completion
from jiangong.domains.statistics.queries.rows import Place, Seat
from jiangong.domains.supervision.queries.figures import Verified, verified_figures

STOCKS = (IndicatorKind.LATEST, IndicatorKind.MILESTONE)


@dataclass(frozen=True)
class BoardGoal:
    """One column: what is counted, from when until when, how far the time is."""

    key: int
    indicator_id: int
    name: str
    unit: str
    decimals: int
    program: str
    kind: str
    direction: str
    term: Term

    @cached_property
    def span(self) -> Span:
        return Span(self.term.starts_on, self.term.counted_to)

    @cached_property
    def yardstick(self) -> Yardstick:
        return Yardstick(self.kind, self.direction, self.term.elapsed)

    def on(self, day: date) -> "BoardGoal":
        """The same looked at on another day."""
        return replace(self, term=replace(self.term, as_of=day))

    @property
    def label(self) -> str:
        return f"{self.name}（{self.unit}）"

    @property
    def is_stock(self) -> bool:
        return self.kind in STOCKS


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One figure against its target; no target means that nothing was assigned."""

    target: Decimal | None
    amount: Decimal | None
    stage: Stage
    word: str
    verified: Verified | None = None  # what inspectors found, where that is the amount
    reported: Decimal | None = None  # beside it, what the unit's figure is

    @property
    def percent(self) -> Decimal | None:
        """Completion; nothing where nothing was assigned."""
        return completion(self.target, self.amount)

    @property
    def is_assigned(self) -> bool:
        return self.target is not None


def cell_of(goal: BoardGoal, target: Decimal | None, amount: Decimal | None) -> BoardCell:
    yardstick = goal.yardstick
    return BoardCell(target, amount, yardstick.stage(target, amount), yardstick.word(target, amount))


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit with its cells, in the order of the goals."""

    organization_id: int | None
    name: str
    band: str
    cells: tuple[BoardCell, ...]


@dataclass(frozen=True)
class Board:
    """A plan as it stood on a day, for one place of the tree."""

    plan_id: int
    title: str
    number: str
    root_id: int
    root: str
    as_of: date
    computed_at: datetime
    goals: tuple[BoardGoal, ...]
    head: BoardRow
    rows: tuple[BoardRow, ...]  # in the notice's order
    held: tuple[tuple[BoardGoal, BoardCell], ...] = ()  # goals no unit has a share of
    shows_verified: bool = False  # units' cells hold what inspectors found, where they were

    @property
    def elapsed(self) -> Decimal:
        """Of the goals most columns share."""
        return self.term.elapsed

    @cached_property
    def term(self) -> Term:
        terms = Counter(one.term for one in self.goals) or Counter([_year_of(self.as_of)])
        return terms.most_common(1)[0][0]

    @cached_property
    def counts(self) -> dict[Stage, int]:
        """How many cells of units stand where."""
        found = Counter(cell.stage for row in self.rows for cell in row.cells)
        return {stage: found[stage] for stage in Stage}

    @property
    def verified_count(self) -> int:
        """How many cells hold what inspectors found."""
        return sum(cell.verified is not None for row in self.rows for cell in row.cells)

    @property
    def bands(self) -> list[tuple[str, list[BoardRow]]]:
        """Units of one kind together."""
        found: dict[str, list[BoardRow]] = {}
        for row in self.rows:
            found.setdefault(row.band, []).append(row)
        return list(found.items())

    def place_of(self, goal: BoardGoal) -> int:
        return self.goals.index(goal)

    def goal(self, key: int | None) -> BoardGoal | None:
        """The one asked for, otherwise the first that is behind, otherwise the first."""
        wanted = next((one for one in self.goals if one.key == key), None)
        return wanted or next(self.behind(), None) or next(iter(self.goals), None)

    def behind(self) -> Iterator[BoardGoal]:
        order = (Stage.BEHIND, Stage.SLOW)
        for stage in order:
            yield from (g for g, c in zip(self.goals, self.head.cells, strict=True) if c.stage == stage)


def verified_board(board: Board) -> Board:
    """The same board with what inspectors found in place of what units reported, where they were.

    A verified figure is judged by the time elapsed on its own day. Totals stay as reported: nobody verified those.
    """
    units = [row.organization_id for row in board.rows if row.organization_id is not None]
    found = verified_figures([one.indicator_id for one in board.goals], units, board.as_of)
    rows = tuple(replace(row, cells=_verified_cells(row, board.goals, found)) for row in board.rows)
    return replace(board, rows=rows, shows_verified=True)


def _verified_cells(
    row: BoardRow, goals: tuple[BoardGoal, ...], found: dict[tuple[int, int, date], Verified]
) -> tuple[BoardCell, ...]:
    cells = []
    for goal, cell in zip(goals, row.cells, strict=True):
        one = found.get((goal.indicator_id, row.organization_id or 0, goal.term.starts_on))
        if one is not None:
            there = goal.on(one.ends_on)
            cell = replace(cell_of(there, cell.target, one.amount), verified=one, reported=cell.amount)
        cells.append(cell)
    return tuple(cells)


def subtotal(goal: BoardGoal, cells: Iterable[BoardCell]) -> BoardCell:
    """Several units together: those with nothing assigned are in neither side of the percentage."""
    assigned = [one for one in cells if one.is_assigned]
    if not assigned or goal.kind in (IndicatorKind.RATIO, IndicatorKind.DISTINCT):
        return cell_of(goal, None, None)  # these do not add up
    target = sum((one.target or Decimal(0) for one in assigned), Decimal(0))
    amount = sum((one.amount or Decimal(0) for one in assigned), Decimal(0))
    return cell_of(goal, target, amount)


def board_of(place: Place, as_of: date) -> Board:
    """Every figure of one place, in a number of queries that does not grow with units, goals or days."""
    goals = tuple(_goal(one, place, as_of) for one in place.goals)
    held = tuple(_goal(one, place, as_of) for one in place.held)
    found = _figures(place, (*goals, *held))
    head = BoardRow(
        place.root.pk,
        str(place.root),
        "",
        tuple(cell_of(g, place.total(g.key), found.get((g.key, place.root.pk))) for g in goals),
    )
    rows = tuple(_row(seat, goals, found) for seat in place.seats)
    return Board(
        plan_id=place.plan.pk,
        title=place.plan.title,
        number=place.plan.official_number,
        root_id=place.root.pk,
        root=str(place.root),
        as_of=as_of,
        computed_at=timezone.now(),
        goals=goals,
        head=head,
        rows=rows,
        held=tuple((g, cell_of(g, place.total(g.key), found.get((g.key, place.root.pk)))) for g in held),
    )


def _goal(goal: Goal, place: Place, as_of: date) -> BoardGoal:
    one = goal.indicator
    return BoardGoal(
        key=goal.pk,
        indicator_id=one.pk,
        name=one.name,
        unit=one.unit,
        decimals=one.decimals,
        program=goal.program.title,
        kind=one.kind,
        direction=one.direction,
        term=place.term(goal, as_of),
    )


def _row(seat: Seat, goals: tuple[BoardGoal, ...], found: dict[tuple[int, int], Decimal | None]) -> BoardRow:
    key = seat.organization_id
    cells = tuple(
        cell_of(g, seat.shares.get(g.key), None if key is None else found.get((g.key, key))) for g in goals
    )
    return BoardRow(key, seat.name, seat.band, cells)


def _figures(place: Place, goals: Iterable[BoardGoal]) -> dict[tuple[int, int], Decimal | None]:
    """By goal and organization."""
    goals = list(goals)
    if not goals:
        return {}
    indicators = {one.indicator_id: one.indicator for one in (*place.goals, *place.held)}
    organizations = [place.root.pk, *(s.organization_id for s in place.seats if s.organization_id)]
    read = values(list(indicators.values()), organizations, sorted({one.span for one in goals}))
    return {
        (goal.key, organization): read[goal.indicator_id, organization, goal.span].amount
        for goal in goals
        for organization in organizations
    }


def records_url(goal: BoardGoal, organization_id: int) -> str:
    """Where a figure opens."""
    address = reverse("statistics:records", args=[goal.indicator_id, organization_id])
    return f"{address}?from={goal.span.starts_on}&to={goal.span.ends_on}"


def _year_of(day: date) -> Term:
    return Term(date(day.year, 1, 1), date(day.year, 12, 31), day)
