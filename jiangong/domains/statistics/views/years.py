"""The same day in several years, by indicator and by unit."""

from decimal import Decimal
from typing import Any

from django.urls import reverse

from jiangong.domains.statistics.queries.board import records_url
from jiangong.domains.statistics.queries.years import YearRow, rows_by_goal, rows_by_unit, span_in, years_of
from jiangong.domains.statistics.views.asking import BoardReader
from jiangong.domains.statistics.views.links import BOARDS, SECTION, address
from jiangong.kit.pages.heads import Badge, Head, Link
from jiangong.lib.amounts import displayed, shown
from jiangong.lib.dates import format_day


class BoardYears(BoardReader):
    """This year beside the years before, each up to the same day."""

    permission = "statistics.view"
    section = SECTION
    template_name = "statistics/years.html"

    def head(self) -> Head:
        plan = self.get_object()
        back = address(
            reverse("statistics:board", args=[plan.pk]), {"unit": self.request.GET.get("unit", "")}
        )
        crumbs = (BOARDS, Link(plan.official_number or f"{plan.year}年", back), Link("逐年比较"))
        badge = Badge(f"各年截至{self.as_of.month}月{self.as_of.day}日", "info", "calendar")
        return Head("逐年比较", crumbs, (plan.title, format_day(self.as_of)), badge)

    def context(self) -> dict[str, Any]:
        board, goal = self.board, self.goal
        return {
            "board": board,
            "goal": goal,
            "goals": board.goals,
            "years": years_of(self.as_of),
            "by_goal": [self.line(one) for one in rows_by_goal(board)],
            "by_unit": [self.line(one) for one in rows_by_unit(board, goal)] if goal else [],
        }

    def line(self, row: YearRow) -> dict[str, Any]:
        """Each year's figure with the records it is made of."""
        cells = []
        for back, amount in enumerate(row.amounts):
            span = span_in(row.goal, back)
            base = records_url(row.goal, row.organization_id or 0).partition("?")[0]
            url = f"{base}?from={span.starts_on}&to={span.ends_on}"
            cells.append((displayed(amount, row.decimals), url))
        change = row.change
        return {
            "name": row.name,
            "unit": row.unit,
            "cells": cells,
            "change": "—"
            if change is None
            else f"{'+' if change > 0 else ''}{shown(change.quantize(Decimal(1)))}%",
        }
