"""Rubrics as a list."""

from jiangong.domains.assessments.models import Rubric
from jiangong.kit.listing import Column, Table
from jiangong.lib.amounts import plain


class RubricTable(Table):
    """Every scoring standard within reach."""

    model = Rubric
    columns = (
        Column("title", "名称", phone="title"),
        Column("year", "年度", show=lambda year: f"{year}年", kind="short", sort=("year",)),
        Column("points", "总分", show=lambda points: f"{plain(points)}分", kind="short"),
        Column(
            "organization",
            "制定单位",
            ("organization__short_name", "organization__name"),
            show=lambda s, n: s or n,
        ),
    )
    search = ("title",)
    search_hint = "名称"
    ordering = ("-year", "-pk")
    export_name = "评分标准"
    url_name = "assessments:detail"
    empty_title = "还没有评分标准"
    empty_text = "识读通知时，文件里的评分表会自动收进来；也可以在拟订计划时补充。"
