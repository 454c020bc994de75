"""The check sheet on a phone, and corrections of what was read on the spot."""

from functools import cached_property
from typing import Any

from django.http import Http404

from jiangong.domains.supervision import rules
from jiangong.domains.supervision.actions import visiting as actions
from jiangong.domains.supervision.forms.visits import CorrectionForm, SheetForm
from jiangong.domains.supervision.models import FigureCheck, Visit
from jiangong.domains.supervision.views.links import SECTION, visit_crumbs
from jiangong.domains.supervision.views.visits import RELATED
from jiangong.domains.supervision.workflow import visit_workflow
from jiangong.kit.attachments.actions import add_attachments
from jiangong.kit.pages import FormPage, Head, Link, StepPage


class VisitSubmit(StepPage):
    """Item by item, figure by figure; goes on without a network."""

    permission = "supervision.inspect"
    model = Visit
    section = SECTION
    workflow = visit_workflow
    transition = "submit"
    form_class = SheetForm
    template_name = "supervision/sheet.html"
    offline = True
    submit_label = "提交检查"
    done = "检查已提交。"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return visit_crumbs(self.get_object())

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "initial": self.initial(), "visit": self.get_object()}

    def head(self) -> Head:
        visit = self.get_object()
        return Head(f"检查表：{visit.organization}", self.crumbs, (visit.plan.title,))

    def perform(self, form: SheetForm) -> Visit:
        visit = self.get_object()
        visit.version = self.posted_version()
        actions.submit_visit(visit, form.sheet(), actor=self.actor)
        if form.cleaned_data["photos"]:
            add_attachments(visit, "photo", form.cleaned_data["photos"], actor=self.actor)
        return visit

    def message(self, result: Visit) -> str:
        if result.finding_count:
            return f"检查已提交，{result.finding_count}个问题已交被检查单位整改。"
        return "检查已提交，没有发现问题。"


class FigureCorrect(FormPage):
    """A verified figure was read wrongly."""

    permission = "supervision.inspect"
    model = Visit
    section = SECTION
    form_class = CorrectionForm
    submit_label = "更正"
    done = "核实数已更正，原来的数记入经过。"
    rule = staticmethod(rules.correcting_refusal)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @cached_property
    def figure(self) -> FigureCheck:
        found = self.get_object().figures.select_related("indicator").filter(pk=self.kwargs["figure"]).first()
        if found is None:
            raise Http404
        found.visit = self.get_object()
        return found

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return visit_crumbs(self.get_object())

    def head(self) -> Head:
        return Head(f"更正核实数：{self.figure.indicator}", self.crumbs)

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "figure": self.figure}

    def perform(self, form: Any) -> Visit:
        said = form.cleaned_data
        actions.correct_figure(self.figure, said["verified"], said["explanation"], actor=self.actor)
        return self.get_object()
