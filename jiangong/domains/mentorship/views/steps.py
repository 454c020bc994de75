"""Screens of the steps an agreement takes: who may take one is the workflow's to say."""

from typing import Any

from jiangong.domains.mentorship import actions, rules
from jiangong.domains.mentorship.choices import RUNNING_STATES
from jiangong.domains.mentorship.forms import (
    AssessmentForm,
    ExtensionForm,
    MidtermForm,
    NoteForm,
    PaperForm,
    TerminationForm,
)
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.views.register import LEDGER, SECTION
from jiangong.domains.mentorship.workflow import agreement_workflow
from jiangong.kit.pages import ActionPage, EditPage, Head, Link
from jiangong.lib.dates import format_day


class StepPage(EditPage):
    """A step with a form of its own."""

    permission = "mentorship.view"
    model = Agreement
    section = SECTION
    step = ""
    heading = ""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "master", "apprentice")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        agreement = self.get_object()
        return (LEDGER, Link(agreement.number or "草拟中", agreement.get_absolute_url()))

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "initial": self.initial()}

    def refusal(self) -> str:
        agreement, transition = self.get_object(), agreement_workflow.transitions[self.step]
        if agreement.state not in transition.sources:
            return f"这份协议现在是“{agreement.get_state_display()}”，不能办理{self.heading}。"
        return transition.refusal(agreement, self.actor)

    def perform(self, form: Any) -> Agreement:
        agreement = self.get_object()
        agreement.version = self.posted_version()
        return self.take(agreement, form) or agreement

    def take(self, agreement: Agreement, form: Any) -> Any:
        """Call the step's action."""
        raise NotImplementedError(type(self).__name__)

    def location(self, result: Any) -> str:
        return self.get_object().get_absolute_url()

    def head(self) -> Head:
        return Head(f"{self.heading}：{self.get_object()}", crumbs=self.crumbs)


class AgreementRecordSignatures(StepPage):
    """Signatures on paper, with their scan."""

    step, heading = "record_signatures", "登记纸质签字"
    form_class = PaperForm
    submit_label = "登记"
    intro = "按纸质协议上的日期填写，并上传签字页的扫描件或照片。两人都签字后协议生效。"

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "instance": self.get_object()}

    def take(self, agreement: Agreement, form: PaperForm) -> Agreement:
        return actions.record_signatures(agreement, form.days, form.cleaned_data["scan"], actor=self.actor)

    def message(self, result: Agreement) -> str:
        if result.unsigned:
            return f"已登记，还等{result.unsigned[0].label}签字。"
        since = f"自{format_day(result.effective_on)}起" if result.effective_on else ""
        return f"已登记，协议{since}生效。"


class AgreementWriteNote(StepPage):
    """A line in the course of the training."""

    heading = "培养记录"
    form_class = NoteForm
    submit_label = "保存"
    done = "已记入培养记录。"
    permission = "mentorship.edit"

    def refusal(self) -> str:
        agreement = self.get_object()
        if agreement.state not in RUNNING_STATES:
            return f"这份协议现在是“{agreement.get_state_display()}”，不能再填写培养记录。"
        return rules.reach_refusal(agreement, self.actor)

    def take(self, agreement: Agreement, form: NoteForm) -> None:
        cleaned = form.cleaned_data
        actions.write_note(agreement, cleaned["held_on"], cleaned["text"], actor=self.actor)


class AgreementCheckMidterm(StepPage):
    """Half-way."""

    step, heading = "check_midterm", "中期检查"
    form_class = MidtermForm
    submit_label = "登记检查"
    done = "已登记中期检查。"

    def take(self, agreement: Agreement, form: MidtermForm) -> Agreement:
        return actions.check_midterm(agreement, form.found, actor=self.actor)


class AgreementGraduate(StepPage):
    """The assessment at the end, whichever way it goes."""

    step, heading = "graduate", "出师考核"
    form_class = AssessmentForm
    submit_label = "登记考核结果"
    done = "已登记考核结果，协议办结。"

    def initial(self) -> dict[str, Any]:
        return {"grade_reached": self.get_object().to_grade}

    def take(self, agreement: Agreement, form: AssessmentForm) -> Agreement:
        return actions.assess_agreement(agreement, form.found, actor=self.actor)


class AgreementExtend(StepPage):
    """More time."""

    step, heading = "extend", "延期"
    form_class = ExtensionForm
    submit_label = "延期"

    @property
    def intro(self) -> str:
        return f"现在的期限到{format_day(self.get_object().ends_on)}。"

    def take(self, agreement: Agreement, form: ExtensionForm) -> Agreement:
        cleaned = form.cleaned_data
        return actions.extend_agreement(agreement, cleaned["ends_on"], cleaned["reason"], actor=self.actor)

    def message(self, result: Agreement) -> str:
        return f"已延期至{format_day(result.ends_on)}。"


class AgreementTerminate(StepPage):
    """Ended before its time."""

    step, heading = "terminate", "终止"
    form_class = TerminationForm
    submit_label = "终止协议"
    done = "已终止。"
    intro = "中期检查之前终止的协议，不再计入“有效师带徒协议”。"

    def take(self, agreement: Agreement, form: TerminationForm) -> Agreement:
        cleaned = form.cleaned_data
        return actions.terminate_agreement(
            agreement, cleaned["terminated_on"], cleaned["reason"], actor=self.actor
        )


class AgreementAction(ActionPage):
    """A step with nothing to fill in but a reason."""

    permission = "mentorship.view"
    model = Agreement

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "master", "apprentice", "clerk")


class AgreementSubmit(AgreementAction):
    """Put it before the two who sign."""

    done = "已送签。"

    def run(self, instance: Agreement, note: str) -> None:
        actions.submit_agreement(instance, actor=self.actor)


class AgreementWithdraw(AgreementAction):
    """Back to the draft."""

    done = "已撤回，可以修改。"

    def run(self, instance: Agreement, note: str) -> None:
        actions.withdraw_agreement(instance, note, actor=self.actor)


class AgreementVoid(AgreementAction):
    """It should not have been registered."""

    done = "已作废。"

    def run(self, instance: Agreement, note: str) -> None:
        actions.void_agreement(instance, note, actor=self.actor)
