"""The ledgers of the reform as lists."""

from datetime import date

from django.db import models
from django.utils import timezone

from jiangong.domains.reform.choices import EntryState, Field, PilotLevel, TaskState
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
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
)
from jiangong.lib.dates import format_iso

TASK_TONES = {TaskState.ONGOING: "info", TaskState.DONE: "ok", TaskState.VOID: "mute"}
ENTRY_TONES = {EntryState.STANDING: "ok", EntryState.VOID: "mute"}
# What is still to be done stands above what is done.
OPEN_FIRST = models.Case(models.When(state=TaskState.ONGOING, then=0), default=1).asc()
STATE = Column("state", "状态", kind="state", tones=ENTRY_TONES, phone="corner")


def show_due(due_on: date, state: str) -> Cell:
    """When it is to be done, and how late it is."""
    if state != TaskState.ONGOING:
        return Cell(format_iso(due_on))
    late = (timezone.localdate() - due_on).days
    if late > 0:
        return Cell(format_iso(due_on), sub=f"超过{late}天", tone="crit", icon="alert-circle")
    if late >= -15:
        return Cell(
            format_iso(due_on), sub="今天到期" if late == 0 else f"还剩{-late}天", tone="warn", icon="clock"
        )
    return Cell(format_iso(due_on))


def short(name: str, full: str) -> str:
    return name or full


class TaskTable(Table):
    """The responsibility list."""

    model = ReformTask
    columns = (
        Column(
            "text",
            "任务措施",
            ("text", "field"),
            show=lambda text, field: Cell(text, sub=Field(field).label),
            export=lambda text, field: text,
            phone="title",
        ),
        Column("field", "领域", hidden=True),
        Column("lead", "牵头单位", ("lead__short_name", "lead__name"), show=short),
        Column("partners", "配合单位", hidden=True),
        Column("responsible", "责任部门（人）"),
        Column(
            "due_on",
            "完成时限",
            ("due_on", "state"),
            show=show_due,
            export=lambda day, state: format_iso(day),
            kind="short",
            sort=("due_on",),
        ),
        Column("done_on", "完成日期", kind="date", sort=("done_on",)),
        Column("progress", "进展情况", hidden=True),
        Column(
            "organization",
            "列清单的工会",
            ("organization__short_name", "organization__name"),
            show=short,
            hidden=True,
        ),
        Column("year", "年度", kind="short", hidden=True),
        Column("state", "状态", kind="state", tones=TASK_TONES, phone="corner"),
    )
    filters = (
        YearFilter("year", "年度"),
        ChoiceFilter("field", "领域", choices=tuple(Field.choices)),
        OrganizationFilter("lead", "牵头单位", field="lead"),
        OrganizationFilter("organization", "列清单的工会"),
        DateRangeFilter("due_on", "完成时限"),
    )
    search = ("text", "partners")
    search_hint = "任务措施、配合单位"
    ordering = (OPEN_FIRST, "due_on", "pk")
    export_name = "产改责任清单"
    ledger_form = LedgerForm(
        "产业工人队伍建设改革责任清单",
        ("text", "field", "lead", "partners", "responsible", "due_on", "done_on", "progress", "state"),
        groups=(
            ("责任单位", ("lead", "partners", "responsible")),
            ("进度", ("due_on", "done_on", "progress")),
        ),
    )
    url_name = "reform:task_detail"
    empty_title = "还没有改革任务"
    empty_text = "把产改任务列成责任清单，写明牵头单位和完成时限；已有的清单可以批量导入。"

    @property
    def views(self) -> tuple[View, ...]:
        """Depends on today."""
        late = models.Q(state=TaskState.ONGOING, due_on__lt=timezone.localdate())
        return (
            View("ongoing", "推进中", models.Q(state=TaskState.ONGOING)),
            View("late", "超过时限", late),
            View("done", "已完成", models.Q(state=TaskState.DONE)),
        )


class PolicyTable(Table):
    """Policies issued."""

    model = Policy
    columns = (
        Column(
            "title",
            "政策名称",
            ("title", "number"),
            show=lambda title, number: Cell(title, sub=number),
            export=lambda title, number: title,
            phone="title",
        ),
        Column("number", "文号", hidden=True),
        Column("issuer", "印发单位"),
        Column("issued_on", "印发日期", kind="date", sort=("issued_on",)),
        Column("field", "领域", kind="short"),
        Column("organization", "登记工会", ("organization__short_name", "organization__name"), show=short),
        STATE,
    )
    filters = (
        ChoiceFilter("field", "领域", choices=tuple(Field.choices)),
        OrganizationFilter("organization", "登记工会"),
        DateRangeFilter("issued_on", "印发日期"),
    )
    views = (
        View("standing", "有效", models.Q(state=EntryState.STANDING)),
        View("void", "已作废", models.Q(state=EntryState.VOID)),
    )
    search = ("title", "number", "issuer")
    search_hint = "名称、文号、印发单位"
    ordering = ("-issued_on", "-pk")
    export_name = "产改政策"
    ledger_form = LedgerForm(
        "产业工人队伍建设改革政策台账",
        ("title", "number", "issuer", "issued_on", "field", "organization", "state"),
        groups=(("印发", ("number", "issuer", "issued_on")),),
    )
    url_name = "reform:policy_detail"
    empty_title = "还没有产改政策"
    empty_text = "本级印发的产改政策登记在这里；已有的可以批量导入。"


class PilotTable(Table):
    """Demonstration points."""

    model = Pilot
    columns = (
        Column("party", "试点单位", sort=("party",), phone="title"),
        Column("level", "级别", kind="short"),
        Column("named_on", "命名日期", kind="date", sort=("named_on",)),
        Column("ended_on", "期满（撤销）日期", kind="date"),
        Column("named_by", "命名依据"),
        Column("experience", "经验做法", hidden=True),
        Column("organization", "登记工会", ("organization__short_name", "organization__name"), show=short),
        STATE,
    )
    filters = (
        ChoiceFilter("level", "级别", choices=tuple(PilotLevel.choices)),
        OrganizationFilter("organization", "登记工会"),
        DateRangeFilter("named_on", "命名日期"),
    )
    views = (
        View("now", "试点中", models.Q(state=EntryState.STANDING, ended_on=None)),
        View("ended", "已期满", models.Q(state=EntryState.STANDING, ended_on__isnull=False)),
        View("void", "已作废", models.Q(state=EntryState.VOID)),
    )
    search = ("party", "named_by")
    search_hint = "试点单位、命名依据"
    ordering = ("-named_on", "-pk")
    export_name = "产改试点示范"
    ledger_form = LedgerForm(
        "产业工人队伍建设改革试点示范台账",
        ("party", "level", "named_on", "named_by", "ended_on", "experience", "organization", "state"),
        groups=(("命名", ("level", "named_on", "named_by")),),
    )
    url_name = "reform:pilot_detail"
    empty_title = "还没有试点示范"
    empty_text = "命名的试点示范单位登记在这里，可以写经验做法；已有的可以批量导入。"
