"""What needs attention and why: who is behind, what happened lately, what it would take."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from jiangong.domains.indicators.choices import Direction, IndicatorKind
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.figures import values
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.statistics.choices import EXCEPTIONS
from jiangong.domains.statistics.queries.board import Board, BoardCell, BoardGoal, BoardRow, records_url
from jiangong.domains.statistics.queries.pace import HUNDRED
from jiangong.lib.amounts import displayed, shown

WHY = "the indicators of a board its reader was let to"


@dataclass(frozen=True, slots=True)
class Concern:
    """One figure that is behind."""

    goal: BoardGoal
    row: BoardRow
    cell: BoardCell
    is_whole: bool  # the plan's own figure, not a unit's
    why: str = ""

    @property
    def url(self) -> str:
        return records_url(self.goal, self.row.organization_id) if self.row.organization_id else ""

    @property
    def figures(self) -> str:
        """What there is of what is wanted, cut as on the board."""
        return f"{displayed(self.cell.amount, self.goal.decimals)}/{shown(self.cell.target)}{self.goal.unit}"

    @property
    def title(self) -> str:
        return self.goal.name if self.is_whole else f"{self.row.name}　{self.goal.name}"


def concerns_of(board: Board) -> list[Concern]:
    """Everything that is behind: the plan's own figures, then the units', by what they lack of the plan's total."""
    whole = _behind(board, [board.head], is_whole=True)
    units = _behind(board, board.rows, is_whole=False)
    totals = {goal.key: cell.target for goal, cell in zip(board.goals, board.head.cells, strict=True)}

    def urgency(one: Concern) -> tuple[int, Decimal]:
        return (EXCEPTIONS.index(one.cell.stage), -lack(one, totals.get(one.goal.key)))

    return [*sorted(whole, key=urgency), *sorted(units, key=urgency)]


def lack(one: Concern, total: Decimal | None) -> Decimal:
    """What is missing by now, as a part of what is wanted in all: one of two weighs less than 200 of 500."""
    target, amount = one.cell.target or Decimal(0), one.cell.amount or Decimal(0)
    due = target * one.goal.yardstick.pace / HUNDRED
    missing = amount - due if one.goal.direction == Direction.DOWN else due - amount
    whole = total or target
    return missing / whole if whole else missing


def chosen(concerns: list[Concern], whole: int, units: int) -> list[Concern]:
    """Some of both, so that neither hides the other."""
    first = [one for one in concerns if one.is_whole][:whole]
    return [*first, *[one for one in concerns if not one.is_whole][: whole + units - len(first)]]


def explained(board: Board, concerns: Iterable[Concern]) -> list[Concern]:
    """The same with the reasons, in a constant number of queries."""
    concerns = list(concerns)
    earlier = _earlier(board, concerns)
    return [
        Concern(
            one.goal,
            one.row,
            one.cell,
            one.is_whole,
            why(one.goal, one.cell, earlier.get((one.goal.key, one.row.organization_id or 0))),
        )
        for one in concerns
    ]


def _behind(board: Board, rows: Iterable[BoardRow], *, is_whole: bool) -> list[Concern]:
    return [
        Concern(goal, row, cell, is_whole)
        for row in rows
        for goal, cell in zip(board.goals, row.cells, strict=True)
        if cell.stage in EXCEPTIONS
    ]


def lately(as_of: date) -> date:
    """The end of the month before last: what came since is lately."""
    return (as_of.replace(day=1) - timedelta(days=1)).replace(day=1) - timedelta(days=1)


def _earlier(board: Board, concerns: list[Concern]) -> dict[tuple[int, int], Decimal]:
    """What the same figures were then; nothing where the goal had not begun."""
    day = lately(board.as_of)
    goals = {one.goal.key: one.goal for one in concerns if one.goal.term.starts_on <= day}
    units = {one.row.organization_id for one in concerns if one.row.organization_id}
    if not goals or not units:
        return {}
    keys = {one.indicator_id for one in goals.values()}
    indicators = Indicator.objects.ungated(WHY).filter(pk__in=keys)
    spans = sorted({Span(one.term.starts_on, day) for one in goals.values()})
    read = values(list(indicators), sorted(units), spans)
    return {
        (goal.key, unit): amount
        for goal in goals.values()
        for unit in units
        if (amount := read[goal.indicator_id, unit, Span(goal.term.starts_on, day)].amount) is not None
    }


def why(goal: BoardGoal, cell: BoardCell, earlier: Decimal | None) -> str:
    """One or two sentences a person can act on."""
    target, amount = cell.target or Decimal(0), cell.amount or Decimal(0)
    unit = goal.unit
    if goal.kind == IndicatorKind.RATIO:
        return f"目标{shown(target)}{unit}，现为{displayed(amount, goal.decimals)}{unit}。"
    if goal.direction == Direction.DOWN:
        return f"上限{shown(target)}{unit}，已有{displayed(amount, goal.decimals)}{unit}。"
    due = target * goal.yardstick.pace / HUNDRED
    gap = f"按时序应完成{written(due, goal)}{unit}，差{written(due - amount, goal)}{unit}。"
    if earlier is None:
        return gap
    return gap + _pace(goal, target - amount, amount - earlier)


def _pace(goal: BoardGoal, left: Decimal, grown: Decimal) -> str:
    term = goal.term
    since = f"{lately(term.as_of).month % 12 + 1}月以来"
    recent = f"{since}没有新增" if grown <= 0 else f"{since}新增{written(grown, goal)}{goal.unit}"
    months = Decimal((term.ends_on - term.counted_to).days) / 30
    if months < 1:
        return f"{recent}，离期限不到1个月，还需{written(left, goal)}{goal.unit}。"
    return f"{recent}，按期完成每月还需{written(left / months, goal)}{goal.unit}。"


def written(amount: Decimal, goal: BoardGoal) -> str:
    """Rounded up to the places the indicator has: nobody signs a third of an agreement."""
    step = Decimal(1).scaleb(-goal.decimals)
    return shown(amount.quantize(step, ROUND_CEILING), goal.decimals)
