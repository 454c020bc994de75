"""Screens of the dates by which studios must be registered."""

from typing import Any

from django.urls import reverse, reverse_lazy

from jiangong.domains.studios import actions
from jiangong.domains.studios.forms import DeadlineForm, DeadlinesForm
from jiangong.domains.studios.models import Deadline
from jiangong.domains.studios.tables import DeadlineTable
from jiangong.domains.studios.views.studios import CRUMBS, SECTION
from jiangong.kit.pages import Action, EditPage, FormPage, Head, Link, ListPage

DEADLINES = (*CRUMBS, Link("登记期限", reverse_lazy("studios:deadline_list")))


class DeadlineList(ListPage):
    """Units with their dates and how far they are."""

    permission = "studios.view"
    export_permission = "studios.export"
    model = Deadline
    table = DeadlineTable
    title = "登记期限"
    section = SECTION
    crumbs = CRUMBS

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("studios.set_deadlines"):
            return ()
        return (Action("规定期限", reverse("studios:deadline_create"), "calendar-due", primary=True),)


class DeadlineCreate(FormPage):
    """One date for several units."""

    permission = "studios.set_deadlines"
    model = Deadline
    form_class = DeadlinesForm
    title = "规定登记期限"
    submit_label = "规定"
    section = SECTION
    crumbs = DEADLINES
    intro = "到这一天，各单位建设中的工作室应补齐登记要素并确认登记；逾期的在列表和首页标出。"

    def perform(self, form: Any) -> list[Deadline]:
        said = form.cleaned_data
        return actions.set_deadlines(
            said["units"], said["year"], said["due_on"], said["note"], actor=self.actor
        )

    def location(self, result: list[Deadline]) -> str:
        return reverse("studios:deadline_list")

    def message(self, result: list[Deadline]) -> str:
        return f"已为{len(result)}个单位规定登记期限。"


class DeadlineEdit(EditPage):
    """Another date for one unit."""

    permission = "studios.set_deadlines"
    model = Deadline
    form_class = DeadlineForm
    section = SECTION
    crumbs = DEADLINES

    def head(self) -> Head:
        return Head(f"修改{self.get_object()}", crumbs=self.crumbs)

    def perform(self, form: Any) -> Deadline:
        said, version = form.cleaned_data, self.posted_version()
        deadline = Deadline.objects.visible_to(self.actor).get(pk=self.get_object().pk)
        return actions.revise_deadline(deadline, said["due_on"], said["note"], version, actor=self.actor)
