"""The register as a list."""

from datetime import date
from functools import cached_property

from django.db import models
from django.utils import timezone

from jiangong.domains.documents.choices import OPEN_STATES, Direction, DocumentState, Urgency
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.queries import overdue, waiting_for
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    OrganizationFilter,
    Table,
    View,
)
from jiangong.kit.listing.columns import EMPTY
from jiangong.lib.dates import format_iso

STATE_TONES = {
    DocumentState.REGISTERED: "warn",
    DocumentState.PROPOSED: "warn",
    DocumentState.INSTRUCTED: "info",
    DocumentState.COMPLETED: "ok",
    DocumentState.VOID: "mute",
}
URGENCY_TONES: dict[str, str] = {Urgency.URGENT: "warn", Urgency.MOST_URGENT: "crit"}


def show_due(due_on: date | None, state: str) -> Cell:
    """The due date, and how late it is while work is open."""
    if due_on is None:
        return Cell(EMPTY)
    late = (timezone.localdate() - due_on).days
    if state not in OPEN_STATES or late < 0:
        return Cell(format_iso(due_on))
    if late == 0:
        return Cell(format_iso(due_on), sub="今天到期", tone="warn", icon="clock")
    return Cell(format_iso(due_on), sub=f"逾期{late}天", tone="crit", icon="alert-circle")


def export_due(due_on: date | None, state: str) -> str:
    return format_iso(due_on) if due_on else ""


def show_urgency(urgency: str) -> Cell:
    """Plain text unless it is urgent."""
    return Cell(Urgency(urgency).label, tone=URGENCY_TONES.get(urgency, ""))


def show_people(clerk: str | None, leader: str | None, handler: str | None, state: str) -> str:
    """Whose turn it is."""
    turns: dict[str, str | None] = {
        DocumentState.REGISTERED: clerk,
        DocumentState.PROPOSED: leader,
        DocumentState.INSTRUCTED: handler,
    }
    return turns.get(state) or EMPTY


class DocumentTable(Table):
    """Every document the actor may see."""

    model = Document
    columns = (
        Column(
            "title",
            "标题",
            ("title", "official_number"),
            show=lambda t, n: Cell(t, sub=n),
            export=lambda t, n: t,
            phone="title",
        ),
        Column("official_number", "文号", hidden=True),
        Column("register_number", "登记号", kind="short", sort=("register_year", "register_serial")),
        Column("direction", "收发", hidden=True),
        Column("issuer_name", "来文（发文）单位", sort=("issuer_name",)),
        Column(
            "organization",
            "登记单位",
            ("organization__short_name", "organization__name"),
            show=lambda short, name: short or name,
        ),
        Column("issued_on", "成文日期", kind="date", sort=("issued_on",), hidden=True),
        Column("received_on", "收文日期", kind="date", sort=("received_on",)),
        Column("urgency", "紧急程度", show=show_urgency, kind="short"),
        Column(
            "due_on",
            "办理期限",
            ("due_on", "state"),
            show=show_due,
            export=export_due,
            kind="short",
            sort=("due_on",),
        ),
        Column(
            "waits_for",
            "等待",
            ("clerk__name", "leader__name", "handler__name", "state"),
            show=show_people,
            kind="short",
        ),
        Column("handler", "承办人", ("handler__name",), hidden=True),
        Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
    )
    filters = (
        ChoiceFilter("direction", "收发", choices=tuple(Direction.choices)),
        ChoiceFilter("state", "状态", choices=tuple(DocumentState.choices)),
        ChoiceFilter("urgency", "紧急程度", choices=tuple(Urgency.choices)),
        OrganizationFilter("organization", "登记单位"),
        OrganizationFilter("issuer", "来文单位", field="issuer"),
        DateRangeFilter("issued_on", "成文日期"),
        DateRangeFilter("received_on", "收文日期"),
    )
    search = ("title", "official_number", "register_number", "issuer_name")
    search_hint = "标题、文号、登记号、来文单位"
    export_name = "文件登记簿"
    url_name = "documents:detail"
    empty_title = "还没有文件"
    empty_text = "收到的文件登记以后，批示、办理和归档都在这里。"

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Depends on who asks and on today."""
        return (
            View("mine", "待我办", waiting_for(self.actor)),
            View("open", "在办", models.Q(state__in=OPEN_STATES)),
            View("done", "已办结", models.Q(state=DocumentState.COMPLETED)),
            View("overdue", "逾期", overdue()),
        )
