"""The leader's page and the wall screen: one screen each, from the same board."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.plans.models import Plan
from jiangong.domains.statistics.choices import Stage
from jiangong.domains.statistics.queries.attention import chosen, concerns_of, explained
from jiangong.domains.statistics.queries.board import BoardGoal
from jiangong.domains.statistics.queries.leading import overview_of
from jiangong.domains.statistics.queries.plans import current_plan
from jiangong.domains.statistics.queries.tiles import tile_bands
from jiangong.domains.statistics.queries.trends import trend_of
from jiangong.domains.statistics.views import drawing
from jiangong.domains.statistics.views.asking import BoardReader
from jiangong.domains.statistics.views.links import SECTION, address
from jiangong.kit.pages.heads import Action, Badge, Head
from jiangong.kit.ui.figures import moment_text
from jiangong.lib.dates import format_day

SHOWN = (2, 2)  # figures of the plan itself, and of units
TURN = 1  # minutes each indicator stays on the wall
REFRESH = 30  # seconds
FULL = 10  # figures that fit beside the map


class CurrentBoard(BoardReader):
    """The board of the plan in the address, otherwise of the one that runs."""

    def get_object(self) -> Plan:
        found = self.current
        if found is None:
            raise Http404
        return found

    @cached_property
    def current(self) -> Plan | None:
        return current_plan(self.actor, self.request.GET.get("plan", ""))


class LeaderPage(CurrentBoard):
    """What is behind, why, and what needs a decision: on one screen."""

    permission = "statistics.lead"
    section = SECTION
    title = "领导一页"
    template_name = "statistics/leader.html"

    def head(self) -> Head:
        if self.current is None:
            return Head(self.title)
        term, board = self.board.term, self.board
        meta = (
            f"时序进度{term.elapsed:.1f}%（{term.passed}/{term.days}天）",
            f"计算于{moment_text(board.computed_at)}",
        )
        badge = Badge(f"截至{format_day(self.as_of)}", "info", "calendar")
        actions = (Action("进度看板", reverse("statistics:board", args=[board.plan_id]), "chart-bar"),)
        return Head(board.title, (), meta, badge, actions)

    def context(self) -> dict[str, Any]:
        if self.current is None:
            return {"board": None}
        board = self.board
        overview = overview_of(board, self.actor)
        pairs = list(zip(board.goals, board.head.cells, strict=True))
        return {
            "board": board,
            "overview": overview,
            "figures": drawing.figure_lines(pairs, board.root_id),
            "whole": [(one, drawing.ICONS[one.cell.stage]) for one in overview.whole],
            "units": [(one, drawing.ICONS[one.cell.stage]) for one in overview.units],
        }


class WallScreen(CurrentBoard):
    """Dark, large, and by itself: it asks for itself again, and shows one indicator after the other."""

    permission = "statistics.screen"
    section = SECTION
    title = "大屏"
    template_name = "statistics/screen.html"

    def head(self) -> Head:
        return Head(self.current.title if self.current else self.title)

    def chosen_goal(self) -> BoardGoal | None:
        """Turn by turn: by the clock, so that every wall shows the same."""
        goals = self.board.goals
        if "goal" in self.request.GET:
            return super().chosen_goal()
        minute = int(timezone.now().timestamp() // 60)
        return goals[minute // TURN % len(goals)] if goals else None

    def context(self) -> dict[str, Any]:
        refresh = {"address": address(self.request.path, dict(self.request.GET.items())), "seconds": REFRESH}
        if self.current is None:
            return {"board": None, **refresh}
        board, goal = self.board, self.goal
        concerns = explained(board, chosen(concerns_of(board), *SHOWN))
        found = {
            "board": board,
            "place": self.place.root.name,
            "goal": goal,
            "term": board.term,
            "figures": drawing.wall_lines(list(zip(board.goals, board.head.cells, strict=True))[:FULL]),
            "concerns": [(one, drawing.ICONS[one.cell.stage]) for one in concerns],
            "computed": moment_text(board.computed_at),
            "day": format_day(self.as_of),
            "stages": [("sw--ok", Stage.DONE.label), ("", Stage.NORMAL.label), ("sw--warn", Stage.SLOW.label),
                       ("sw--crit", Stage.BEHIND.label), ("sw--nil", Stage.NONE.label)],
            **refresh,
        }  # fmt: skip
        return found | self._of_goal() if goal else found

    def _of_goal(self) -> dict[str, Any]:
        board, goal = self.board, self.goal
        if goal is None:
            return {}
        place = board.place_of(goal)
        indicator = Indicator.objects.ungated("of a board its reader was let to").get(pk=goal.indicator_id)
        return {
            "tiles": drawing.tile_map(tile_bands(board, place), goal),
            "chart": trend_of(goal, indicator, board.root_id, board.head.cells[place].target),
        }
