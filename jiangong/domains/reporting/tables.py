"""Reports and windows as lists."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from jiangong.domains.reporting.choices import (
    OPEN_STATES,
    SENT_STATES,
    WAITING_STATES,
    InquiryState,
    MatterKind,
    MatterState,
    ReportState,
    Rhythm,
    WindowStanding,
)
from jiangong.domains.reporting.models import Inquiry, Matter, Report, Window
from jiangong.domains.reporting.queries.reports import waiting_for
from jiangong.domains.reporting.queries.windows import STANDING_FIELDS, standing_from, standings_on
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing import Cell, ChoiceFilter, Column, OrganizationFilter, Table, View, YesNoFilter
from jiangong.lib.dates import format_iso

REPORT_TONES = {
    ReportState.DRAFT: "mute",
    ReportState.CHECKING: "warn",
    ReportState.SIGNING: "warn",
    ReportState.SUBMITTED: "info",
    ReportState.ENDORSED: "info",
    ReportState.APPROVED: "ok",
    ReportState.RETURNED: "crit",
    ReportState.REVISING: "warn",
}
MATTER_TONES = {
    MatterState.SENT: "warn",
    MatterState.ANSWERED: "info",
    MatterState.SETTLED: "ok",
    MatterState.WITHDRAWN: "mute",
}
STANDING_TONES = {
    WindowStanding.OPEN: "info",
    WindowStanding.COMING: "mute",
    WindowStanding.LOCKED: "mute",
}
INQUIRY_TONES = {InquiryState.DRAFT: "mute", InquiryState.OPEN: "info", InquiryState.CLOSED: "mute"}


def unit_name(short: str, name: str) -> str:
    return short or name


def _standing(*fields: Any) -> Cell:
    found = standing_from(*fields, today=timezone.localdate())
    return Cell(found.label, tone=STANDING_TONES[found])


def span(first: date, last: date) -> str:
    return f"{format_iso(first)}至{format_iso(last)}"


@dataclass(frozen=True)
class WindowFilter(ChoiceFilter):
    """The windows the actor may see, the latest first."""

    def options(self, actor: Actor) -> list[tuple[str, str]]:
        rows = Window.objects.visible_to(actor).filter(opened_at__isnull=False)
        found = rows.order_by("-ends_on", "-pk").values_list("pk", "label", "plan__title")[:200]
        return [(str(pk), f"{label}　{title[:20]}") for pk, label, title in found]


class WindowTable(Table):
    """The days reports are about and the days they are taken in."""

    model = Window
    filters = (ChoiceFilter("rhythm", "周期", choices=tuple(Rhythm.choices)),)
    search = ("label", "plan__title")
    search_hint = "名称、计划"
    export_name = "填报期"
    url_name = "reporting:window_detail"
    ordering = ("-ends_on", "-starts_on", "-pk")
    empty_title = "还没有填报期"
    empty_text = "在执行中的计划里设置填报周期，各期会按时开放。"
    columns = (
        Column(
            "label",
            "名称",
            ("label", "plan__title"),
            show=lambda label, plan: Cell(label, sub=plan),
            export=lambda label, plan: f"{label}　{plan}",
            phone="title",
        ),
        Column("rhythm", "周期", kind="short"),
        Column("span", "统计起止", ("starts_on", "ends_on"), show=span, kind="short", sort=("ends_on",)),
        Column("opens_on", "开放", kind="date", sort=("opens_on",)),
        Column("due_on", "期限", kind="date", sort=("due_on",)),
        Column("grace_days", "宽限天数", kind="number", hidden=True),
        Column("counts_from", "何时计入", kind="short", hidden=True),
        Column(
            "state",
            "状态",
            STANDING_FIELDS,
            show=_standing,
            phone="corner",
        ),
    )

    @property
    def views(self) -> tuple[View, ...]:
        """Told by the clock."""
        conditions = standings_on(timezone.localdate())
        return tuple(View(one.value, one.label, condition) for one, condition in conditions.items())


class ReportTable(Table):
    """Reports within reach: who has reported, what is doubtful, what waits."""

    model = Report
    filters = (
        WindowFilter("window", "填报期"),
        ChoiceFilter("state", "状态", choices=tuple(ReportState.choices)),
        OrganizationFilter("organization", "单位"),
        YesNoFilter("is_late", "迟报", yes="迟报", no="按时"),
        YesNoFilter("on_behalf", "代填", yes="代填", no="自报"),
    )
    search = ("organization__name", "organization__short_name", "window__label")
    search_hint = "单位、填报期"
    export_name = "填报情况"
    url_name = "reporting:detail"
    ordering = ("-window__ends_on", "window", "position", "pk")
    empty_title = "还没有上报表"
    empty_text = "填报期开放以后，各单位的上报表会列在这里。"
    columns = (
        Column(
            "organization",
            "单位",
            ("organization__short_name", "organization__name"),
            show=unit_name,
            phone="title",
        ),
        Column(
            "window",
            "填报期",
            ("window__label", "window__plan__title"),
            show=lambda label, plan: Cell(label, sub=plan),
            export=lambda label, plan: f"{label}　{plan}",
        ),
        Column("due", "期限", ("window__due_on",), kind="date", sort=("window__due_on",)),
        Column(
            "submitted_at",
            "报送时间",
            ("submitted_at", "is_late"),
            kind="short",
            show=lambda at, late: _sent(at, late),
            sort=("submitted_at",),
        ),
        Column(
            "doubts",
            "待核",
            ("doubts", "on_behalf", "confirmed_at"),
            show=lambda n, behalf, confirmed: _doubtful(n, behalf, confirmed),
        ),
        Column("state", "状态", kind="state", tones=REPORT_TONES, phone="corner"),
        Column("filled_by", "填报人", ("filled_by__name",), hidden=True),
        Column("approved_at", "确认时间", kind="moment", hidden=True),
    )

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Depends on who asks."""
        return (
            View("mine", "待我审核", waiting_for(self.actor)),
            View(
                "doubtful",
                "待核",
                Q(state__in=WAITING_STATES) & (Q(doubts__gt=0) | Q(on_behalf=True, confirmed_at=None)),
            ),
            View("sent", "已报", Q(state__in=SENT_STATES)),
            View("missing", "未报", Q(state__in=OPEN_STATES)),
            View("approved", "已确认", Q(state=ReportState.APPROVED)),
        )


