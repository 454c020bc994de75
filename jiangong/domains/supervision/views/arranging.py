"""What is settled before anybody goes: a unit nobody drew, the day, who goes instead."""

from typing import Any

from jiangong.domains.supervision import rules
from jiangong.domains.supervision.actions import visiting as actions
from jiangong.domains.supervision.forms.visits import AppointmentForm, ReassignmentForm, ScheduleForm
from jiangong.domains.supervision.models import InspectionPlan, Visit
from jiangong.domains.supervision.views.links import SECTION, plan_crumbs, visit_crumbs
from jiangong.domains.supervision.views.visits import RELATED
from jiangong.kit.pages import EditPage, FormPage, Link


class VisitAppoint(FormPage):
    """Inspect a unit nobody drew."""

    permission = "supervision.plan"
    model = InspectionPlan
    title = "指定检查"
    section = SECTION
    form_class = AppointmentForm
    submit_label = "安排检查"
    done = "检查已安排。"
    intro = "抽取以外另行检查的，须写明理由；督导员同样不得与被检查单位有利害关系。"
    rule = staticmethod(rules.appointing_refusal)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return plan_crumbs(self.get_object())

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "plan": self.get_object()}

    def perform(self, form: Any) -> Visit:
        unit = form.cleaned_data["unit"]
        return actions.appoint_visit(self.get_object(), unit, form.appointment(), actor=self.actor)


class VisitPage(EditPage):
    """A page that changes one visit, under a rule of its own."""

    permission = "supervision.view"
    model = Visit
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return visit_crumbs(self.get_object())


class VisitSchedule(VisitPage):
    """Agree on the day."""

    title = "定检查日期"
    form_class = ScheduleForm
    rule = staticmethod(rules.scheduling_refusal)

    def perform(self, form: Any) -> Visit:
        day = form.cleaned_data["planned_on"]
        return actions.schedule_visit(self.get_object(), day, self.posted_version(), actor=self.actor)


class VisitReassign(VisitPage):
    """Others go."""

    title = "更换督导员"
    form_class = ReassignmentForm
    rule = staticmethod(rules.reassigning_refusal)
    done = "已更换，新的督导员会收到消息。"

    def perform(self, form: Any) -> Visit:
        said = form.cleaned_data
        return actions.reassign_visit(
            self.get_object(), said["inspectors"], said["reason"], self.posted_version(), actor=self.actor
        )
