"""Screens for the two parties themselves: what is to be signed, what one has signed."""

from typing import Any

from django.db import models
from django.urls import reverse, reverse_lazy

from jiangong.domains.mentorship import actions, rules
from jiangong.domains.mentorship.choices import AgreementState
from jiangong.domains.mentorship.forms import SignForm
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.queries.lists import own_agreements
from jiangong.domains.mentorship.tables import STATE_TONES, OwnTable
from jiangong.domains.mentorship.views.printing import OwnPrint
from jiangong.domains.mentorship.views.showing import Section, banners_of, course_of, sections_of, steps_of
from jiangong.domains.mentorship.workflow import agreement_workflow
from jiangong.kit.pages import Action, DetailPage, EditPage, Head, Link, ListPage, Panel
from jiangong.kit.pages.details import fact
from jiangong.kit.printing.pages import print_actions

MINE = Link("我的师徒协议", reverse_lazy("mentorship:mine"))
SECTION = "mentorship_own"
RELATED = ("organization", "clerk", "master__organization", "apprentice__organization")


class OwnList(ListPage):
    """Every agreement one is a party to."""

    permission = "mentorship.sign"
    model = Agreement
    title = "我的师徒协议"
    section = SECTION
    table = OwnTable

    def get_queryset(self) -> models.QuerySet:
        return own_agreements(self.actor)


class OwnDetail(DetailPage):
    """One's own agreement, to read before signing."""

    permission = "mentorship.sign"
    model = Agreement
    section = SECTION
    workflow = agreement_workflow
    state_tones = STATE_TONES
    crumbs = (MINE,)

    def get_queryset(self) -> models.QuerySet:
        return own_agreements(self.actor).select_related(*RELATED)

    @property
    def sections(self) -> tuple[Section, ...]:
        return sections_of(self.get_object(), self.actor)

    def actions(self) -> tuple[Action, ...]:
        agreement = self.get_object()
        offered = {one.transition.name: one for one in agreement_workflow.offers(agreement, self.actor)}
        if "sign" not in offered:
            return ()
        address = reverse("mentorship:sign", args=[agreement.pk])
        blocked = offered["sign"].blocked
        return (Action("签署", address, "writing-sign", primary=True, blocked=blocked),)

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("mentorship:own_print", args=[self.get_object().pk]), OwnPrint.kinds)

    def panels(self) -> list[Panel]:
        entries = course_of(self.get_object())
        return [Panel("培养与考核", "ui/components/timeline.html", {"events": entries})] if entries else []

    def context(self) -> dict[str, Any]:
        agreement = self.get_object()
        return {**super().context(), "steps": steps_of(agreement), "banners": banners_of(agreement)}


class AgreementSign(EditPage):
    """One's own signature, with one's own account."""

    permission = "mentorship.sign"
    model = Agreement
    section = SECTION
    form_class = SignForm
    submit_label = "签署"
    template_name = "mentorship/sign.html"
    intro = "请先阅读下面的内容。签署后不能自行撤回。"

    def get_queryset(self) -> models.QuerySet:
        return own_agreements(self.actor).select_related(*RELATED)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (MINE, Link(self.get_object().number, reverse("mentorship:own", args=[self.get_object().pk])))

    def head(self) -> Head:
        return Head(f"签署：{self.get_object()}", crumbs=self.crumbs)

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "initial": {"contents": self.get_object().contents}}

    def refusal(self) -> str:
        agreement = self.get_object()
        if agreement.state != AgreementState.SIGNING:
            return f"这份协议现在是“{agreement.get_state_display()}”，不需要签署。"
        return rules.signing_refusal(agreement, self.actor)

    def perform(self, form: Any) -> Agreement:
        return actions.sign_agreement(self.get_object(), form.cleaned_data["contents"], actor=self.actor)

    def context(self) -> dict[str, Any]:
        agreement = self.get_object()
        told = sections_of(agreement, self.actor)[:2]
        shown = [(title, [fact(agreement, one) for one in fields]) for title, fields in told]
        return {**super().context(), "sections": shown}

    def cancel_url(self) -> str:
        return reverse("mentorship:own", args=[self.get_object().pk])

    def location(self, result: Agreement) -> str:
        return reverse("mentorship:own", args=[result.pk])

    def message(self, result: Agreement) -> str:
        if result.unsigned:
            return f"已签署，等{result.unsigned[0].label}签字后生效。"
        return "已签署，协议生效。"
