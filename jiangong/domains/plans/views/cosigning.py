"""会签: who is asked, what they say, what came on paper."""

from typing import Any

from django.http import Http404

from jiangong.domains.plans import rules
from jiangong.domains.plans.actions.cosigning import Answer, cosign_plan, list_cosigners, record_cosignature
from jiangong.domains.plans.forms.course import CosignersForm, CosignForm, CosignRecordForm
from jiangong.domains.plans.models import Cosignature, Plan
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.plans.views.signing import PlanPage
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.pages.forms import FormPage


class PlanCosign(PlanPage, FormPage):
    """A partner department answers."""

    permission = "plans.cosign"
    title = "会签"
    form_class = CosignForm
    submit_label = "提交会签"
    done = "已会签。"

    @property
    def cosignature(self) -> Cosignature:
        rows = self.get_object().cosignatures.select_related("organization", "plan__organization")
        found = rows.filter(organization=own_organization_id(self.actor)).first()
        if found is None:
            raise Http404
        return found

    def refusal(self) -> str:
        return rules.answering_refusal(self.cosignature, self.actor)

    def perform(self, form: Any) -> Plan:
        answer = Answer(form.cleaned_data["state"], form.cleaned_data["opinion"])
        return cosign_plan(self.cosignature, answer, actor=self.actor).plan


class PlanCosignRecord(PlanPage, FormPage):
    """The drafter enters a paper answer."""

    permission = "plans.edit"
    title = "登记纸质会签"
    form_class = CosignRecordForm
    submit_label = "登记"
    done = "已登记会签。"

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "plan": self.get_object()}

    def refusal(self) -> str:
        plan = self.get_object()
        return rules.managing_refusal(plan, self.actor) or rules.open_cosigning_refusal(plan)

    def perform(self, form: Any) -> Plan:
        cleaned, plan = form.cleaned_data, self.get_object()
        answer = Answer(cleaned["state"], cleaned["opinion"], cleaned["channel"], cleaned["answered_on"])
        record_cosignature(cleaned["cosignature"], answer, actor=self.actor)
        if cleaned["files"]:
            add_attachments(plan, "paper", cleaned["files"], actor=self.actor)
        return plan


class PlanCosigners(PlanPage, FormPage):
    """Which departments are to cosign."""

    permission = "plans.edit"
    title = "会签部门"
    form_class = CosignersForm
    done = "会签部门已保存。"
    rule = staticmethod(rules.listing_refusal)

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "plan": self.get_object()}

    def perform(self, form: Any) -> Plan:
        return list_cosigners(self.get_object(), form.cleaned_data["departments"], actor=self.actor)
