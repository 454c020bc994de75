"""A board as JSON and back: what a circular keeps, and what has changed since."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jiangong.domains.statistics.queries.board import Board, BoardCell, BoardGoal, BoardRow, cell_of
from jiangong.domains.statistics.queries.pace import Term
from jiangong.lib.amounts import plain

FORM = 1


def snapshot_of(board: Board) -> dict[str, Any]:
    """Everything a circular prints, amounts as exact text."""
    return {
        "form": FORM,
        "plan": board.plan_id,
        "title": board.title,
        "number": board.number,
        "root": [board.root_id, board.root],
        "as_of": board.as_of.isoformat(),
        "computed_at": board.computed_at.isoformat(),
        "goals": [_goal_out(one) for one in board.goals],
        "head": _row_out(board.head),
        "rows": [_row_out(one) for one in board.rows],
        "held": [[_goal_out(goal), _cell_out(cell)] for goal, cell in board.held],
    }


def board_from(kept: dict[str, Any]) -> Board:
    """The board as it was; stages follow from the figures kept with it."""
    as_of = date.fromisoformat(kept["as_of"])
    goals = tuple(_goal_in(one, as_of) for one in kept["goals"])
    held = []
    for written, cell in kept["held"]:
        goal = _goal_in(written, as_of)
        held.append((goal, _cell_in(goal, cell)))
    return Board(
        plan_id=kept["plan"],
        title=kept["title"],
        number=kept["number"],
        root_id=kept["root"][0],
        root=kept["root"][1],
        as_of=as_of,
        computed_at=datetime.fromisoformat(kept["computed_at"]),
        goals=goals,
        head=_row_in(kept["head"], goals),
        rows=tuple(_row_in(one, goals) for one in kept["rows"]),
        held=tuple(held),
    )


def digest_of(kept: Any) -> str:
    """What proves that something is still what was kept."""
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _goal_out(goal: BoardGoal) -> dict[str, Any]:
    names = ("key", "indicator_id", "name", "unit", "decimals", "program", "kind", "direction")
    days = [goal.term.starts_on.isoformat(), goal.term.ends_on.isoformat()]
    return {**{name: getattr(goal, name) for name in names}, "term": days}


def _goal_in(kept: dict[str, Any], as_of: date) -> BoardGoal:
    starts, ends = (date.fromisoformat(day) for day in kept["term"])
    return BoardGoal(**{**kept, "term": Term(starts, ends, as_of)})


def _row_out(row: BoardRow) -> list[Any]:
    return [row.organization_id, row.name, row.band, [_cell_out(cell) for cell in row.cells]]


def _row_in(kept: list[Any], goals: tuple[BoardGoal, ...]) -> BoardRow:
    key, name, band, cells = kept
    return BoardRow(key, name, band, tuple(_cell_in(g, c) for g, c in zip(goals, cells, strict=True)))


def _cell_out(cell: BoardCell) -> list[str | None]:
    return [None if one is None else plain(one) for one in (cell.target, cell.amount)]


def _cell_in(goal: BoardGoal, kept: list[str | None]) -> BoardCell:
    target, amount = (None if one is None else Decimal(one) for one in kept)
    return cell_of(goal, target, amount)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that is no longer what was written down; what is not there any more has no value."""

    unit: str
    goal: str
    measure: str
    before: Decimal | None
    after: Decimal | None


# by unit and goal: what they are called, the target and the amount
Figures = dict[tuple[int | str, int], tuple[tuple[str, str], tuple[Decimal | None, Decimal | None]]]


def changes_between(kept: Board, now: Board) -> list[Change]:
    """Every target and amount in which two boards of one plan differ, in the order of the newer one.

    Units and goals are the same whatever they are called by now.
    """
    old, new = _by_place(kept), _by_place(now)
    found = []
    for key in {**new, **old}:
        names = (new.get(key) or old[key])[0]
        before, after = (figures[key][1] if key in figures else (None, None) for figures in (old, new))
        for place, measure in enumerate(("任务数", "完成数")):
            if before[place] != after[place]:
                found.append(Change(*names, measure, before[place], after[place]))
    return found


def _by_place(board: Board) -> Figures:
    pairs = [
        (row.organization_id or row.name, row.name, goal, cell)
        for row in (board.head, *board.rows)
        for goal, cell in zip(board.goals, row.cells, strict=True)
    ]
    pairs += [(board.root_id, board.root, goal, cell) for goal, cell in board.held]
    return {
        (unit, goal.key): ((name, goal.label), (cell.target, cell.amount)) for unit, name, goal, cell in pairs
    }
