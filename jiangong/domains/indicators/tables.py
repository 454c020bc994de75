"""The catalogue as a list."""

from django.db import models

from jiangong.domains.indicators.choices import IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Indicator
from jiangong.kit.listing import Cell, ChoiceFilter, Column, Table, View


def show_state(retired_on: object) -> Cell:
    return Cell("停用", tone="mute", icon="minus") if retired_on else Cell("使用中", tone="ok", icon="check")


class IndicatorTable(Table):
    """Every definition that holds for the actor."""

    model = Indicator
    columns = (
        Column(
            "name",
            "名称",
            ("name", "definition"),
            show=lambda n, d: Cell(n, sub=d[:60]),
            export=lambda n, d: n,
        ),
        Column("code", "编号", kind="short", sort=("code",)),
        Column("unit", "计量单位", kind="short"),
        Column("kind", "汇总方式", kind="short"),
        Column("direction", "方向", kind="short", hidden=True),
        Column("decimals", "小数位数", kind="number", hidden=True),
        Column("source_mode", "数据来源", kind="short"),
        Column("organization", "定义单位", ("organization__name",), hidden=True),
        Column("definition", "口径", hidden=True),
        Column("state", "状态", ("retired_on",), show=show_state, phone="corner"),
    )
    filters = (
        ChoiceFilter("kind", "汇总方式", choices=tuple(IndicatorKind.choices)),
        ChoiceFilter("source_mode", "数据来源", choices=tuple(SourceMode.choices)),
    )
    views = (
        View("current", "使用中", models.Q(retired_on=None)),
        View("retired", "停用", models.Q(retired_on__isnull=False)),
    )
    search = ("code", "name", "definition")
    search_hint = "名称、编号、口径"
    ordering = ("code",)
    export_name = "指标目录"
    url_name = "indicators:detail"
    empty_title = "还没有指标"
    empty_text = "识读通知时，文件里的指标会自动收进目录；也可以在这里定义。"
