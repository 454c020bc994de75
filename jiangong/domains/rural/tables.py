"""The rural ledgers as lists."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils import timezone

from jiangong.domains.rural.choices import (
    BaseLevel,
    CollectiveHonour,
    EntryState,
    Honour,
    Industry,
    ProjectState,
    Source,
)
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
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

PROJECT_TONES = {
    ProjectState.PLANNED: "line",
    ProjectState.RUNNING: "info",
    ProjectState.FINISHED: "ok",
    ProjectState.VOID: "mute",
}
ENTRY_TONES = {EntryState.STANDING: "ok", EntryState.VOID: "mute"}
VIEWS = (
    View("standing", "有效", models.Q(state=EntryState.STANDING)),
    View("void", "已作废", models.Q(state=EntryState.VOID)),
)
UNION = Column(
    "organization",
    "登记工会",
    ("organization__short_name", "organization__name"),
    show=lambda short, name: short or name,
)
UNION_FILTER = OrganizationFilter("organization", "登记工会")
STATE = Column("state", "状态", kind="state", tones=ENTRY_TONES, phone="corner")


def show_due(ends_on: date, state: str) -> Cell:
    """When it is to be done, and how late it is while it runs."""
    late = (timezone.localdate() - ends_on).days
    if state != ProjectState.RUNNING or late <= 0:
        return Cell(format_iso(ends_on))
    return Cell(format_iso(ends_on), sub=f"已过{late}天", tone="crit", icon="alert-circle")


def show_money(amount: Decimal) -> str:
    return f"{amount:,.2f}"


class ProjectTable(Table):
    """Projects within reach."""

    model = Project
    columns = (
        Column(
            "name",
            "助力项目",
            ("name", "town", "village"),
            show=lambda name, town, village: Cell(name, sub=f"{town}{village}"),
            export=lambda name, town, village: name,
            sort=("name",),
            phone="title",
        ),
        Column(
            "place", "地点", ("town", "village"), show=lambda town, village: f"{town}{village}", hidden=True
        ),
        UNION,
        Column("industry", "产业", kind="short"),
        Column("begun_on", "启动日期", kind="date", sort=("begun_on",)),
        Column(
            "ends_on",
            "计划完成",
            ("ends_on", "state"),
            show=show_due,
            export=lambda day, state: format_iso(day),
            kind="short",
            sort=("ends_on",),
        ),
        Column("finished_on", "完成日期", kind="date", hidden=True),
        Column("content", "主要内容", hidden=True),
        Column("progress", "进展和成效", hidden=True),
        Column("state", "状态", kind="state", tones=PROJECT_TONES, phone="corner"),
    )
    filters = (
        UNION_FILTER,
        ChoiceFilter("industry", "产业", choices=tuple(Industry.choices)),
        DateRangeFilter("begun_on", "启动日期"),
    )
    views = (
        View("planned", "谋划中", models.Q(state=ProjectState.PLANNED)),
        View("running", "实施中", models.Q(state=ProjectState.RUNNING)),
        View("finished", "已完成", models.Q(state=ProjectState.FINISHED)),
    )
    search = ("name", "town", "village")
    search_hint = "项目、乡镇、村"
    export_name = "乡村振兴助力项目"
    ledger_form = LedgerForm(
        "乡村振兴助力项目台账",
        (
            "name",
            "place",
            "industry",
            "content",
            "begun_on",
            "ends_on",
            "finished_on",
            "progress",
            "organization",
            "state",
        ),
        groups=(("进度", ("begun_on", "ends_on", "finished_on")),),
    )
    url_name = "rural:project_detail"
    empty_title = "还没有助力项目"
    empty_text = "先登记助力项目，再登记参加的人员、集体和投入的资金；已有的可以批量导入。"


class ParticipationTable(Table):
    """Advanced people who take part."""

    model = Participation
    columns = (
        Column("person", "姓名", ("person__name",), sort=("person__name",), phone="title"),
        Column(
            "unit",
            "所属组织",
            ("person__organization__short_name", "person__organization__name"),
            show=lambda short, name: short or name,
        ),
        Column("honour", "先进类别", kind="short"),
        Column("project", "参加项目", ("project__name",)),
        Column("role", "承担工作"),
        Column("joined_on", "参加日期", kind="date", sort=("joined_on",)),
        UNION,
        STATE,
    )
    filters = (
        YearFilter("year", "年度"),
        UNION_FILTER,
        ChoiceFilter("honour", "先进类别", choices=tuple(Honour.choices)),
    )
    views = VIEWS
    search = ("person__name", "project__name", "role")
    search_hint = "姓名、项目、承担工作"
    export_name = "乡村振兴先进人物"
    ledger_form = LedgerForm(
        "乡村振兴先进人物台账",
        ("person", "unit", "honour", "project", "role", "joined_on", "organization", "state"),
        groups=(("人员", ("person", "unit", "honour")), ("参加情况", ("project", "role", "joined_on"))),
    )
    url_name = "rural:participation_detail"
    empty_title = "还没有先进人物"
    empty_text = "参加助力的劳模、工匠登记在这里，同一人全年只计一次；已有的可以批量导入。"


class CollectiveTable(Table):
    """Advanced collectives that take part."""

    model = Collective
    columns = (
        Column("name", "集体名称", sort=("name",), phone="title"),
        Column("honour", "先进类别", kind="short"),
        Column("project", "参加项目", ("project__name",)),
        Column("role", "承担工作"),
        Column("joined_on", "参加日期", kind="date", sort=("joined_on",)),
        UNION,
        STATE,
    )
    filters = (
        YearFilter("year", "年度"),
        UNION_FILTER,
        ChoiceFilter("honour", "先进类别", choices=tuple(CollectiveHonour.choices)),
    )
    views = VIEWS
    search = ("name", "project__name", "role")
    search_hint = "集体、项目、承担工作"
    export_name = "乡村振兴先进集体"
    ledger_form = LedgerForm(
        "乡村振兴先进集体台账",
        ("name", "honour", "project", "role", "joined_on", "organization", "state"),
        groups=(("集体", ("name", "honour")), ("参加情况", ("project", "role", "joined_on"))),
    )
    url_name = "rural:collective_detail"
    empty_title = "还没有先进集体"
    empty_text = "参加助力的先进集体登记在这里，同一集体全年只计一次；已有的可以批量导入。"


class BaseTable(Table):
    """Demonstration bases."""

    model = Base
    columns = (
        Column("name", "示范基地", sort=("name",), phone="title"),
        Column("level", "级别", kind="short"),
        Column("industry", "产业", kind="short"),
        Column("town", "乡镇（街道）"),
        Column("named_on", "命名日期", kind="date", sort=("named_on",)),
        Column("ended_on", "撤销日期", kind="date"),
        Column("named_by", "命名依据", hidden=True),
        UNION,
        STATE,
    )
    filters = (
        UNION_FILTER,
        ChoiceFilter("level", "级别", choices=tuple(BaseLevel.choices)),
        DateRangeFilter("named_on", "命名日期"),
    )
    views = VIEWS
    search = ("name", "town")
    search_hint = "基地、乡镇"
    export_name = "乡村振兴示范基地"
    ledger_form = LedgerForm(
        "乡村振兴示范基地台账",
        ("name", "level", "industry", "town", "named_on", "named_by", "ended_on", "organization", "state"),
        groups=(("命名", ("named_on", "named_by")),),
    )
    url_name = "rural:base_detail"
    empty_title = "还没有示范基地"
    empty_text = "命名的示范基地登记在这里；已有的可以批量导入。"


class FundingTable(Table):
    """Money put in."""

    model = Funding
    columns = (
        Column("project", "投入项目", ("project__name",), phone="title"),
        Column("source", "资金来源", kind="short"),
        Column("giver", "出资方"),
        Column(
            "amount",
            "金额（元）",
            show=show_money,
            export=lambda amount: amount,
            kind="number",
            sort=("amount",),
        ),
        Column("paid_on", "投入日期", kind="date", sort=("paid_on",)),
        UNION,
        STATE,
    )
    filters = (
        UNION_FILTER,
        ChoiceFilter("source", "资金来源", choices=tuple(Source.choices)),
        DateRangeFilter("paid_on", "投入日期"),
    )
    views = VIEWS
    search = ("project__name", "giver")
    search_hint = "项目、出资方"
    export_name = "乡村振兴资金投入"
    ledger_form = LedgerForm(
        "乡村振兴资金投入台账",
        ("project", "source", "giver", "amount", "paid_on", "organization", "state"),
        groups=(("资金", ("source", "giver", "amount")),),
        totals=("amount",),
    )
    url_name = "rural:funding_detail"
    empty_title = "还没有资金投入"
    empty_text = "先登记助力项目，再登记投入的每一笔资金；已有的可以批量导入。"
