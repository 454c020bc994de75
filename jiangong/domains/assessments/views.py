"""Screens of rubrics."""

from typing import Any

from django.urls import reverse, reverse_lazy

from jiangong.domains.assessments import rules
from jiangong.domains.assessments.actions import revise_rubric
from jiangong.domains.assessments.forms import RubricForm
from jiangong.domains.assessments.models import Rubric
from jiangong.domains.assessments.queries import rubric_differences
from jiangong.domains.assessments.tables import RubricTable
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import EditPage
from jiangong.kit.pages.heads import Action, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.ui.parts import Banner
from jiangong.lib.amounts import plain

SECTION = "assessments"
RUBRICS = Link("评分标准", reverse_lazy("assessments:list"))


class RubricList(ListPage):
    """Every scoring standard."""

    permission = "assessments.view"
    model = Rubric
    title = "评分标准"
    section = SECTION
    table = RubricTable


class RubricDetail(DetailPage):
    """One sheet: groups, items, points, and whether they add up."""

    permission = "assessments.view"
    model = Rubric
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (RUBRICS, Link(f"{self.get_object().year}年"))

    def meta(self) -> tuple[str, ...]:
        rubric = self.get_object()
        return (f"{rubric.year}年度", f"总分{plain(rubric.points)}分", str(rubric.organization))

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("assessments.edit"):
            return ()
        reason = rules.revising_refusal(self.get_object(), self.actor)
        url = reverse("assessments:edit", args=[self.get_object().pk])
        return (Action("修改", url, "pencil", blocked=reason),)

    def panels(self) -> list[Panel]:
        groups = list(self.get_object().groups.prefetch_related("items"))
        count = sum(len(group.items.all()) for group in groups)
        return [Panel("评分表", "assessments/_sheet.html", {"groups": groups}, count=count)]

    def context(self) -> dict[str, Any]:
        found = list(rubric_differences(self.get_object()))
        return {**super().context(), "banners": [Banner(one, tone="warn") for one in found]}


class RubricEdit(EditPage):
    """The whole sheet in one form, with sums that follow what is typed."""

    permission = "assessments.edit"
    model = Rubric
    title = "修改评分标准"
    section = SECTION
    form_class = RubricForm
    template_name = "assessments/edit.html"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (RUBRICS, Link(str(self.get_object()), self.get_object().get_absolute_url()))

    def make_form(self, **submitted: Any) -> Any:
        if reason := rules.revising_refusal(self.get_object(), self.actor):
            raise NotAllowed(reason)
        return super().make_form(**submitted)

    def perform(self, form: Any) -> Rubric:
        facts = {name: form.cleaned_data[name] for name in ("title", "year", "points")}
        return revise_rubric(self.get_object(), facts, form.groups(), self.posted_version(), actor=self.actor)
