"""A plan's board: the whole plan, or one union's part of it, on a day."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.plans.models import Plan
from jiangong.domains.statistics.choices import Stage
from jiangong.domains.statistics.queries.attention import Concern, chosen, concerns_of, explained
from jiangong.domains.statistics.queries.board import BoardGoal, BoardRow, subtotal
from jiangong.domains.statistics.queries.circulars import issued_for
from jiangong.domains.statistics.queries.pace import CUT_RULE, DOWN_RULE, RATIO_RULE, RULE, percent_text
from jiangong.domains.statistics.queries.plans import boarded_plans, current_plan
from jiangong.domains.statistics.queries.reported import unreported
from jiangong.domains.statistics.queries.snapshots import board_from, changes_between
from jiangong.domains.statistics.queries.tiles import tile_bands
from jiangong.domains.statistics.queries.trends import trend_of
from jiangong.domains.statistics.views import drawing
from jiangong.domains.statistics.views.asking import VERIFIED, BoardReader, is_day
from jiangong.domains.statistics.views.exporting import BoardExport
from jiangong.domains.statistics.views.links import BOARDS, SECTION, address
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Badge, Head, Link
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.charts import LineChart
from jiangong.kit.ui.figures import moment_text
from jiangong.kit.ui.parts import Banner, Place
from jiangong.lib.dates import format_day
from jiangong.lib.digits import whole_number

SHOWN = (2, 4)  # figures of the plan itself, and of units
MOST_PLANS = 20
PER_PAGE = 100  # units of the matrix; the 34 of a city and those of most districts stand on one page
LONG_NAME = 6
SWATCHES = (
    (Stage.DONE, "sw--ok", "✓ "),
    (Stage.NORMAL, "", ""),
    (Stage.SLOW, "sw--warn", "△ "),
    (Stage.BEHIND, "sw--crit", "▲ "),
)


class BoardList(Page):
    """The board of the plan that runs; with several plans, the others are one click away."""

    permission = "statistics.view"
    model = Plan
    title = "进度看板"
    section = SECTION
    template_name = "statistics/none.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        plan = current_plan(self.actor)
        if plan is None:
            return self.render()
        asked = f"?{text}" if (text := request.GET.urlencode()) else ""
        return redirect(f"{reverse('statistics:board', args=[plan.pk])}{asked}")


def unit_sorted(rows: tuple[BoardRow, ...], place: int) -> list[BoardRow]:
    """By completion, the lowest first; what has no percentage comes last. Only ever by the reader's own act."""

    def key(row: BoardRow) -> tuple[bool, Decimal]:
        percent = row.cells[place].percent
        return (percent is None, percent if percent is not None else Decimal(0))

    return sorted(rows, key=key)


