"""The ledger as a list."""

from datetime import date, timedelta
from functools import cached_property

from django.db import models
from django.utils import timezone

from jiangong.domains.mentorship.choices import OPEN_STATES, AgreementState
from jiangong.domains.mentorship.measures import CARRIED_OUT
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.queries.lists import (
    SOON,
    ending_soon,
    matching,
    midterm_due,
    waiting_for_assessment,
)
from jiangong.domains.people.choices import SkillGrade
from jiangong.kit.listing import (
    Cell,
    ChoiceFilter,
    Column,
    DateRangeFilter,
    LedgerForm,
    OrganizationFilter,
    Table,
    View,
)
from jiangong.kit.listing.columns import EMPTY
from jiangong.lib.dates import format_iso

STATE_TONES = {
    AgreementState.DRAFT: "mute",
    AgreementState.SIGNING: "warn",
    AgreementState.VALID: "ok",
    AgreementState.EXPIRED: "warn",
    AgreementState.PASSED: "ok",
    AgreementState.FAILED: "crit",
    AgreementState.TERMINATED: "mute",
    AgreementState.VOID: "mute",
}


def show_number(number: str, paper: str) -> Cell:
    return Cell(number or "草拟中", sub=paper)


def show_person(name: str, short: str, unit: str, own: int, responsible: int) -> Cell:
    """Who, and of which unit where that is not the unit responsible."""
    return Cell(name, sub="" if own == responsible else short or unit)


def show_goal(before: str, after: str) -> str:
    return f"{SkillGrade(before).label}→{SkillGrade(after).label}"


def show_term(starts_on: date, ends_on: date, state: str) -> Cell:
    """From day to day; how near the end is while it runs."""
    text = f"{format_iso(starts_on)}至{format_iso(ends_on)}"
    left = (ends_on - timezone.localdate()).days
    if state == AgreementState.EXPIRED or (state == AgreementState.VALID and left < 0):
        return Cell(text, sub=f"期满{-left}天，待考核", tone="crit", icon="alert-circle")
    if state != AgreementState.VALID or timedelta(days=left) > SOON:
        return Cell(text)
    return Cell(text, sub=f"还有{left}天到期" if left else "今天到期", tone="warn", icon="clock")


def show_signatures(master: date | None, apprentice: date | None) -> str:
    """Who has signed."""
    signed = [name for name, day in (("师傅", master), ("徒弟", apprentice)) if day]
    return "都已签字" if len(signed) == 2 else f"{signed[0]}已签" if signed else EMPTY


def _last_day(lapses_on: date | None) -> str:
    return format_iso(lapses_on - timedelta(days=1)) if lapses_on else ""


def _person(name: str, label: str) -> Column:
    unit = f"{name}__organization"
    fields = (f"{name}__name", f"{unit}__short_name", f"{unit}__name", f"{unit}_id", "organization_id")
    return Column(name, label, fields, show=show_person, export=lambda person, *unit: person, kind="short")


def _unit(name: str, label: str) -> Column:
    fields = (f"{name}__organization__name",)
    return Column(f"{name}_unit", label, fields, hidden=True)


