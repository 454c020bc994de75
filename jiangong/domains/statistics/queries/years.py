"""The same day in several years, by goal and by unit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.figures import values
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.statistics.queries.board import Board, BoardGoal
from jiangong.domains.statistics.queries.trends import year_before

WHY = "the indicators of a board its reader was let to"
YEARS = 5


@dataclass(frozen=True, slots=True)
class YearRow:
    """One line: a name, what it leads to, and a figure per year, the newest first."""

    name: str
    unit: str
    decimals: int
    organization_id: int | None
    goal: BoardGoal
    amounts: tuple[Decimal | None, ...]

    @property
    def change(self) -> Decimal | None:
        """This year against the year before, in per cent; nothing to compare with is no change."""
        now, before = self.amounts[0], self.amounts[1]
        return None if now is None or not before else (now - before) * 100 / before


def years_of(day: date) -> list[int]:
    return [day.year - back for back in range(YEARS)]


def span_in(goal: BoardGoal, back: int) -> Span:
    """The goal's days up to the day looked at, some years earlier."""
    return (
        Span(year_before(goal.span.starts_on, back), year_before(goal.span.ends_on, back))
        if back
        else goal.span
    )


def rows_by_goal(board: Board) -> list[YearRow]:
    """Every goal of the place."""
    read = _read(board, list(board.goals), [board.root_id])
    return [_line(goal.name, goal, board.root_id, read) for goal in board.goals]


def rows_by_unit(board: Board, goal: BoardGoal) -> list[YearRow]:
    """One goal, every unit in the notice's order."""
    units = [row.organization_id for row in board.rows if row.organization_id]
    read = _read(board, [goal], units)
    return [_line(row.name, goal, row.organization_id, read) for row in board.rows if row.organization_id]


Read = dict[tuple[int, int, int], Decimal | None]


def _read(board: Board, goals: list[BoardGoal], organizations: list[int]) -> Read:
    if not goals or not organizations:
        return {}
    indicators = Indicator.objects.ungated(WHY).filter(pk__in={one.indicator_id for one in goals})
    spans = sorted({span_in(goal, back) for goal in goals for back in range(YEARS)})
    found = values(list(indicators), organizations, spans)
    return {
        (goal.key, organization, back): found[goal.indicator_id, organization, span_in(goal, back)].amount
        for goal in goals
        for organization in organizations
        for back in range(YEARS)
    }


def _line(name: str, goal: BoardGoal, organization: int | None, read: Read) -> YearRow:
    amounts = tuple(read.get((goal.key, organization or 0, back)) for back in range(YEARS))
    return YearRow(name, goal.unit, goal.decimals, organization, goal, amounts)
