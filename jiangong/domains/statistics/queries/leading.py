"""What a leader needs on one page: what is behind, why, what waits for a decision."""

from dataclasses import dataclass

from jiangong.domains.statistics.choices import EXCEPTIONS, Stage
from jiangong.domains.statistics.queries.attention import Concern, chosen, concerns_of, explained
from jiangong.domains.statistics.queries.board import Board
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.todos import DECIDE, Todo, grouped, todos_of

MOST_WHOLE, MOST_UNITS, MOST_DECISIONS, MOST_NAMES = 3, 3, 4, 2


@dataclass(frozen=True)
class Overview:
    """The page in parts."""

    sentence: str
    whole: list[Concern]
    units: list[Concern]
    unit_count: int
    decisions: list[Todo]
    decision_count: int


def overview_of(board: Board, actor: Actor) -> Overview:
    concerns = concerns_of(board)
    shown = explained(board, chosen(concerns, MOST_WHOLE, MOST_UNITS))
    decisions = decisions_of(actor)
    return Overview(
        sentence_of(board),
        [one for one in shown if one.is_whole],
        [one for one in shown if not one.is_whole],
        sum(not one.is_whole for one in concerns),
        decisions[:MOST_DECISIONS],
        len(decisions),
    )


def decisions_of(actor: Actor) -> list[Todo]:
    """The part of the inbox that only this person can settle."""
    return next((found for label, found in grouped(todos_of(actor)) if label == DECIDE), [])


def sentence_of(board: Board) -> str:
    """The whole plan in one sentence."""
    cells = board.head.cells
    behind = [goal for goal, cell in zip(board.goals, cells, strict=True) if cell.stage in EXCEPTIONS]
    done = sum(cell.stage == Stage.DONE for cell in cells)
    counted = sum(cell.is_assigned for cell in cells)
    if not counted:
        return "没有分配到本级的任务。"
    start = f"{counted}项指标中已完成{done}项" if done else f"共{counted}项指标"
    if not behind:
        return f"{start}，其余都跟得上时序进度。" if done < counted else f"{counted}项指标全部完成。"
    names = "、".join(goal.name for goal in behind[:MOST_NAMES])
    rest = "等" if len(behind) > MOST_NAMES else ""
    return f"{start}，{len(behind)}项慢于时序：{names}{rest}。"
