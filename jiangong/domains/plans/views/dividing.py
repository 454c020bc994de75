"""Dividing one's share further."""

from typing import Any

from django.urls import reverse

from jiangong.domains.plans import rules
from jiangong.domains.plans.actions.dividing import divide_plan, own_shares, take_shares
from jiangong.domains.plans.forms.course import DivisionForm
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.levels import levels_below
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.plans.views.moving import PlanStepPage
from jiangong.domains.plans.views.signing import PlanPage
from jiangong.kit.pages.forms import FormPage


class PlanDivide(PlanPage, FormPage):
    """Make one's own plan of one's share: which unions, then the grid."""

    permission = "plans.edit"
    title = "继续分解"
    form_class = DivisionForm
    template_name = "plans/divide.html"
    submit_label = "生成分解表"
    done = "已生成分解表，请填写各单位任务数，合计相符后签发。"
    intro = "上级下达给本单位的任务数就是这次分解的合计，分完以后才能签发。"
    rule = staticmethod(rules.dividing_refusal)

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "initial": self.initial(), "levels": levels_below(self.actor)}

    def perform(self, form: Any) -> Plan:
        return divide_plan(self.get_object(), form.units, actor=self.actor)

    def location(self, result: Plan) -> str:
        return reverse("plans:grid", args=[result.pk])

    def context(self) -> dict[str, Any]:
        shares = own_shares(self.get_object(), own_organization_id(self.actor))
        return {**super().context(), "shares": shares}

    def cancel_url(self) -> str:
        return reverse("plans:sheet", args=[self.get_object().pk])


class PlanTakeShares(PlanStepPage):
    """Take the changed shares from above as totals."""

    permission = "plans.edit"
    done = "已按上级任务数更新本级合计，请在分解表里补齐差额。"

    def run(self, instance: Plan, note: str) -> None:
        take_shares(instance, actor=self.actor)
