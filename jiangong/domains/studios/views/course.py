"""Screens of a studio's course: registration, naming, yearly confirmation, removal."""

from typing import Any

from jiangong.domains.studios import actions, rules
from jiangong.domains.studios.actions.course import Review
from jiangong.domains.studios.forms import NamingForm, RegistrationForm, ReviewForm, RevocationForm
from jiangong.domains.studios.models import Studio
from jiangong.domains.studios.views.studios import SECTION, StudioPage
from jiangong.domains.studios.workflow import studio_workflow
from jiangong.kit.pages import ActionPage, StepPage


class StudioStep(StudioPage, StepPage):
    """A step of a studio that asks something, and says what comes of it."""

    permission = "studios.view"
    model = Studio
    section = SECTION
    template_name = "ui/action_page.html"
    workflow = studio_workflow

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "leader")

    def consequences(self) -> tuple[str, ...]:
        return studio_workflow.transitions[self.transition].consequences

    def context(self) -> dict[str, Any]:
        return {**super().context(), "consequences": self.consequences()}


class StudioRegister(StudioStep):
    """Confirm that everything is there."""

    transition = "register"
    title = "确认登记"
    form_class = RegistrationForm
    submit_label = "确认登记"
    done = "已登记。"

    def consequences(self) -> tuple[str, ...]:
        return ("从登记之日起计入新建创新工作室。",)

    def take(self, instance: Studio, cleaned: dict[str, Any]) -> Studio:
        return actions.register_studio(instance, cleaned["registered_on"], actor=self.actor)


class StudioName(StudioStep):
    """Name it at a level."""

    transition = "name"
    title = "命名工作室"
    form_class = NamingForm
    submit_label = "命名"
    done = "已命名。"

    def take(self, instance: Studio, cleaned: dict[str, Any]) -> Studio:
        return actions.name_studio(
            instance, cleaned["level"], cleaned["named_on"], cleaned["basis"], actor=self.actor
        )


class StudioReview(StudioStep):
    """Write down a year's confirmation."""

    title = "年度复核"
    form_class = ReviewForm
    submit_label = "登记复核结果"
    done = "复核结果已登记。"
    rule = staticmethod(rules.reviewing_refusal)

    def consequences(self) -> tuple[str, ...]:
        return ("合格的继续有效，原来受警告的恢复。", "警告的列入重点指导；撤销的从复核之日起不再计入在册。")

    def take(self, instance: Studio, cleaned: dict[str, Any]) -> Studio:
        return actions.review_studio(instance, Review(**cleaned), actor=self.actor)


class StudioRevoke(StudioStep):
    """Take the sign down."""

    transition = "revoke"
    title = "撤销工作室"
    form_class = RevocationForm
    submit_label = "撤销"
    done = "已撤销。"

    def take(self, instance: Studio, cleaned: dict[str, Any]) -> Studio:
        return actions.revoke_studio(instance, cleaned["reason"], cleaned["revoked_on"], actor=self.actor)


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
