"""Stands in for the list of plans until the branch that owns it is merged."""

from jiangong.domains.plans.models import Plan
from jiangong.kit.listing import Column, Table
from jiangong.kit.pages.lists import ListPage


class PlanTable(Table):
    """Plans by title."""

    model = Plan
    columns = (Column("title", "标题", ("title", "pk"), show=lambda title, pk: title), Column("year", "年度"))
    ordering = ("-pk",)
    url_name = "plans:grid"


class PlanList(ListPage):
    """Plans."""

    permission = "plans.view"
    model = Plan
    title = "计划任务"
    section = "plans"
    table = PlanTable
