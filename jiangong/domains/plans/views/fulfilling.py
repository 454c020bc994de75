"""What is done under a running plan: one's tasks, parts and steps marked done."""

from functools import cached_property
from typing import Any

from django.http import Http404

from jiangong.domains.plans import rules
from jiangong.domains.plans.actions import fulfilling
from jiangong.domains.plans.forms.course import DutyForm, StepForm
from jiangong.domains.plans.models import Duty, Step
from jiangong.domains.plans.queries.mine import my_tasks
from jiangong.domains.plans.views.signing import PlanPage
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.forms import FormPage
from jiangong.kit.pages.heads import Head


class MyTasks(Page):
    """Everything plans ask of one's own organization, on one page made for phones."""

    permission = "plans.view"
    title = "我的任务"
    section = "my_tasks"
    template_name = "plans/mine.html"

    def context(self) -> dict[str, Any]:
        return {"tasks": my_tasks(self.actor)}


class DutyPage(PlanPage):
    """One organization's part in a task of a plan the actor may see."""

    title = "登记完成"

    @cached_property
    def duty(self) -> Duty:
        rows = Duty.objects.filter(task__program__plan=self.get_object(), pk=self.kwargs["duty"])
        found = rows.select_related("task__program__plan__organization", "organization").first()
        if found is None:
            raise Http404
        return found

    def location(self, instance: Any) -> str:
        return f"{self.get_object().get_absolute_url()}?part=tasks"


class DutyComplete(DutyPage, FormPage):
    """Say that it is done, and what came of it."""

    form_class = DutyForm
    submit_label = "登记完成"
    done = "已登记完成。"

    def head(self) -> Head:
        return Head("登记完成", self.crumbs, (str(self.duty.task), str(self.duty)))

    def refusal(self) -> str:
        return rules.duty_refusal(self.duty, self.actor)

    def initial(self) -> dict[str, Any]:
        return {"note": self.duty.note}

    def perform(self, form: Any) -> Duty:
        return fulfilling.complete_duty(self.duty, form.cleaned_data["note"], actor=self.actor)


class DutyReopen(DutyPage, ActionPage):
    """It was not done after all."""

    done = "已取消完成。"

    def run(self, instance: Any, note: str) -> None:
        fulfilling.reopen_duty(self.duty, actor=self.actor)


class StepPage(PlanPage):
    """One dated step of a plan the actor may see."""

    permission = "plans.edit"
    title = "登记完成"

    @cached_property
    def step(self) -> Step:
        rows = Step.objects.filter(program__plan=self.get_object(), pk=self.kwargs["step"])
        found = rows.select_related("program__plan__organization").first()
        if found is None:
            raise Http404
        return found

    def location(self, instance: Any) -> str:
        return f"{self.get_object().get_absolute_url()}?part=steps"


class StepComplete(StepPage, FormPage):
    """Mark it done."""

    form_class = StepForm
    submit_label = "登记完成"
    done = "已登记完成。"

    def head(self) -> Head:
        return Head("登记完成", self.crumbs, (str(self.step),))

    def refusal(self) -> str:
        return rules.step_refusal(self.step, self.actor)

    def perform(self, form: Any) -> Step:
        return fulfilling.complete_step(self.step, form.cleaned_data["done_on"], actor=self.actor)


class StepReopen(StepPage, ActionPage):
    """Take the mark away."""

    done = "已取消完成。"

    def run(self, instance: Any, note: str) -> None:
        fulfilling.reopen_step(self.step, actor=self.actor)
