"""Bringing in projects, the bases that were named and the money that was put in."""

from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from jiangong.domains.rural import rules
from jiangong.domains.rural.choices import BaseLevel, Industry, ProjectState, Source
from jiangong.domains.rural.imports.checking import STANDING, WHY, LedgerChecker, NamedChecker
from jiangong.domains.rural.models import MOST_MONEY, Base, Funding, Project
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing import cells
from jiangong.kit.importing.plain import PlainImport, facts_of, read_among
from jiangong.kit.importing.specs import ImportColumn, Row, register

INDUSTRIES = {label: value for value, label in Industry.choices}
LEVELS = {label: value for value, label in BaseLevel.choices}
SOURCES = {label: value for value, label in Source.choices}
PLANNED = ("starts_on", "ends_on")
UNION = ImportColumn("union", "登记工会", read=cells.words(120), also=("所属工会", "单位"), width=24)
NOTE = ImportColumn("note", "备注", read=cells.words(300))
OWN = "登记工会不填的，算您任职的工会。"


class ProjectChecker(NamedChecker):
    """Days in order; what is done has begun, and tells what came of it."""

    model = Project
    standing = ~Q(state=ProjectState.VOID)
    past = {"begun_on": "启动日期", "finished_on": "完成日期"}

    def complete(self, rows: list[Row]) -> None:
        super().complete(rows)
        for row in rows:
            values = row.values
            planned = [date.fromisoformat(values[one]) if values.get(one) else None for one in PLANNED]
            for name, fault in rules.planned_faults(*planned):
                row.refuse(name, fault)
            if values.get("finished_on") is None:
                continue
            if values.get("begun_on") is None:
                row.refuse("begun_on", "已完成的项目请填写启动日期。")
            elif values["finished_on"] < values["begun_on"]:
                row.refuse("finished_on", "完成日期不能早于启动日期，请核对。")
            if not values.get("progress"):
                row.refuse("progress", "已完成的项目请写明进展和成效。")


class ProjectImport(PlainImport):
    """Projects, planned, running or done."""

    key = "rural.project"
    label = "乡村振兴助力项目"
    permission = "rural.edit"
    list_url = "rural:project_list"
    checker, model = ProjectChecker, Project
    notes = (
        "每行一个项目；同一工会同名的只登记一个。",
        "填了启动日期的登记为实施中，填了完成日期的登记为已完成，都不填的登记为谋划中。",
        OWN,
    )
    columns = (
        ImportColumn("name", "项目名称", read=cells.words(100), required=True, also=("助力项目",), width=30),
        ImportColumn("town", "乡镇（街道）", read=cells.words(40), required=True, also=("乡镇", "街道")),
        ImportColumn("village", "村（社区）", read=cells.words(40), also=("村", "社区")),
        ImportColumn(
            "industry", "产业", read=cells.one_of(INDUSTRIES), required=True, choices=tuple(INDUSTRIES)
        ),
        ImportColumn("starts_on", "计划开始", read=cells.day, required=True),
        ImportColumn("ends_on", "计划完成", read=cells.day, required=True),
        ImportColumn("content", "主要内容", read=cells.words(1000), width=36),
        ImportColumn("begun_on", "启动日期", read=cells.day),
        ImportColumn("finished_on", "完成日期", read=cells.day),
        ImportColumn("progress", "进展和成效", read=cells.words(1000), width=36),
        UNION,
    )

    def draft(self, row: dict[str, Any], actor: Actor) -> Project:
        words = ("name", "town", "village", "industry", "content", "progress")
        facts = facts_of(row, words, ("starts_on", "ends_on", "begun_on", "finished_on"))
        state = ProjectState.RUNNING if facts.get("begun_on") else ProjectState.PLANNED
        if facts.get("finished_on"):
            state = ProjectState.FINISHED
        return Project(organization_id=row["union"], state=state, **facts)


class BaseChecker(NamedChecker):
    """Named before it ended."""

    model = Base
    past = {"named_on": "命名日期", "ended_on": "撤销日期"}

    def complete(self, rows: list[Row]) -> None:
        super().complete(rows)
        for row in rows:
            named, ended = row.values.get("named_on"), row.values.get("ended_on")
            if named and ended and ended <= named:
                row.refuse("ended_on", "撤销日期应晚于命名日期，请核对。")


