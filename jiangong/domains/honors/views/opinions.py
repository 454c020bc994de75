"""Screens of asking departments and writing down what they say."""

from typing import Any

from jiangong.domains.honors.actions import opinions
from jiangong.domains.honors.forms.steps import ConsultForm, LiftForm, ReplyForm
from jiangong.domains.honors.models import Consultation, Programme, Veto
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.rules.opinions import lifting_refusal, replying_refusal
from jiangong.domains.honors.views.steps import ProgrammePage, ProgrammeStep
from jiangong.kit.pages import ActionPage, Head


class Consulting(ProgrammeStep):
    """An act on the opinions of departments."""

    permission = "honors.consult"
    rule = staticmethod(rules.consulting_refusal)

    def letter(self) -> Consultation:
        letter = self.own(self.get_object().consultations.all())
        letter.programme = self.get_object()
        return letter


class ProgrammeConsult(Consulting):
    """Letters to several departments at once."""

    title = "征求部门意见"
    form_class = ConsultForm
    template_name = "ui/form_page.html"
    submit_label = "生成函件"
    done = "函件已生成，可以下载打印。"

    def take(self, instance: Programme, cleaned: dict[str, Any]) -> Any:
        said = (cleaned[name] for name in ("departments", "sent_on", "due_on", "letter_number"))
        return opinions.consult_departments(instance, *said, actor=self.actor)


class LetterReply(Consulting):
    """What a department answered."""

    title = "登记意见"
    submit_label = "登记"
    done = "部门意见已登记。"

    def refusal(self) -> str:
        return replying_refusal(self.letter(), self.actor)

    def head(self) -> Head:
        return Head(f"登记意见：{self.letter()}", crumbs=self.crumbs)

    def make_form(self, **submitted: Any) -> Any:
        return ReplyForm(actor=self.actor, instance=self.letter(), **submitted)

    def consequences(self) -> tuple[str, ...]:
        return ("对名单里的对象有异议的，不能进入下一步，也不能说明理由放行；部门撤回或移出名单后才能继续。",)

    def shown_version(self) -> str:
        return str(self.letter().version)

    def perform(self, form: Any) -> Any:
        return opinions.record_reply(
            form.instance, form.cleaned_data["against"], actor=self.actor, version=self.posted_version()
        )


class VetoLift(Consulting):
    """The department takes its objection back."""

    title = "登记撤回意见"
    form_class = LiftForm
    submit_label = "登记撤回"
    done = "已登记撤回。"

    def veto(self) -> Veto:
        rows = Veto.objects.filter(consultation__programme=self.get_object())
        veto = self.own(rows.select_related("consultation", "nomination"))
        veto.consultation.programme = self.get_object()
        return veto

    def refusal(self) -> str:
        return lifting_refusal(self.veto(), self.actor)

    def head(self) -> Head:
        return Head(f"登记撤回意见：{self.veto()}", crumbs=self.crumbs)

    def take(self, instance: Programme, cleaned: dict[str, Any]) -> Any:
        return opinions.lift_veto(self.veto(), cleaned["basis"], actor=self.actor)


class LetterUrge(ProgrammePage, ActionPage):
    """Note that somebody asked again."""

    permission = "honors.consult"
    done = "已记一次催办。"

    def run(self, instance: Programme, note: str) -> None:
        letter = self.own(instance.consultations.all())
        letter.programme = instance
        opinions.urge_department(letter, actor=self.actor)
