"""Other spellings, and the names nobody has settled yet."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from jiangong.domains.organizations.actions import (
    add_alias,
    answer_name_question,
    dismiss_name_question,
    remove_alias,
)
from jiangong.domains.organizations.choices import AliasSource
from jiangong.domains.organizations.forms.names import AliasForm, AnswerForm
from jiangong.domains.organizations.models import NameQuestion, Organization, OrganizationAlias
from jiangong.domains.organizations.queries import Suggestion, resolve_many
from jiangong.domains.organizations.views.organizations import CRUMBS, SECTION
from jiangong.kit.pages import ActionPage, FormPage, Link, Page
from jiangong.kit.ui.parts import Empty

_SHOWN = 50


class AliasAdd(FormPage):
    """Teach another spelling."""

    permission = "organizations.edit"
    model = Organization
    form_class = AliasForm
    title = "添加别名"
    section = SECTION
    submit_label = "添加别名"
    done = "别名已添加，今后会自动识别。"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        organization = self.get_object()
        return (*CRUMBS, Link(str(organization), organization.get_absolute_url()))

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "instance": self.get_object()}

    def perform(self, form: Any) -> Organization:
        add_alias(
            self.get_object(), text=form.cleaned_data["text"], source=AliasSource.LEARNED, actor=self.actor
        )
        return self.get_object()


class AliasRemove(ActionPage):
    """Forget a spelling."""

    permission = "organizations.edit"
    model = OrganizationAlias
    done = "别名已删除。"

    def run(self, instance: OrganizationAlias, note: str) -> Organization:
        organization = instance.organization
        remove_alias(instance, actor=self.actor)
        return organization

    def location(self, instance: OrganizationAlias | Organization) -> str:
        organization = instance if isinstance(instance, Organization) else instance.organization
        return organization.get_absolute_url()


@dataclass(frozen=True, slots=True)
class OpenName:
    """A question with what its name may mean."""

    question: NameQuestion
    explanation: str
    candidates: tuple[Suggestion, ...]


class NameQuestionList(Page):
    """Open names with their candidates as buttons; each is asked once."""

    permission = "organizations.resolve_names"
    model = NameQuestion
    title = "待认名称"
    section = "name_questions"
    crumbs = CRUMBS
    template_name = "organizations/name_questions.html"

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("organization")

    def context(self) -> dict[str, Any]:
        waiting = self.get_queryset().filter(answered_at=None)
        shown = list(waiting[:_SHOWN])
        meant = resolve_many([question.text for question in shown], self.actor)
        rows = [
            OpenName(question, meant[question.text].explanation, meant[question.text].candidates[:4])
            for question in shown
        ]
        return {
            "rows": rows,
            "total": waiting.count(),
            "settled": self.get_queryset()
            .exclude(answered_at=None)
            .select_related("answer")
            .order_by("-answered_at")[:10],
            "empty": Empty(
                "没有待认的名称", "导入和文件里出现认不出的组织名称时，会在这里问您一次。", "checks"
            ),
        }


class NameQuestionAnswer(FormPage):
    """Say which organization a name means."""

    permission = "organizations.resolve_names"
    model = NameQuestion
    form_class = AnswerForm
    title = "确认名称"
    section = "name_questions"
    crumbs = (*CRUMBS, Link("待认名称", "/organizations/names/"))
    submit_label = "确认"

    @property
    def intro(self) -> str:
        return f"“{self.get_object().text}”指哪个组织？确认后作为别名记住，不再询问。"

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "instance": self.get_object()}

    def perform(self, form: Any) -> NameQuestion:
        return answer_name_question(self.get_object(), form.cleaned_data["organization"], actor=self.actor)

    def location(self, result: NameQuestion) -> str:
        return reverse("organizations:name_question_list")

    def message(self, result: NameQuestion) -> str:
        return f"已记住“{result.text}”就是“{result.answer}”。"


class NameQuestionDismiss(ActionPage):
    """Say that a name is no organization."""

    permission = "organizations.resolve_names"
    model = NameQuestion
    done = "已记住这不是组织，不再询问。"

    def run(self, instance: NameQuestion, note: str) -> None:
        dismiss_name_question(instance, actor=self.actor)

    def location(self, instance: NameQuestion) -> str:
        return reverse("organizations:name_question_list")
