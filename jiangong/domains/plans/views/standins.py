"""Stands in for the list of plans until the branch that owns it is merged."""

from django.urls import reverse

from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.workflow import plan_workflow
from jiangong.kit.listing import Column, Table
from jiangong.kit.pages import TransitionPage
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


class PlanSubmit(TransitionPage):
    """Hand the plan in for review."""

    permission = "plans.edit"
    model = Plan
    workflow = plan_workflow
    transition = "submit"

    def location(self, instance: Plan) -> str:
        return reverse("plans:review", args=[instance.pk])
