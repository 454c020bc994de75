"""The steps a plan takes: who may take one is the workflow's to say."""

from typing import Any

from jiangong.domains.plans.actions import issuing, moving
from jiangong.domains.plans.models import Plan
from jiangong.kit.pages.actions import ActionPage


class PlanStepPage(ActionPage):
    """POST only; permission to see the plan gets one here."""

    permission = "plans.view"
    model = Plan

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "parent")


class PlanSubmit(PlanStepPage):
    """Put a draft before a reviewer."""

    done = "已送核稿。"

    def run(self, instance: Plan, note: str) -> None:
        moving.submit_plan(instance, actor=self.actor)


class PlanEndorse(PlanStepPage):
    """Let it pass to signature."""

    done = "核稿通过，等待签发。"

    def run(self, instance: Plan, note: str) -> None:
        moving.endorse_plan(instance, actor=self.actor)


class PlanSendToCosign(PlanStepPage):
    """Let it pass to the departments."""

    done = "已送会签。"

    def run(self, instance: Plan, note: str) -> None:
        moving.send_plan_to_cosign(instance, actor=self.actor)


class PlanFinishCosigning(PlanStepPage):
    """Every department has answered."""

    done = "会签完成，等待签发。"

    def run(self, instance: Plan, note: str) -> None:
        moving.finish_cosigning(instance, actor=self.actor)


class PlanIssue(PlanStepPage):
    """Sign it and send it to its units."""

    done = "已签发下发，各单位会收到任务书。"

    def run(self, instance: Plan, note: str) -> None:
        issuing.issue_plan(instance, actor=self.actor)


class PlanSendBack(PlanStepPage):
    """Back to drafting."""

    done = "已退回拟稿。"

    def run(self, instance: Plan, note: str) -> None:
        moving.send_back_plan(instance, note, actor=self.actor)


class PlanWithdraw(PlanStepPage):
    """The drafter takes it back."""

    done = "已撤回，计划回到“拟稿中”。"

    def run(self, instance: Plan, note: str) -> None:
        moving.withdraw_plan(instance, actor=self.actor)


class PlanClose(PlanStepPage):
    """The year's work is over."""

    done = "已办结。"

    def run(self, instance: Plan, note: str) -> None:
        moving.close_plan(instance, actor=self.actor)


class PlanVoid(PlanStepPage):
    """It is not to be issued."""

    done = "已作废。"

    def run(self, instance: Plan, note: str) -> None:
        moving.void_plan(instance, note, actor=self.actor)