def _sent(at: Any, late: bool) -> Cell | str:
    if at is None:
        return ""

    text = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    return Cell(text, sub="迟报", tone="warn") if late else text


def _doubtful(number: int, behalf: bool, confirmed: Any) -> Cell | str:
    said = [f"{number}项"] if number else []
    if behalf:
        said.append("代填已确认" if confirmed else "代填")
    if not said:
        return ""
    return Cell("、".join(said), tone="warn" if number or not confirmed else "mute")


class MatterTable(Table):
    """Problems, suggestions and results sent up."""

    model = Matter
    filters = (
        ChoiceFilter("kind", "类别", choices=tuple(MatterKind.choices)),
        ChoiceFilter("state", "状态", choices=tuple(MatterState.choices)),
        OrganizationFilter("organization", "反映单位"),
    )
    search = ("title",)
    search_hint = "标题"
    export_name = "问题建议"
    url_name = "reporting:matter_detail"
    ordering = ("-pk",)
    empty_title = "还没有反映的问题建议"
    empty_text = "工作中的问题、建议和重要成果，随时可以报给上级，到期前会有答复。"
    columns = (
        Column("title", "标题", phone="title"),
        Column("kind", "类别", kind="short"),
        Column(
            "organization", "反映单位", ("organization__short_name", "organization__name"), show=unit_name
        ),
        Column("addressee", "答复单位", ("addressee__short_name", "addressee__name"), show=unit_name),
        Column("created_at", "反映时间", kind="moment", sort=("created_at",)),
        Column("due_on", "答复期限", kind="date", sort=("due_on",)),
        Column("state", "状态", kind="state", tones=MATTER_TONES, phone="corner"),
    )


class InquiryTable(Table):
    """Forms that ask units for something beside their reports."""

    model = Inquiry
    filters = (ChoiceFilter("state", "状态", choices=tuple(InquiryState.choices)),)
    search = ("title", "basis")
    search_hint = "名称、依据"
    export_name = "填报布置"
    url_name = "reporting:inquiry_detail"
    ordering = ("-pk",)
    empty_title = "没有另行布置的填报"
    empty_text = "系统已有的数不用再布置；确需新增的，写明依据、负责人和停用日期。"
    columns = (
        Column(
            "title",
            "名称",
            ("title", "purpose"),
            show=lambda title, why: Cell(title, sub=why),
            export=lambda title, why: title,
            phone="title",
        ),
        Column(
            "organization", "布置单位", ("organization__short_name", "organization__name"), show=unit_name
        ),
        Column(
            "basis",
            "依据",
            ("document__official_number", "basis"),
            show=lambda number, basis: number or basis,
        ),
        Column("owner", "负责人", ("owner__name",)),
        Column("due_on", "期限", kind="date", sort=("due_on",)),
        Column("expires_on", "停用日期", kind="date", sort=("expires_on",)),
        Column("state", "状态", kind="state", tones=INQUIRY_TONES, phone="corner"),
    )