class BoardDetail(BoardReader):
    """Figures, what needs attention, the trend, the map, units × goals."""

    permission = "statistics.view"
    section = SECTION
    template_name = "statistics/board.html"

    def head(self) -> Head:
        plan = self.get_object()
        if not plan.is_published:
            return Head(plan.title, (BOARDS, Link(str(plan.year))))
        term = self.board.term
        meta = (
            f"时序进度{term.elapsed:.1f}%（{term.passed}/{term.days}天）",
            f"{len(self.board.rows)}家单位、{len(self.board.goals)}项指标",
            f"计算于{moment_text(self.board.computed_at)}",
        )
        badge = Badge(f"截至{format_day(self.as_of)}", "info", "calendar")
        return Head(self.heading, self.trail(), meta, badge, self.actions(), self.prints())

    @property
    def heading(self) -> str:
        title = self.get_object().title
        return title if self.place.is_top else f"{self.board.root}　{title}"

    def trail(self) -> tuple[Link, ...]:
        plan = self.get_object()
        name = plan.official_number or f"{plan.year}年"
        if self.unit is None:
            return (BOARDS, Link(name))
        return (BOARDS, Link(name, self.link(unit="")), Link(self.board.root))

    def actions(self) -> tuple[Action, ...]:
        plan = self.get_object()
        found = [
            Action("逐年比较", address(reverse("statistics:years", args=[plan.pk]), self.asked), "history"),
            Action(
                "统计表",
                address(reverse("statistics:table"), {"unit": self.board.root_id, "plan": plan.pk}),
                "table",
            ),
        ]
        if self.actor.can("statistics.screen"):
            found.append(
                Action("大屏", address(reverse("statistics:screen"), {"plan": plan.pk}), "layout-grid")
            )
        if self.place.is_top and self.actor.can("statistics.compile"):
            url = address(reverse("statistics:circular_create"), {"plan": plan.pk, "as_of": self.as_of})
            found.append(Action("编制通报", url, "file-plus", primary=True))
        return tuple(found)

    def prints(self) -> tuple[Action, ...]:
        if not self.actor.can("statistics.export"):
            return ()
        base = reverse("statistics:export", args=[self.get_object().pk])
        joined = address("", self.asked).removeprefix("?")
        return tuple(
            Action(one.label, f"{one.url}&{joined}" if joined else one.url, one.icon, name=one.name)
            for one in print_actions(base, BoardExport.kinds)
        )

    @cached_property
    def asked(self) -> dict[str, Any]:
        """What the address says and every link keeps."""
        names = ("as_of", "unit", "goal", "figures")
        return {name: self.request.GET.get(name, "") for name in names}

    def link(self, **changes: Any) -> str:
        base = reverse("statistics:board", args=[self.get_object().pk])
        return address(base, {**self.asked, "sort": self.request.GET.get("sort", ""), **changes})

    def unit_url(self, key: int) -> str:
        return self.link(unit=key, sort="")

    def context(self) -> dict[str, Any]:
        if not self.get_object().is_published:
            return {"unissued": True}
        board, goal = self.board, self.goal
        concerns = concerns_of(board)
        return {
            "board": board,
            "goal": goal,
            "goals": board.goals,
            "plans": boarded_plans(self.actor)[:MOST_PLANS],
            "cards": drawing.figure_cards(board, goal),
            "held": drawing.figure_lines(board.held, board.root_id),
            "concerns": self.explained(concerns),
            "concern_count": len(concerns),
            "behind_url": f"{self.link(sort=goal.key if goal else '')}#matrix",
            "chart": self.chart(),
            "figure_switch": self.figure_switch(),
            "banners": self.banners(),
            "rules": self.rules(),
            "unreported": unreported(self.get_object(), self.actor),
            **self.map(),
            **self.matrix(),
        }

    def explained(self, concerns: list[Concern]) -> list[tuple[Concern, str]]:
        return [
            (one, drawing.ICONS[one.cell.stage]) for one in explained(self.board, chosen(concerns, *SHOWN))
        ]

    def chart(self) -> LineChart | None:
        if self.goal is None:
            return None
        indicator = Indicator.objects.ungated("of a board its reader was let to").get(
            pk=self.goal.indicator_id
        )
        target = self.board.head.cells[self.board.place_of(self.goal)].target
        return trend_of(self.goal, indicator, self.board.root_id, target)

    def map(self) -> dict[str, Any]:
        if self.goal is None or not self.board.rows:
            return {"tiles": ""}
        place = self.board.place_of(self.goal)
        bands = tile_bands(self.board, place)
        rates = {band.label: self._rate(band.label, place) for band in bands}
        may_arrange = self.place.is_top and self.actor.can("statistics.arrange")
        return {
            "tiles": drawing.tile_map(bands, self.goal, rates),
            "arrange_url": reverse("statistics:arrange") if may_arrange else "",
        }

    def _rate(self, label: str, place: int) -> str:
        """A band's own percentage, of the units that have a share."""
        goal = self.board.goals[place]
        cells = [row.cells[place] for row in self.board.rows if row.band == label]
        return percent_text(subtotal(goal, cells).percent)

    def matrix(self) -> dict[str, Any]:
        board, chosen = self.shown, self.sorted_by
        if chosen is None:
            ordered = [row for _, band in board.bands for row in band]
        else:
            ordered = unit_sorted(board.rows, board.place_of(chosen))
        first = (self.page_number - 1) * PER_PAGE
        rows = ordered[first : first + PER_PAGE]
        return {
            "columns": [(goal, self.link(sort=goal.key), goal == chosen) for goal in board.goals],
            "rows": drawing.matrix_rows(board, rows, self.goal, self.unit_url, chosen is None),
            "legend": [(css, f"{sign}{stage.label}{board.counts[stage]}") for stage, css, sign in SWATCHES],
            "unassigned": board.counts[Stage.NONE],
            "sorted_by": chosen,
            "has_long_names": any(len(row.name) > LONG_NAME for row in rows),
            "unsorted_url": f"{self.link(sort='')}#matrix",
            "first": first + 1,
            "last": first + len(rows),
            "previous_url": f"{self.link(page=self.page_number - 1)}#matrix" if first else "",
            "next_url": f"{self.link(page=self.page_number + 1)}#matrix"
            if ordered[first + PER_PAGE :]
            else "",
        }

    @cached_property
    def page_number(self) -> int:
        last = max((len(self.board.rows) + PER_PAGE - 1) // PER_PAGE, 1)
        return min(max(whole_number(self.request.GET.get("page", "")) or 1, 1), last)

    @cached_property
    def sorted_by(self) -> BoardGoal | None:
        key = whole_number(self.request.GET.get("sort", ""))
        return next((one for one in self.board.goals if one.key == key), None)

    def figure_switch(self) -> list[Place]:
        """Reported or verified."""
        return [
            Place("上报数", self.link(figures=""), not self.wants_verified),
            Place("核实数", self.link(figures=VERIFIED), self.wants_verified),
        ]

    def banners(self) -> list[Banner]:
        return [*self.day_banner(), *self.told_banner(), *self.verified_banner(), *self.undivided_banner()]

    def day_banner(self) -> list[Banner]:
        """Another day than the one asked for is not shown without a word."""
        if not (asked := self.request.GET.get("as_of", "")) or is_day(asked, self.as_of):
            return []
        text = f"不能查看“{asked[:20]}”这一天的数，下面是{format_day(self.as_of)}的。日期应在今天以前，例如2026-06-30。"
        return [Banner(text, "warn", "alert-triangle")]

    def told_banner(self) -> list[Banner]:
        """What was issued of this day stays as it was; here it is said that figures are others now."""
        told = issued_for(self.get_object(), self.as_of, self.actor) if self.place.is_top else None
        if told is None:
            return []
        changed = len(changes_between(board_from(told.figures), self.board))
        name = f"（{told.official_number}）" if told.official_number else ""
        text = f"这一天的数印发过进度通报{name}，"
        text += f"印发以后有{changed}个已经更正，通报保持印发时的数。" if changed else "与下面的数一致。"
        see = Action("查看通报", told.get_absolute_url())
        return [Banner(text, "warn" if changed else "info", "report-analytics", action=see)]

    def verified_banner(self) -> list[Banner]:
        if not self.wants_verified:
            return []
        count = self.shown.verified_count
        if not count:
            text = "截至这一天，这份计划还没有核实过的数，下面都是上报数。"
        else:
            text = f"“单位×指标”中标“核”的{count}格是督导检查的核实数，按核实那天的时序判断；其余各格和合计仍是上报数。"
        return [Banner(text, "info", "clipboard-check")]

    def undivided_banner(self) -> list[Banner]:
        if self.place.is_top or self.place.further is not None or not self.board.rows:
            return []
        return [
            Banner(
                "本单位还没有把任务继续分解，下级单位只列完成数，不算完成率。",
                tone="mute",
                icon="info-circle",
            )
        ]

    def rules(self) -> list[str]:
        """The formula, as far as this board needs it."""
        found = [RULE]
        if any(one.direction == "down" for one in self.board.goals):
            found.append(DOWN_RULE)
        if any(one.kind == "ratio" for one in self.board.goals):
            found.append(RATIO_RULE)
        return [*found, CUT_RULE]
