"""Circulars beside what the board says now."""

from datetime import date
from typing import Any

from jiangong.domains.plans.models import Plan
from jiangong.domains.statistics.choices import CircularState
from jiangong.domains.statistics.models import Circular
from jiangong.domains.statistics.queries.board import Board, board_of
from jiangong.domains.statistics.queries.rows import whole_place
from jiangong.domains.statistics.queries.snapshots import (
    Change,
    board_from,
    changes_between,
    digest_of,
    snapshot_of,
)
from jiangong.kit.access.actor import Actor


def fresh_board(plan: Plan, as_of: date) -> Board:
    """The whole plan on a day, as its own screen shows it."""
    return board_of(whole_place(plan), as_of)


def figures_now(plan: Plan, as_of: date) -> dict[str, Any]:
    """The columns a circular keeps of the board."""
    board = fresh_board(plan, as_of)
    kept = snapshot_of(board)
    return {"figures": kept, "computed_at": board.computed_at, "digest": digest_of(kept)}


def changes_since(circular: Circular) -> list[Change]:
    """Which figures of the same day have changed since the circular's were taken."""
    return changes_between(board_from(circular.figures), fresh_board(circular.plan, circular.as_of))


def issued_for(plan: Plan, as_of: date, actor: Actor) -> Circular | None:
    """The circular that told its units this day's figures, if one did."""
    issued = Circular.objects.visible_to(actor).filter(plan=plan, as_of=as_of, state=CircularState.ISSUED)
    return issued.defer("paper").order_by("-issued_at", "-pk").first()


def is_intact(circular: Circular) -> bool:
    """Whether figures and words are still those the digest was made of."""
    stored = circular.figures if circular.paper is None else [circular.figures, circular.paper]
    return digest_of(stored) == circular.digest
