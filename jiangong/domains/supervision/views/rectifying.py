"""Every step of putting right: recorded, taken in hand, answered, looked at again, postponed, withdrawn."""

from typing import Any

from jiangong.domains.supervision import rules
from jiangong.domains.supervision.actions import findings as actions
from jiangong.domains.supervision.forms.findings import (
    AnswerForm,
    ArrangementForm,
    ClosingForm,
    FindingForm,
    PostponementForm,
    SendBackForm,
    answer_of,
)
from jiangong.domains.supervision.models import Finding, Visit
from jiangong.domains.supervision.views.findings import RELATED
from jiangong.domains.supervision.views.links import SECTION, finding_crumbs, visit_crumbs
from jiangong.domains.supervision.views.visits import RELATED as OF_VISIT
from jiangong.domains.supervision.workflow import finding_workflow
from jiangong.kit.pages import ActionPage, EditPage, FormPage, Link, StepPage


class FindingCreate(FormPage):
    """Something the sheet did not say."""

    permission = "supervision.view"
    model = Visit
    title = "补登问题"
    section = SECTION
    form_class = FindingForm
    submit_label = "登记"
    done = "已登记，已交被检查单位整改。"
    rule = staticmethod(rules.recording_refusal)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*OF_VISIT)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return visit_crumbs(self.get_object())

    def perform(self, form: Any) -> Finding:
        return actions.add_finding(form.instance, self.get_object(), actor=self.actor)


class FindingStep(StepPage):
    """A step of a finding that asks something."""

    permission = "supervision.view"
    model = Finding
    section = SECTION
    workflow = finding_workflow

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return finding_crumbs(self.get_object())


class FindingAnswer(FindingStep):
    """It is put right."""

    transition = "answer"
    form_class = AnswerForm
    submit_label = "答复整改"
    done = "已答复，等另一人复查。材料可以在下面上传。"

    def take(self, instance: Finding, cleaned: dict[str, Any]) -> Finding:
        return actions.answer_finding(instance, answer_of(cleaned), actor=self.actor)


class FindingClose(FindingStep):
    """Somebody else saw that it is put right."""

    transition = "close"
    form_class = ClosingForm
    submit_label = "销号"
    done = "已销号。"

    def take(self, instance: Finding, cleaned: dict[str, Any]) -> Finding:
        return actions.close_finding(instance, cleaned["opinion"], actor=self.actor)


class FindingSendBack(FindingStep):
    """Somebody else saw that it is not."""

    transition = "send_back"
    form_class = SendBackForm
    submit_label = "退回再整改"
    done = "已退回再整改。"

    def take(self, instance: Finding, cleaned: dict[str, Any]) -> Finding:
        return actions.send_back_finding(instance, cleaned["opinion"], cleaned["due_on"], actor=self.actor)


class FindingPage(EditPage):
    """A page that changes one finding, under a rule of its own."""

    permission = "supervision.view"
    model = Finding
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return finding_crumbs(self.get_object())


class FindingArrange(FindingPage):
    """Who does what about it."""

    title = "落实责任人"
    form_class = ArrangementForm
    rule = staticmethod(rules.arranging_refusal)
    done = "已落实责任人和整改措施。"

    def perform(self, form: Any) -> Finding:
        said = form.cleaned_data
        return actions.arrange_finding(
            self.get_object(), said["measure"], said["responsible"], self.posted_version(), actor=self.actor
        )


class FindingPostpone(FindingPage):
    """More time."""

    title = "延期"
    form_class = PostponementForm
    rule = staticmethod(rules.postponing_refusal)
    done = "已延期。"

    def perform(self, form: Any) -> Finding:
        said = form.cleaned_data
        return actions.postpone_finding(
            self.get_object(), said["due_on"], said["reason"], self.posted_version(), actor=self.actor
        )


class FindingVoid(ActionPage):
    """It was entered by mistake."""

    permission = "supervision.view"
    model = Finding
    done = "已作废。"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    def run(self, instance: Finding, note: str) -> None:
        actions.void_finding(instance, note, actor=self.actor)
