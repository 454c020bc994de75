"""A studio's file on paper."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from jiangong.domains.studios.models import Studio
from jiangong.domains.titles.queries import highest_titles
from jiangong.kit.printing.pages import PrintPage
from jiangong.lib.amounts import shown
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import (
    Block,
    Column,
    Heading,
    Merge,
    OfficialDocument,
    TableBlock,
)

DAY = 36  # millimetres of a date in one line
FORM = (Column(width=26), Column(width=52, align="left"), Column(width=26), Column(width=52, align="left"))


class StudioPrint(PrintPage):
    """Facts, team, topics, results, money, naming and confirmations."""

    permission = "studios.view"
    model = Studio

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "leader")

    def describe(self, instance: Studio) -> OfficialDocument:
        return studio_file(instance)

    def name(self, instance: Studio) -> str:
        return f"{instance.name}档案"


def studio_file(studio: Studio) -> OfficialDocument:
    """The whole file; what is empty leaves no heading behind."""
    blocks: list[Block] = [_facts(studio)]
    for title, table in (
        ("团队成员", _team(studio)),
        ("攻关课题", _topics(studio)),
        ("成果", _results(studio)),
        ("经费", _grants(studio)),
        ("命名与复核", _course(studio)),
    ):
        if table.rows:
            blocks += [Heading(1, title), table]
    return OfficialDocument(f"{studio.name}档案", tuple(blocks))


def _facts(studio: Studio) -> TableBlock:
    leader = studio.leader
    title = highest_titles({leader.pk}).get(leader.pk, "") if leader else ""
    pairs = [
        ("类　　别", studio.get_kind_display(), "级　　别", studio.get_level_display()),
        ("所属工会", studio.organization.name, "状　　态", studio.get_state_display()),
        ("领 衔 人", leader.name if leader else "", "所获荣誉", title),
        ("行业领域", studio.industry, "创建日期", _day(studio.founded_on)),
        ("登记日期", _day(studio.registered_on), "命名日期", _day(studio.named_on)),
    ]
    long = [
        ("场所地址", studio.place),
        ("设施设备", studio.equipment),
        ("规章制度", studio.rules_text),
        ("简　　介", studio.introduction),
    ]
    if studio.closing_reason:
        long.append(("撤销理由", f"{_day(studio.revoked_on)}　{studio.closing_reason}".strip()))
    rows = [*pairs, *((label, text, None, None) for label, text in long)]
    merges = tuple(Merge(len(pairs) + place, 1, columns=3) for place in range(len(long)))
    return TableBlock(FORM, tuple(rows), merges=merges)


def _team(studio: Studio) -> TableBlock:
    members = studio.members.select_related("person__organization")
    rows = [
        (number, one.person.name, one.get_role_display(), str(one.person.organization), one.person.occupation)
        for number, one in enumerate(members, 1)
    ]
    wanted = {"序号": 13, "姓名": 19, "角色": 22, "单位": 71, "工种（职业）": 31}
    columns = tuple(Column(title, width=width) for title, width in wanted.items())
    return TableBlock(columns, tuple(rows))


def _standing(rows: models.Manager) -> Any:
    return rows.filter(voided_at=None)


def _topics(studio: Studio) -> TableBlock:
    rows = [
        (one.title, _day(one.started_on), _day(one.due_on), one.stage, one.outcome)
        for one in _standing(studio.topics)
    ]
    columns = (
        Column("课题", align="left", width=38),
        Column("立项", width=DAY),
        Column("计划完成", width=DAY),
        Column("进度", width=18),
        Column("完成情况", align="left", width=28),
    )
    return TableBlock(columns, tuple(rows))


def _results(studio: Studio) -> TableBlock:
    found = list(_standing(studio.results))
    rows = [(one.title, one.get_kind_display(), _day(one.obtained_on), _money(one.benefit)) for one in found]
    columns = (
        Column("成果", align="left", width=48),
        Column("类别", width=28),
        Column("取得日期", width=DAY),
        Column("年经济效益（万元）", width=44),
    )
    whole = sum((one.benefit for one in found if one.benefit is not None), start=Decimal(0))
    return TableBlock(columns, tuple(rows), totals=("合计", None, None, _money(whole)) if rows else None)


def _grants(studio: Studio) -> TableBlock:
    found = list(_standing(studio.grants))
    rows = [
        (one.year, one.get_source_display(), _money(one.amount), _day(one.received_on), one.note)
        for one in found
    ]
    columns = (
        Column("年度", width=16),
        Column("来源", width=34),
        Column("金额（万元）", width=31),
        Column("到账日期", width=DAY),
        Column("说明", align="left", width=39),
    )
    whole = sum((one.amount for one in found), start=Decimal(0))
    return TableBlock(
        columns, tuple(rows), totals=("合计", None, _money(whole), None, None) if rows else None
    )


def _course(studio: Studio) -> TableBlock:
    named = [
        (one.named_on, f"命名为{one.get_level_display()}", one.basis, "") for one in studio.namings.all()
    ]
    reviewed = [
        (one.reviewed_on, f"{one.year}年度复核{one.get_result_display()}", one.basis, one.reason)
        for one in studio.reviews.all()
    ]
    rows = [(_day(day), *rest) for day, *rest in sorted([*named, *reviewed])]
    columns = (
        Column("日期", width=DAY),
        Column("事项", width=42),
        Column("依据", width=42),
        Column("说明", align="left", width=36),
    )
    return TableBlock(columns, tuple(rows))


def _day(day: date | None) -> str:
    return format_day(day) if day else ""


def _money(amount: Decimal | None) -> str:
    return shown(amount) if amount is not None else ""
