"""Screens of a studio's course: registration, naming, yearly confirmation, removal."""

from typing import Any

from django import forms

from jiangong.domains.studios import actions, rules
from jiangong.domains.studios.forms import NamingForm, RegistrationForm, ReviewForm, RevocationForm
from jiangong.domains.studios.models import Studio
from jiangong.domains.studios.views.studios import SECTION, StudioPage
from jiangong.domains.studios.workflow import studio_workflow
from jiangong.kit.pages import ActionPage, EditPage, Head


class StudioStep(StudioPage, EditPage):
    """A step with a form of its own: who may take it is the workflow's to say."""

    permission = "studios.view"
    model = Studio
    section = SECTION
    template_name = "ui/action_page.html"
    form_class: type[forms.BaseForm]
    step = ""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "leader")

    def head(self) -> Head:
        return Head(f"{self.title}：{self.get_object()}", crumbs=self.crumbs)

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "initial": self.initial()}

    def refusal(self) -> str:
        return studio_workflow.transitions[self.step].refusal(self.get_object(), self.actor)

    def consequences(self) -> tuple[str, ...]:
        return studio_workflow.transitions[self.step].consequences

    def context(self) -> dict[str, Any]:
        return {**super().context(), "consequences": self.consequences()}

    def perform(self, form: Any) -> Studio:
        studio = self.get_object()
        studio.version = self.posted_version()
        return self.take(studio, form)

    def take(self, studio: Studio, form: Any) -> Studio:
        """Call the step's action."""
        raise NotImplementedError(type(self).__name__)


class StudioRegister(StudioStep):
    """Confirm that everything is there."""

    step = "register"
    title = "确认登记"
    form_class = RegistrationForm
    submit_label = "确认登记"
    done = "已登记。"

    def consequences(self) -> tuple[str, ...]:
        return ("从登记之日起计入新建创新工作室。",)

    def take(self, studio: Studio, form: Any) -> Studio:
        return actions.register_studio(studio, form.cleaned_data["registered_on"], actor=self.actor)


class StudioName(StudioStep):
    """Name it at a level."""

    step = "name"
    title = "命名工作室"
    form_class = NamingForm
    submit_label = "命名"
    done = "已命名。"

    def take(self, studio: Studio, form: Any) -> Studio:
        said = form.cleaned_data
        return actions.name_studio(studio, said["level"], said["named_on"], said["basis"], actor=self.actor)


class StudioReview(StudioStep):
    """Write down a year's confirmation."""

    title = "年度复核"
    form_class = ReviewForm
    submit_label = "登记复核结果"
    done = "复核结果已登记。"

    def refusal(self) -> str:
        return rules.reviewing_refusal(self.get_object(), self.actor)

    def consequences(self) -> tuple[str, ...]:
        return ("合格的继续有效，原来受警告的恢复。", "警告的列入重点指导；撤销的从复核之日起不再计入在册。")

    def take(self, studio: Studio, form: Any) -> Studio:
        return actions.review_studio(studio, form.review, actor=self.actor)


class StudioRevoke(StudioStep):
    """Take the sign down."""

    step = "revoke"
    title = "撤销工作室"
    form_class = RevocationForm
    submit_label = "撤销"
    done = "已撤销。"

    def take(self, studio: Studio, form: Any) -> Studio:
        said = form.cleaned_data
        return actions.revoke_studio(studio, said["reason"], said["revoked_on"], actor=self.actor)


class StudioReopen(ActionPage):
    """The registration was premature."""

    permission = "studios.view"
    model = Studio
    done = "已退回建设。"

    def run(self, instance: Studio, note: str) -> None:
        actions.reopen_studio(instance, note, actor=self.actor)


class StudioVoid(ActionPage):
    """The file should not have been opened."""

    permission = "studios.view"
    model = Studio
    done = "已作废。"

    def run(self, instance: Studio, note: str) -> None:
        actions.void_studio(instance, note, actor=self.actor)
