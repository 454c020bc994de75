"""Competitions and enrolments as lists."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils import timezone

from jiangong.domains.competitions.choices import (
    OPEN_STATES,
    SHORT_NAMES,
    CompetitionKind,
    EnrolmentState,
    Metric,
)
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    LedgerForm,
    OrganizationFilter,
    Table,
    View,
    YearFilter,
    YesNoFilter,
)
from jiangong.kit.listing.columns import EMPTY
from jiangong.lib.amounts import plain, shown
from jiangong.lib.dates import format_iso

STATE_TONES = {
    EnrolmentState.DRAFT: "line",
    EnrolmentState.SUBMITTED: "warn",
    EnrolmentState.CONFIRMED: "ok",
    EnrolmentState.RETURNED: "crit",
    EnrolmentState.QUIT: "mute",
    EnrolmentState.VOID: "mute",
}
METRIC_NAMES = {value: label.partition("（")[0] for value, label in Metric.choices}
METRIC_UNITS = {value: label.partition("（")[2].rstrip("）") for value, label in Metric.choices}


def show_window(opens_on: date, closes_on: date) -> Cell:
    """The days of enrolment, and whether they are now."""
    text, today = f"{format_iso(opens_on)}至{format_iso(closes_on)}", timezone.localdate()
    if today < opens_on:
        return Cell(text, sub="未开始")
    if today > closes_on:
        return Cell(text, sub="已截止")
    left = (closes_on - today).days
    return Cell(text, sub=f"还剩{left}天" if left else "今天截止", tone="warn" if left <= 7 else "ok")


def show_saved(saved: Decimal | None, metric: str) -> str:
    """What was saved with its unit."""
    return f"{shown(saved)}{METRIC_UNITS.get(metric, '')}" if saved is not None else EMPTY


def show_size(above_scale: bool, high_risk: bool) -> str:
    """Marks of an enterprise's file."""
    return "、".join(word for word, held in (("规上", above_scale), ("高危", high_risk)) if held) or EMPTY


def show_short_name(year: int, kind: str) -> str:
    return f"{year}年{SHORT_NAMES[kind]}"


def short(name: str, full: str) -> str:
    return name or full


class CompetitionTable(Table):
    """Competitions within reach, the latest year first."""

    model = Competition
    columns = (
        Column("title", "竞赛", phone="title"),
        Column("year", "年度", kind="short", sort=("year",)),
        Column("kind", "类别", kind="short"),
        Column(
            "organization",
            "组织单位",
            ("organization__short_name", "organization__name"),
            show=short,
        ),
        Column("window", "报名时间", ("opens_on", "closes_on"), show=show_window, kind="short"),
        Column("starts_on", "竞赛开始", kind="date", hidden=True),
        Column("ends_on", "竞赛结束", kind="date", sort=("ends_on",)),
    )
    filters = (
        ChoiceFilter("kind", "类别", choices=tuple(CompetitionKind.choices)),
        YearFilter("year", "年度"),
    )
    search = ("title",)
    search_hint = "名称"
    ordering = ("-year", "kind", "pk")
    export_name = "竞赛"
    url_name = "competitions:detail"
    empty_title = "还没有竞赛"
    empty_text = "市总工会组织竞赛后，在这里报名。"


class EnrolmentTable(Table):
    """Everything enrolled within reach."""

    model = Enrolment
    columns = (
        Column(
            "party",
            "参赛单位（项目）",
            ("party", "project"),
            show=lambda party, project: Cell(project, sub=party) if project else Cell(party),
            export=lambda party, project: project or party,
            sort=("party",),
            phone="title",
        ),
        Column("party_name", "参赛单位", ("party",), hidden=True),
        Column("competition", "竞赛", ("year", "kind"), show=show_short_name, kind="short"),
        Column(
            "organization",
            "责任工会",
            ("organization__short_name", "organization__name"),
            show=short,
        ),
        Column("workers", "参赛职工", kind="number", sort=("workers",)),
        Column("teams", "班组数", kind="number", hidden=True),
        Column(
            "investment",
            "投资（万元）",
            show=lambda value: plain(value) if value is not None else EMPTY,
            export=lambda value: value,
            kind="number",
            sort=("investment",),
            hidden=True,
        ),
        Column("size", "企业属性", ("above_scale", "high_risk"), show=show_size, kind="short"),
        Column(
            "metric",
            "考核指标",
            show=lambda metric: METRIC_NAMES.get(metric, EMPTY),
            export=lambda metric: Metric(metric).label if metric else "",
            hidden=True,
        ),
        Column("baseline_year", "基准年度", kind="short", hidden=True),
        Column(
            "baseline",
            "基准值",
            kind="number",
            show=lambda one: shown(one),
            export=lambda one: one,
            hidden=True,
        ),
        Column(
            "result",
            "成果值",
            kind="number",
            show=lambda one: shown(one),
            export=lambda one: one,
            hidden=True,
        ),
        Column(
            "saved",
            "节约（减排）",
            ("saved", "metric"),
            show=show_saved,
            export=lambda saved, metric: saved,
            kind="number",
            sort=("saved",),
        ),
        Column("enrolled_on", "报名日期", kind="date", sort=("enrolled_on",)),
        Column("confirmed_on", "确认日期", kind="date", sort=("confirmed_on",), hidden=True),
        Column("starts_on", "项目开始", ("starts_on",), kind="date", hidden=True),
        Column("ends_on", "项目结束", ("ends_on",), kind="date", hidden=True),
        Column("progress", "进展情况", hidden=True),
        Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
    )
    filters = (
        ChoiceFilter("kind", "竞赛", choices=tuple(CompetitionKind.choices)),
        YearFilter("year", "年度"),
        OrganizationFilter("organization", "责任工会"),
        ChoiceFilter("state", "状态", choices=tuple(EnrolmentState.choices)),
        YesNoFilter("above_scale", "规模以上"),
        YesNoFilter("high_risk", "高危行业"),
        DateRangeFilter("confirmed_on", "确认日期"),
    )
    views = (
        View("waiting", "待确认", models.Q(state=EnrolmentState.SUBMITTED)),
        View("open", "填写中", models.Q(state__in=OPEN_STATES)),
        View("confirmed", "已确认", models.Q(state=EnrolmentState.CONFIRMED)),
        View(
            "no_result",
            "待登记成果",
            models.Q(kind=CompetitionKind.ENERGY, state=EnrolmentState.CONFIRMED, result=None),
        ),
    )
    search = ("party", "project")
    search_hint = "参赛单位、项目名称"
    export_name = "竞赛参赛"
    ledger_form = LedgerForm(
        "竞赛参赛台账",
        (
            "competition",
            "party_name",
            "party",
            "organization",
            "size",
            "workers",
            "teams",
            "investment",
            "metric",
            "baseline",
            "result",
            "saved",
            "enrolled_on",
            "confirmed_on",
            "state",
        ),
        groups=(
            ("参赛规模", ("workers", "teams", "investment")),
            ("节能减排", ("metric", "baseline", "result", "saved")),
            ("办理", ("enrolled_on", "confirmed_on")),
        ),
        totals=("workers", "teams", "investment"),
    )
    url_name = "competitions:enrolment_detail"
    empty_title = "还没有参赛记录"
    empty_text = "竞赛报名期内在“竞赛”里报名，或批量导入参赛单位（项目）。"
