"""Inspection plans, visits and findings as lists."""

from datetime import date

from django.db import models
from django.utils import timezone

from jiangong.domains.supervision.choices import (
    OWED_FINDINGS,
    DrawState,
    FindingState,
    InspectionPlanState,
    VisitState,
)
from jiangong.domains.supervision.models import Finding, InspectionPlan, Visit
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    OrganizationFilter,
    Table,
    View,
    YearFilter,
)
from jiangong.kit.listing.columns import EMPTY
from jiangong.lib.dates import format_iso

PLAN_TONES = {
    InspectionPlanState.DRAFT: "line",
    InspectionPlanState.RUNNING: "info",
    InspectionPlanState.CLOSED: "ok",
    InspectionPlanState.VOID: "mute",
}
DRAW_TONES = {DrawState.ANNOUNCED: "warn", DrawState.DRAWN: "ok", DrawState.REPLACED: "mute"}
VISIT_TONES = {
    VisitState.PLANNED: "line",
    VisitState.ONGOING: "warn",
    VisitState.DONE: "ok",
    VisitState.MERGED: "mute",
    VisitState.CANCELLED: "mute",
}
FINDING_TONES = {
    FindingState.OPEN: "warn",
    FindingState.RETURNED: "crit",
    FindingState.ANSWERED: "info",
    FindingState.CLOSED: "ok",
    FindingState.VOID: "mute",
}


def short(name: str, full: str) -> str:
    return name or full


def show_days(first: date, last: date) -> str:
    return f"{format_iso(first)}至{format_iso(last)}"


def show_due(due_on: date, state: str) -> Cell:
    """The day, and how late it is."""
    text, late = format_iso(due_on), (timezone.localdate() - due_on).days
    if state not in OWED_FINDINGS:
        return Cell(text)
    if late > 0:
        return Cell(text, sub=f"逾期{late}天", tone="crit")
    return Cell(text, sub="今天到期" if late == 0 else f"还剩{-late}天", tone="warn" if late > -7 else "")


def show_finding_count(count: int, state: str) -> str:
    return f"{count}个" if state == VisitState.DONE else EMPTY


class InspectionPlanTable(Table):
    """Inspection plans within reach, the latest first."""

    model = InspectionPlan
    columns = (
        Column("title", "督导计划", ("title", "basis"), show=lambda title, basis: Cell(title, sub=basis),
               export=lambda title, basis: title, phone="title"),
        Column("year", "年度", kind="short", sort=("year",)),
        Column("organization", "实施单位", ("organization__short_name", "organization__name"), show=short),
        Column("days", "检查期", ("starts_on", "ends_on"), show=show_days, kind="short", sort=("starts_on",)),
        Column("unit_count", "抽取单位", kind="number"),
        Column("basis", "依据", hidden=True),
        Column("purpose", "目的", hidden=True),
        Column("state", "状态", kind="state", tones=PLAN_TONES, phone="corner"),
    )  # fmt: skip
    filters = (
        YearFilter("year", "年度"),
        ChoiceFilter("state", "状态", choices=tuple(InspectionPlanState.choices)),
    )
    views = (View("running", "实施中", models.Q(state=InspectionPlanState.RUNNING)),)
    search = ("title", "basis")
    search_hint = "名称、依据"
    ordering = ("-year", "-pk")
    export_name = "督导计划"
    url_name = "supervision:detail"
    empty_title = "还没有督导计划"
    empty_text = "拟定并启动后，可以公开抽取检查对象和督导员。"


class VisitTable(Table):
    """Every visit within reach."""

    model = Visit
    columns = (
        Column("organization", "被检查单位", ("organization__short_name", "organization__name"), show=short,
               sort=("organization__path",), phone="title"),
        Column("plan", "督导计划", ("plan__title",), phone="wide"),
        Column("chosen", "怎么确定", ("draw__number",), kind="short",
               show=lambda number: f"第{number}次抽取" if number else "指定"),
        Column("planned_on", "计划日期", kind="date", sort=("planned_on",)),
        Column("visited_on", "检查日期", kind="date", sort=("visited_on",)),
        Column("finding_count", "问题", ("finding_count", "state"), show=show_finding_count,
               export=lambda count, state: count, kind="number", sort=("finding_count",)),
        Column("year", "年度", kind="short", hidden=True),
        Column("state", "状态", kind="state", tones=VISIT_TONES, phone="corner"),
    )  # fmt: skip
    filters = (
        YearFilter("year", "年度"),
        OrganizationFilter("organization", "被检查单位"),
        ChoiceFilter("state", "状态", choices=tuple(VisitState.choices)),
        DateRangeFilter("visited_on", "检查日期"),
    )
    views = (
        View("planned", "待检查", models.Q(state=VisitState.PLANNED)),
        View("ongoing", "检查中", models.Q(state=VisitState.ONGOING)),
        View("done", "已检查", models.Q(state=VisitState.DONE)),
    )
    search = ("organization__name", "organization__short_name", "plan__title")
    search_hint = "单位、督导计划"
    ordering = ("-pk",)
    export_name = "督导检查"
    url_name = "supervision:visit_detail"
    empty_title = "还没有检查"
    empty_text = "督导计划抽取检查对象以后，检查会列在这里。"


class FindingTable(Table):
    """Everything that has to be put right, or was."""

    model = Finding
    columns = (
        Column("text", "问题", phone="title"),
        Column("organization", "责任单位", ("organization__short_name", "organization__name"), show=short,
               sort=("organization__path",)),
        Column("plan", "督导计划", ("visit__plan__title",), hidden=True),
        Column("visited_on", "检查日期", ("visit__visited_on",), kind="date", hidden=True),
        Column("due_on", "整改期限", ("due_on", "state"), show=show_due, export=lambda due_on, state: format_iso(due_on),
               kind="short", sort=("due_on",)),
        Column("measure", "整改措施", hidden=True),
        Column("responsible", "责任人", ("responsible__name",)),
        Column("answered_on", "整改完成", kind="date", hidden=True),
        Column("rechecked_on", "复查日期", kind="date", hidden=True),
        Column("state", "状态", kind="state", tones=FINDING_TONES, phone="corner"),
    )  # fmt: skip
    filters = (
        OrganizationFilter("organization", "责任单位"),
        ChoiceFilter("state", "状态", choices=tuple(FindingState.choices)),
        DateRangeFilter("due_on", "整改期限"),
        YearFilter("year", "年度", field="visit__year"),
    )
    search = ("text", "organization__name", "organization__short_name")
    search_hint = "问题、单位"
    ordering = ("due_on", "pk")
    export_name = "督导问题整改"
    url_name = "supervision:finding_detail"
    empty_title = "还没有问题"
    empty_text = "检查中发现的问题会列在这里，整改和复查都在问题的页面办理。"

    @property
    def views(self) -> tuple[View, ...]:
        """Overdue is told by today."""
        late = models.Q(state__in=OWED_FINDINGS, due_on__lt=timezone.localdate())
        return (
            View("owed", "待整改", models.Q(state__in=OWED_FINDINGS)),
            View("late", "已逾期", late),
            View("answered", "待复查", models.Q(state=FindingState.ANSWERED)),
            View("closed", "已销号", models.Q(state=FindingState.CLOSED)),
        )
