"""Declared ties: one's own, and for whoever organizes those within reach."""

from typing import Any

from django.urls import reverse

from jiangong.domains.assessments.actions import declarations as actions
from jiangong.domains.assessments.forms.declarations import DeclarationForm
from jiangong.domains.assessments.models import Declaration
from jiangong.domains.assessments.tables import DeclarationTable
from jiangong.domains.assessments.views.links import DECLARATIONS, SECTION
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.forms import CreatePage
from jiangong.kit.pages.heads import Action
from jiangong.kit.pages.lists import ListPage


class DeclarationList(ListPage):
    """What one declared oneself; for whoever organizes, what was declared within reach."""

    permission = "assessments.declare"
    model = Declaration
    title = "回避申报"
    section = SECTION
    table = DeclarationTable

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        sees_others = self.actor.can("assessments.organize")
        return rows if sees_others else rows.filter(person__user=self.actor.user_id)

    def actions(self) -> tuple[Action, ...]:
        return (Action("申报", reverse("assessments:declaration_create"), "plus", primary=True),)


class DeclarationCreate(CreatePage):
    """Say whom one is tied to."""

    permission = "assessments.declare"
    model = Declaration
    title = "申报回避"
    section = SECTION
    crumbs = (DECLARATIONS,)
    form_class = DeclarationForm
    submit_label = "申报"
    intro = "申报后不会分派您评审、督导相关的人员和单位；已经评过的分作废，原因留存。"

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "declarer": actions.declarer_of(self.actor)}

    def perform(self, form: DeclarationForm) -> dict[Any, int]:
        return actions.declare_tie(form.instance, actor=self.actor)

    def location(self, result: Any) -> str:
        return reverse("assessments:declaration_list")

    def message(self, result: dict[Any, int]) -> str:
        voided = sum(result.values())
        return f"已申报，{voided}份评分因此作废。" if voided else "已申报。"


class DeclarationEnd(ActionPage):
    """The tie is over: said by whoever declared it, or by whoever organizes."""

    permission = "assessments.declare"
    model = Declaration
    done = "已解除。"

    def run(self, instance: Declaration, note: str) -> None:
        actions.end_tie(instance, actor=self.actor)
