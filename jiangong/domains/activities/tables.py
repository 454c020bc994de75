"""Activities as a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone

from jiangong.domains.activities.choices import TONES, ActivityKind, ActivityState, Mode
from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.queries.activities import (
    awaiting_result,
    mentioning,
    plans_to_serve,
    speakers_by_activity,
    within,
)
from jiangong.domains.organizations.queries.dictionaries import chain_names
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    Filter,
    LedgerForm,
    OrganizationFilter,
    Table,
    View,
)
from jiangong.lib.dates import format_iso

ANY_CHAIN = "*"


@dataclass(frozen=True)
class ChainFilter(Filter):
    """One of this year's industrial chains, or any of them."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        return [(ANY_CHAIN, "任一产业链"), *((name, name) for name in chain_names())]

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        wanted = parameters.get(self.name, "")
        if wanted not in dict(self.options(actor)):
            return None
        return ~models.Q(chain="") if wanted == ANY_CHAIN else models.Q(chain=wanted)


@dataclass(frozen=True)
class PlanFilter(Filter):
    """One of the plans that are out."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        return [(str(pk), title) for pk, title in plans_to_serve(actor).values_list("pk", "title")[:30]]

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        wanted = parameters.get(self.name, "")
        return models.Q(plan=int(wanted)) if wanted and wanted in dict(self.options(actor)) else None


class DaysFilter(DateRangeFilter):
    """Activities of which any day lies in the range."""

    def condition(self, parameters: Mapping[str, str], actor: Actor) -> models.Q | None:
        first, last = self.bounds(parameters)
        return within(first or date.min, last or date.max) if first or last else None


def show_days(starts_on: date, ends_on: date | None) -> Cell:
    """The day, and until when if it lasts longer."""
    until = f"至{ends_on:%m-%d}" if ends_on and ends_on != starts_on else ""
    return Cell(format_iso(starts_on), sub=until)


def show_state(state: str, last_on: date) -> Cell:
    """A plan whose day has passed waits for its result."""
    late = state == ActivityState.PLANNED and last_on < timezone.localdate()
    if late:
        return Cell("待登记结果", tone="warn", icon="clock")
    return Cell(ActivityState(state).label, tone=TONES[ActivityState(state)])


PLAIN_COLUMNS = (
    Column(
        "title",
        "名称",
        ("title", "venue"),
        show=lambda title, venue: Cell(title, sub=venue),
        export=lambda title, venue: title,
        sort=("title",),
        phone="title",
    ),
    Column("kind", "类别", kind="short", sort=("kind", "starts_on")),
    Column(
        "organization",
        "举办单位",
        ("organization__short_name", "organization__name"),
        show=lambda short, name: short or name,
        sort=("organization__path", "starts_on"),
    ),
    Column(
        "starts_on",
        "日期",
        ("starts_on", "ends_on"),
        show=show_days,
        export=lambda first, last: format_iso(first),
        kind="short",
        sort=("starts_on",),
    ),
    Column("ends_on", "结束日期", kind="date", hidden=True),
    Column("venue", "地点", hidden=True),
    Column("people_count", "参加人数", kind="number", sort=("people_count",)),
    Column("chain", "产业链", kind="short", sort=("chain", "starts_on")),
    Column("mode", "方式", hidden=True),
    Column("co_hosts", "联合举办", hidden=True),
    Column("theme", "主题", hidden=True),
    Column("plan", "服务的计划", ("plan__title",), hidden=True),
    Column("summary", "内容", hidden=True),
    Column("results", "成效", hidden=True),
    Column("reason", "取消（作废）原因", hidden=True),
    Column("state", "状态", ("state", "last_on"), show=show_state, kind="short", phone="corner"),
)
SPEAKERS_AFTER = "mode"


class ActivityTable(Table):
    """Every activity the actor may see."""

    model = Activity
    filters = (
        ChoiceFilter("kind", "类别", choices=tuple(ActivityKind.choices)),
        ChoiceFilter("mode", "方式", choices=tuple(Mode.choices)),
        ChainFilter("chain", "产业链"),
        OrganizationFilter("organization", "举办单位"),
        PlanFilter("plan", "服务的计划"),
        DaysFilter("days", "日期"),
    )
    search = ("title", "venue", "theme", "speakers__name", "speakers__person__name")
    search_hint = "名称、地点、主题、主讲人"
    ordering = ("-starts_on",)
    export_name = "活动台账"
    ledger_form = LedgerForm(
        "活动台账",
        (
            "title",
            "kind",
            "organization",
            "starts_on",
            "ends_on",
            "venue",
            "mode",
            "speakers",
            "people_count",
            "chain",
            "results",
            "state",
        ),
        groups=(("时间", ("starts_on", "ends_on")),),
        totals=("people_count",),
    )
    url_name = "activities:detail"
    empty_title = "还没有活动"
    empty_text = "登记一项活动只要类别、名称、日期和人数；已有的可以批量导入。"

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Speakers are read for the rows of a page together."""
        speakers = Column("speakers", "主讲人", ("pk",), show=self._speakers, hidden=True)
        place = [one.name for one in PLAIN_COLUMNS].index(SPEAKERS_AFTER) + 1
        return (*PLAIN_COLUMNS[:place], speakers, *PLAIN_COLUMNS[place:])

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Depends on today."""
        today = timezone.localdate()
        first = today.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        live = models.Q(state__in=(ActivityState.PLANNED, ActivityState.HELD))
        return (
            View("month", "本月", within(first, last) & live),
            View("planned", "计划", models.Q(state=ActivityState.PLANNED)),
            View("waiting", "待登记结果", awaiting_result(today)),
            View("held", "已举办", models.Q(state=ActivityState.HELD)),
            View("off", "已取消、作废", ~live),
        )

    def search_condition(self, keyword: str) -> models.Q:
        return mentioning(keyword)

    def prepare(self, keys: Sequence[Any]) -> None:
        wanted = any(column.name == "speakers" for column in self.shown_columns)
        self._spoken = speakers_by_activity(keys) if wanted else {}

    def _speakers(self, pk: int) -> str:
        return self._spoken.get(pk, "")
