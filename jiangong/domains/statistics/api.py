"""Boards, figures and the records behind them for other systems: the same figures as on the screen."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Plan
from jiangong.domains.statistics.queries.board import Board, BoardCell, board_of
from jiangong.domains.statistics.queries.origins import Origin, reads_rows
from jiangong.domains.statistics.queries.pace import percent_text
from jiangong.domains.statistics.queries.rows import place_of
from jiangong.domains.statistics.queries.terms import default_day
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import one_or_404
from jiangong.lib.amounts import plain

router = Router(tags=["进度"])
ABSENT = "没有找到，或不在令牌的范围内。"


class CellOut(Schema):
    """A figure against its target; a null target is not assigned, which is not 0."""

    goal_id: str
    target: str | None
    amount: str | None
    percent: str | None
    state: str


class UnitOut(Schema):
    """One unit's cells."""

    organization_id: str | None
    unit: str
    cells: list[CellOut]


class ColumnOut(Schema):
    """One goal of the board."""

    id: str
    indicator_id: str
    indicator: str
    unit: str
    program: str
    starts_on: date
    ends_on: date
    elapsed: str


class BoardOut(Schema):
    """A plan on a day, for one place of the tree."""

    plan_id: str
    organization_id: str
    as_of: date
    computed_at: datetime
    goals: list[ColumnOut]
    whole: UnitOut
    units: list[UnitOut]


class FigureOut(Schema):
    """One figure."""

    indicator_id: str
    organization_id: str
    starts_on: date
    ends_on: date
    amount: str | None
    is_stated: bool
    computed_at: datetime
    formula: str


class RecordOut(Schema):
    """One record behind a figure."""

    origin: str
    day: date
    unit: str
    title: str
    amount: str


class RecordsOut(Schema):
    """Some of the records, and how many there are."""

    amount: str | None
    count: int
    items: list[RecordOut]


class Days(Schema):
    """From when until when, both counted."""

    starts_on: date | None = Field(None, description="从哪天起，默认今年1月1日。")
    ends_on: date | None = Field(None, description="到哪天止，默认今天。")

    def span(self) -> Span:
        today = timezone.localdate()
        ends = self.ends_on or today
        starts = self.starts_on or date(ends.year, 1, 1)
        if starts > ends:
            raise HttpError(422, "开始日期晚于结束日期。")
        return Span(starts, ends)


class Selection(Days):
    """Which records."""

    offset: int = Field(0, ge=0, le=10_000_000, description="跳过几条。")
    limit: int = Field(50, ge=1, le=500, description="最多几条。")


@router.get("/boards/{pk}", response={200: BoardOut, **ERRORS}, summary="一份计划的进度看板")
@requires("statistics.view")
def read_board(request: HttpRequest, pk: str, as_of: date | None = None, unit: str = "") -> dict[str, Any]:
    """Targets, figures, percentages and states of every unit within the token's reach."""
    plan = one_or_404(request, Plan, pk)
    organization = one_or_404(request, Organization, unit) if unit else None
    place = place_of(plan, request.actor, organization) if plan.is_published else None
    if place is None:
        raise HttpError(404, ABSENT)
    day = min(as_of, timezone.localdate()) if as_of else default_day(plan)
    return show_board(board_of(place, day))


def show_board(board: Board) -> dict[str, Any]:
    return {
        "plan_id": str(board.plan_id),
        "organization_id": str(board.root_id),
        "as_of": board.as_of,
        "computed_at": board.computed_at,
        "goals": [
            {
                "id": str(one.key),
                "indicator_id": str(one.indicator_id),
                "indicator": one.name,
                "unit": one.unit,
                "program": one.program,
                "starts_on": one.term.starts_on,
                "ends_on": one.term.ends_on,
                "elapsed": f"{one.term.elapsed:.1f}",
            }
            for one in board.goals
        ],
        "whole": _show_row(board, board.head),
        "units": [_show_row(board, row) for row in board.rows],
    }


def _show_row(board: Board, row: Any) -> dict[str, Any]:
    return {
        "organization_id": str(row.organization_id) if row.organization_id else None,
        "unit": row.name,
        "cells": [_show_cell(goal.key, cell) for goal, cell in zip(board.goals, row.cells, strict=True)],
    }


def _show_cell(key: int, cell: BoardCell) -> dict[str, Any]:
    return {
        "goal_id": str(key),
        "target": _written(cell.target),
        "amount": _written(cell.amount),
        "percent": None
        if cell.percent is None
        else percent_text(cell.percent).removesuffix("%").replace(",", ""),
        "state": cell.stage.name.lower(),
    }


def _written(value: Any) -> str | None:
    return None if value is None else plain(value)


def _origin(request: HttpRequest, indicator: str, organization: str, days: Days) -> Origin:
    found = one_or_404(request, Indicator, indicator)
    place = one_or_404(request, Organization, organization)
    return Origin(found, place, days.span())


@router.get("/figures/{indicator}/{organization}", response={200: FigureOut, **ERRORS}, summary="一个数")
@requires("statistics.view")
def read_figure(
    request: HttpRequest, indicator: str, organization: str, days: Annotated[Days, Query()]
) -> dict[str, Any]:
    """What an indicator is for an organization in a span of days, and how it comes about."""
    origin = _origin(request, indicator, organization, days)
    return {
        "indicator_id": indicator,
        "organization_id": organization,
        "starts_on": origin.span.starts_on,
        "ends_on": origin.span.ends_on,
        "amount": _written(origin.value.amount),
        "is_stated": origin.value.is_stated,
        "computed_at": origin.value.computed_at,
        "formula": origin.formula,
    }


@router.get(
    "/figures/{indicator}/{organization}/records",
    response={200: RecordsOut, **ERRORS},
    summary="一个数的记录",
)
@requires("statistics.view")
def list_records(
    request: HttpRequest, indicator: str, organization: str, wanted: Annotated[Selection, Query()]
) -> dict[str, Any]:
    """The records a figure is made of, origin after origin; a ledger's rows need the permission to read that ledger."""
    origin = _origin(request, indicator, organization, wanted)
    items: list[dict[str, Any]] = []
    left, skip = wanted.limit, wanted.offset
    for part in origin.parts:
        readable = left and skip < part.count and reads_rows(part, request.actor)
        rows = part.page(skip, left) if readable else []
        items += [
            {"origin": part.label, "day": r.day, "unit": r.unit, "title": r.title, "amount": plain(r.amount)}
            for r in rows
        ]
        left, skip = left - len(rows), max(skip - part.count, 0)
    return {"amount": _written(origin.value.amount), "count": origin.count, "items": items}
