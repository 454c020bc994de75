"""Screens of asking departments and writing down what they say."""

from typing import Any

from django.urls import reverse

from jiangong.domains.honors.actions import opinions
from jiangong.domains.honors.choices import Reply
from jiangong.domains.honors.forms.steps import ConsultForm, LiftForm, ReplyForm
from jiangong.domains.honors.models import Consultation, Programme, Veto
from jiangong.domains.honors.rules import programmes as rules
from jiangong.domains.honors.rules.opinions import lifting_refusal, replying_refusal
from jiangong.domains.honors.views.steps import CRUMBS, SECTION, ProgrammePage, ProgrammeStep
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.pages import Action, ActionPage, Badge, DetailPage, Head, Link, Panel

REPLY_TONES = {Reply.NONE: "info", Reply.AGREED: "ok", Reply.OBJECTED: "crit"}


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
        said = form.cleaned_data
        return opinions.record_reply(
            form.instance, said["against"], said["files"], actor=self.actor, version=self.posted_version()
        )


class LetterDetail(DetailPage):
    """One letter: whom it is about, what came back, the answer on paper."""

    permission = "honors.view"
    model = Consultation
    section = SECTION
    sections = (
        ("函件", ("letter_number", "sent_on", "due_on", "urged")),
        ("回复", ("reply", "replied_on", "valid_until", "reply_number")),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("programme__organization", "programme__title")

    @property
    def crumbs(self) -> tuple[Link, ...]:
        programme = self.get_object().programme
        return (*CRUMBS, Link(programme.name, programme.get_absolute_url()))

    def meta(self) -> tuple[str, ...]:
        return (self.get_object().programme.name, "征求意见")

    def badge(self) -> Badge:
        letter = self.get_object()
        if letter.is_expired():
            return Badge("已过有效期", "warn", "clock")
        if letter.is_overdue:
            return Badge("逾期未复", "warn", "clock")
        if letter.reply == Reply.OBJECTED and not letter.is_against:
            return Badge("异议已撤回", "ok")
        return Badge(letter.get_reply_display(), REPLY_TONES[letter.reply])

    def actions(self) -> tuple[Action, ...]:
        letter, found = self.get_object(), []
        own = [letter.programme_id, letter.pk]
        if rules.consulting_refusal(letter.programme, self.actor):
            return ()
        holds = bool(letter.reply) and not letter.is_expired()
        label = "更正意见" if holds else "登记新意见" if letter.reply else "登记意见"
        why = replying_refusal(letter, self.actor)
        found.append(
            Action(label, reverse("honors:reply", args=own), "pencil", primary=not holds, blocked=why)
        )
        if not letter.reply:
            found.append(Action("催办", reverse("honors:urge", args=own), "bell", method="post"))
        return tuple(found)

    def panels(self) -> list[Panel]:
        letter = self.get_object()
        vetoes = {one.nomination_id: one for one in letter.vetoes.all()}
        people = [(one, vetoes.get(one.pk)) for one in letter.covered.select_related("organization")]
        told = {"rows": people, "programme": letter.programme, "may": self.may_lift()}
        return [
            attachment_panel(letter, self.actor),
            Panel("涉及对象", "honors/_covered.html", told, count=len(people)),
        ]

    def may_lift(self) -> bool:
        return not rules.consulting_refusal(self.get_object().programme, self.actor)


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
        veto = self.veto()
        return Head(f"登记撤回意见：{veto.consultation}对{veto.nomination}", crumbs=self.crumbs)

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
