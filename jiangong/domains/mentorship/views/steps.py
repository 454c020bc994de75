"""Screens of the steps an agreement takes: who may take one is the workflow's to say."""

from typing import Any

from jiangong.domains.mentorship import actions, rules
from jiangong.domains.mentorship.actions.course import Finding
from jiangong.domains.mentorship.choices import RUNNING_STATES
from jiangong.domains.mentorship.forms import (
    AssessmentForm,
    ExtensionForm,
    MidtermForm,
    NoteForm,
    PaperForm,
    TerminationForm,
    signing_days,
)
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.views.register import LEDGER, SECTION
from jiangong.domains.mentorship.workflow import agreement_workflow
from jiangong.kit.pages import ActionPage, Link, StepPage
from jiangong.lib.dates import format_day


class AgreementStep(StepPage):
    """A step of an agreement that asks something."""

    permission = "mentorship.view"
    model = Agreement
    section = SECTION
    workflow = agreement_workflow

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "master", "apprentice")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        agreement = self.get_object()
        return (LEDGER, Link(agreement.number or "草拟中", agreement.get_absolute_url()))


class AgreementRecordSignatures(AgreementStep):
    """Signatures on paper, with their scan."""

    transition = "record_signatures"
    form_class = PaperForm
    submit_label = "登记"
    intro = "按纸质协议上的日期填写，并上传签字页的扫描件或照片。两人都签字后协议生效。"

    def take(self, instance: Agreement, cleaned: dict[str, Any]) -> Agreement:
        return actions.record_signatures(instance, signing_days(cleaned), cleaned["scan"], actor=self.actor)

    def message(self, result: Agreement) -> str:
        if result.unsigned:
            return f"已登记，还等{result.unsigned[0].label}签字。"
        since = f"自{format_day(result.effective_on)}起" if result.effective_on else ""
        return f"已登记，协议{since}生效。"


class AgreementWriteNote(AgreementStep):
    """A line in the course of the training."""

    title = "培养记录"
    form_class = NoteForm
    submit_label = "保存"
    done = "已记入培养记录。"
    permission = "mentorship.edit"

    def refusal(self) -> str:
        agreement = self.get_object()
        if agreement.state not in RUNNING_STATES:
            return f"这份协议现在是“{agreement.get_state_display()}”，不能再填写培养记录。"
        return rules.reach_refusal(agreement, self.actor)

    def take(self, instance: Agreement, cleaned: dict[str, Any]) -> Agreement:
        actions.write_note(instance, cleaned["held_on"], cleaned["text"], actor=self.actor)
        return instance


class AgreementCheckMidterm(AgreementStep):
    """Half-way."""

    transition = "check_midterm"
    form_class = MidtermForm
    submit_label = "登记检查"
    done = "已登记中期检查。"

    def take(self, instance: Agreement, cleaned: dict[str, Any]) -> Agreement:
        return actions.check_midterm(instance, Finding(**cleaned), actor=self.actor)


class AgreementGraduate(AgreementStep):
    """The assessment at the end, whichever way it goes."""

    transition = "graduate"
    title = "出师考核"
    form_class = AssessmentForm
    submit_label = "登记考核结果"
    done = "已登记考核结果，协议办结。"

    def initial(self) -> dict[str, Any]:
        return {"grade_reached": self.get_object().to_grade}

    def take(self, instance: Agreement, cleaned: dict[str, Any]) -> Agreement:
        return actions.assess_agreement(instance, Finding(**cleaned), actor=self.actor)


class AgreementExtend(AgreementStep):
    """More time."""

    transition = "extend"
    form_class = ExtensionForm
    submit_label = "延期"

    @property
    def intro(self) -> str:
        return f"现在的期限到{format_day(self.get_object().ends_on)}。"

    def take(self, instance: Agreement, cleaned: dict[str, Any]) -> Agreement:
        return actions.extend_agreement(instance, cleaned["ends_on"], cleaned["reason"], actor=self.actor)

    def message(self, result: Agreement) -> str:
        return f"已延期至{format_day(result.ends_on)}。"


class AgreementTerminate(AgreementStep):
    """Ended before its time."""

    transition = "terminate"
    form_class = TerminationForm
    submit_label = "终止协议"
    done = "已终止。"
    intro = "中期检查之前终止的协议，不再计入“有效师带徒协议”。"

    def take(self, instance: Agreement, cleaned: dict[str, Any]) -> Agreement:
        return actions.terminate_agreement(
            instance, cleaned["terminated_on"], cleaned["reason"], actor=self.actor
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