class BaseImport(PlainImport):
    """Demonstration bases."""

    key = "rural.base"
    label = "乡村振兴示范基地"
    permission = "rural.edit"
    list_url = "rural:base_list"
    checker, model = BaseChecker, Base
    notes = ("每行一个基地；同一工会同名的只登记一个。", "仍在运行的不填撤销日期。", OWN)
    columns = (
        ImportColumn("name", "基地名称", read=cells.words(100), required=True, width=30),
        ImportColumn("level", "级别", read=cells.one_of(LEVELS), required=True, choices=tuple(LEVELS)),
        ImportColumn("town", "乡镇（街道）", read=cells.words(40), also=("乡镇", "街道")),
        ImportColumn(
            "industry", "产业", read=cells.one_of(INDUSTRIES), required=True, choices=tuple(INDUSTRIES)
        ),
        ImportColumn("named_on", "命名日期", read=cells.day, required=True),
        ImportColumn("named_by", "命名依据", read=cells.words(120), width=28),
        ImportColumn("ended_on", "撤销日期", read=cells.day),
        UNION,
        NOTE,
    )

    def draft(self, row: dict[str, Any], actor: Actor) -> Base:
        facts = facts_of(
            row, ("name", "level", "town", "industry", "named_by", "note"), ("named_on", "ended_on")
        )
        return Base(organization_id=row["union"], **facts)


class FundingChecker(LedgerChecker):
    """The same sum of the same giver on one day is a second one only where the note says so."""

    told_at = "amount"
    past = {"paid_on": "投入日期"}

    def complete(self, rows: list[Row]) -> None:
        super().complete(rows)
        for row in rows:
            if row.values.get("source") == Source.SOCIAL and not row.values.get("giver"):
                row.refuse("giver", "社会资金请写明出资方。")

    def keys(self, row: Row) -> tuple[Hashable, ...]:
        values = row.values
        amount = Decimal(values["amount"])
        return ((values["project"], values["source"], values["paid_on"], amount, values.get("giver") or ""),)

    def taken(self, rows: list[Row]) -> dict[Hashable, str]:
        standing = Funding.objects.ungated(WHY).filter(STANDING)
        columns = ("project_id", "source", "paid_on", "amount", "giver", "organization__name")
        found = read_among(standing, "project", (row.values["project"] for row in rows), columns)
        return {
            (project, source, day.isoformat(), amount, giver): name
            for project, source, day, amount, giver, name in found
        }

    def tell_twin(self, row: Row, sentence: str) -> None:
        if row.values.get("note"):
            row.remind("amount", f"{sentence.split('，')[0]}；备注已写明，按另一笔导入。")
        else:
            row.refuse("amount", f"{sentence}确属另一笔的，请在备注里写明区别。")


def read_money(cell: Any) -> str:
    """A sum above nothing."""
    text = cells.amount(2, MOST_MONEY)(cell)
    if not Decimal(text):
        raise ValueError("金额应大于0。")
    return text


class FundingImport(PlainImport):
    """Money put into projects."""

    key = "rural.funding"
    label = "乡村振兴资金投入"
    permission = "rural.edit"
    list_url = "rural:funding_list"
    checker, model = FundingChecker, Funding
    notes = (
        "每行一笔；投入项目填写已登记的助力项目名称。",
        "同一项目、同一天、同一来源、同样金额的算同一笔，确属另一笔的请在备注里写明。",
        OWN,
    )
    columns = (
        ImportColumn("project", "投入项目", read=cells.words(120), required=True, also=("项目",), width=30),
        ImportColumn("source", "资金来源", read=cells.one_of(SOURCES), required=True, choices=tuple(SOURCES)),
        ImportColumn("giver", "出资方", read=cells.words(100), width=26, mask=lambda text: f"{text[:1]}…"),
        ImportColumn("amount", "金额（元）", read=read_money, required=True, also=("金额",)),
        ImportColumn("paid_on", "投入日期", read=cells.day, required=True),
        UNION,
        NOTE,
    )

    def draft(self, row: dict[str, Any], actor: Actor) -> Funding:
        facts = facts_of(row, ("source", "giver", "note"), ("paid_on",))
        return Funding(
            organization_id=row["union"],
            project_id=row["project"],
            amount=Decimal(row["amount"]),
            **facts,
        )


register(ProjectImport())
register(BaseImport())
register(FundingImport())