class AgreementTable(Table):
    """Every agreement within reach."""

    model = Agreement
    columns = (
        Column(
            "number",
            "协议编号",
            ("number", "paper_number"),
            show=show_number,
            export=lambda number, paper: number,
            kind="short",
            sort=("number_year", "number_serial"),
            phone="wide",
        ),
        _person("master", "师傅"),
        _person("apprentice", "徒弟"),
        Column("occupation", "工种（职业）", sort=("occupation",)),
        Column("goal", "培养目标", ("from_grade", "to_grade"), show=show_goal, kind="short"),
        Column(
            "term",
            "期限",
            ("starts_on", "ends_on", "state"),
            show=show_term,
            kind="short",
            sort=("ends_on",),
        ),
        Column("effective_on", "生效日期", kind="date", sort=("effective_on",)),
        Column(
            "organization",
            "责任单位",
            ("organization__short_name", "organization__name"),
            show=lambda short, name: short or name,
            sort=("organization__path",),
        ),
        Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
        Column("paper_number", "原协议编号", hidden=True),
        _unit("master", "师傅单位"),
        _unit("apprentice", "徒弟单位"),
        Column("master_grade", "师傅等级", hidden=True),
        Column(
            "signatures",
            "签字",
            ("master_signed_on", "apprentice_signed_on"),
            show=show_signatures,
            hidden=True,
        ),
        Column("midterm_on", "中期检查", kind="date", hidden=True),
        Column("extended_times", "延期次数", kind="number", hidden=True),
        Column("completed_on", "考核日期", kind="date", sort=("completed_on",), hidden=True),
        Column("grade_reached", "达到等级", hidden=True),
        Column("last_day", "实际结束", ("lapses_on",), show=_last_day, hidden=True),
        Column("closing_reason", "终止（作废）原因", hidden=True),
    )
    filters = (
        OrganizationFilter("organization", "责任单位"),
        ChoiceFilter("state", "状态", choices=tuple(AgreementState.choices)),
        ChoiceFilter("to_grade", "目标等级", choices=tuple(SkillGrade.choices)[1:]),
        DateRangeFilter("effective_on", "生效日期"),
        DateRangeFilter("ends_on", "期限结束"),
        DateRangeFilter("completed_on", "考核日期"),
    )
    search = ("number",)
    search_hint = "编号、姓名开头、工种"
    export_name = "师带徒台账"
    ledger_form = LedgerForm(
        "师带徒协议台账",
        (
            "number",
            "master",
            "master_unit",
            "master_grade",
            "apprentice",
            "apprentice_unit",
            "occupation",
            "goal",
            "term",
            "effective_on",
            "midterm_on",
            "completed_on",
            "grade_reached",
            "organization",
            "state",
        ),
        groups=(
            ("师傅", ("master", "master_unit", "master_grade")),
            ("徒弟", ("apprentice", "apprentice_unit")),
            ("考核", ("midterm_on", "completed_on", "grade_reached")),
        ),
    )
    url_name = "mentorship:detail"
    empty_title = "还没有协议"
    empty_text = "请草拟协议，或批量导入已有的纸质协议。"

    def search_condition(self, keyword: str) -> models.Q:
        return matching(keyword)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Depends on today."""
        return (
            View("counting", "计入有效", CARRIED_OUT),
            View("signing", "待签", models.Q(state__in=OPEN_STATES)),
            View("valid", "生效", models.Q(state=AgreementState.VALID)),
            View("midterm", "应中期检查", midterm_due()),
            View("ending", "30日内到期", ending_soon()),
            View("expired", "期满待考核", waiting_for_assessment()),
            View("passed", "出师", models.Q(state=AgreementState.PASSED)),
            View(
                "closed",
                "其他办结",
                models.Q(state__in=(AgreementState.FAILED, AgreementState.TERMINATED, AgreementState.VOID)),
            ),
        )


class OwnTable(Table):
    """Agreements one is a party to."""

    model = Agreement
    columns = (
        Column("number", "协议编号", kind="short", phone="wide"),
        Column("master", "师傅", ("master__name",)),
        Column("apprentice", "徒弟", ("apprentice__name",)),
        Column("goal", "培养目标", ("from_grade", "to_grade"), show=show_goal, kind="short"),
        Column("term", "期限", ("starts_on", "ends_on", "state"), show=show_term, kind="short"),
        Column("signatures", "签字", ("master_signed_on", "apprentice_signed_on"), show=show_signatures),
        Column("state", "状态", kind="state", tones=STATE_TONES, phone="corner"),
    )
    url_name = "mentorship:own"
    empty_title = "您还没有师带徒协议"
    empty_text = "本单位工会把协议送签后，会出现在这里。"
