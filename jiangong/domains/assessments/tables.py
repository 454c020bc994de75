"""Rubrics, rounds and declarations as lists."""

from django.db.models import Q

from jiangong.domains.assessments.choices import RUNNING, RoundState, SheetState
from jiangong.domains.assessments.models import Declaration, Round, Rubric
from jiangong.kit.listing import Cell, Column, Table
from jiangong.kit.listing.filters import ChoiceFilter, YearFilter
from jiangong.kit.listing.shown import View
from jiangong.lib.amounts import plain

ROUND_TONES = {
    RoundState.PREPARING: "mute",
    RoundState.SELF_SCORING: "info",
    RoundState.FIRST_SCORING: "info",
    RoundState.FINAL_SCORING: "warn",
    RoundState.CONCLUDED: "ok",
    RoundState.VOID: "line",
}
SHEET_TONES = {
    SheetState.ASSIGNED: "mute",
    SheetState.DRAFT: "warn",
    SheetState.SUBMITTED: "ok",
    SheetState.VOID: "line",
}


class RubricTable(Table):
    """Every scoring standard within reach."""

    model = Rubric
    columns = (
        Column("title", "名称", ("title", "edition"), show=lambda title, n: _named(title, n), phone="title"),
        Column("year", "年度", show=lambda year: f"{year}年", kind="short", sort=("year",)),
        Column("points", "总分", show=lambda points: f"{plain(points)}分", kind="short"),
        Column(
            "organization",
            "制定单位",
            ("organization__short_name", "organization__name"),
            show=lambda s, n: s or n,
        ),
    )
    filters = (YearFilter("year", "年度"),)
    search = ("title",)
    search_hint = "名称"
    ordering = ("-year", "-pk")
    export_name = "评分标准"
    url_name = "assessments:detail"
    empty_title = "还没有评分标准"
    empty_text = "识读通知时，文件里的评分表会自动收进来；也可以直接制定。"


def _named(title: str, edition: int) -> str:
    return title if edition == 1 else f"{title}（第{edition}版）"


class RoundTable(Table):
    """Every round within reach."""

    model = Round
    columns = (
        Column("title", "名称", phone="title"),
        Column("year", "年度", show=lambda year: f"{year}年", kind="short", sort=("year",)),
        Column("rubric", "评分标准", ("rubric__title",)),
        Column("final_until", "终评截止", kind="date", sort=("final_until",)),
        Column(
            "organization",
            "组织单位",
            ("organization__short_name", "organization__name"),
            show=lambda s, n: s or n,
        ),
        Column("state", "状态", kind="state", tones=ROUND_TONES),
    )
    filters = (YearFilter("year", "年度"), ChoiceFilter("state", "状态", choices=RoundState.choices))
    views = (
        View("preparing", "筹备", Q(state=RoundState.PREPARING)),
        View("running", "进行中", Q(state__in=RUNNING)),
        View("concluded", "已出结果", Q(state=RoundState.CONCLUDED)),
    )
    search = ("title",)
    search_hint = "名称"
    ordering = ("-year", "-pk")
    export_name = "考评"
    url_name = "assessments:round_detail"
    empty_title = "还没有考评"
    empty_text = "有评分标准后，可以按计划的单位组织自评、初评和终评。"


class DeclarationTable(Table):
    """Declared ties."""

    model = Declaration
    columns = (
        Column("person", "申报人", ("person__name",), phone="title"),
        Column("relation", "关系", kind="short"),
        Column("relative", "相关人员", ("relative__name",)),
        Column("unit", "相关单位", ("unit__short_name", "unit__name"), show=lambda s, n: s or n or ""),
        Column("declared_on", "申报日期", kind="date", sort=("declared_on",)),
        Column(
            "ended_on",
            "状态",
            ("ended_on",),
            show=lambda day: Cell(f"{day}解除", tone="mute") if day else Cell("有效", tone="ok"),
            kind="state",
        ),
        Column("note", "说明", phone="wide", hidden=True),
    )
    views = (View("standing", "有效", Q(ended_on=None)),)
    ordering = ("-declared_on", "-pk")
    export_name = "回避申报"
    empty_title = "没有回避申报"
    empty_text = "与参评的人员、单位有亲属等关系的，请先申报。"
