"""Screens of the ledger: list, detail, drafting and revising."""

from dataclasses import replace
from typing import Any

from django.db import models
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from jiangong.domains.mentorship import actions, rules
from jiangong.domains.mentorship.choices import RUNNING_STATES, AgreementState
from jiangong.domains.mentorship.forms import AgreementForm
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.queries.lineage import lineage_of
from jiangong.domains.mentorship.queries.lists import BEFORE_MIDTERM, SOON
from jiangong.domains.mentorship.tables import STATE_TONES, AgreementTable
from jiangong.domains.mentorship.views.printing import AgreementPrint
from jiangong.domains.mentorship.views.showing import Section, banners_of, course_of, sections_of, steps_of
from jiangong.domains.mentorship.workflow import agreement_workflow
from jiangong.domains.people.rules import has_reach
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.pages import Action, CreatePage, DetailPage, EditPage, Link, ListPage, Panel
from jiangong.kit.printing.ledgers import LEDGER_EXPORTS
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.parts import Banner

SECTION = "mentorship"
LEDGER = Link("师带徒", reverse_lazy("mentorship:list"))
FORM_STEPS = {"record_signatures", "check_midterm", "extend", "graduate", "terminate"}
SECONDARY = {"withdraw", "extend", "terminate", "void"}
ICONS = {"check_midterm": "clipboard-check", "extend": "calendar-due", "graduate": "certificate"}


class AgreementList(ListPage):
    """The ledger: what waits for signatures, what runs, what is due."""

    permission = "mentorship.view"
    model = Agreement
    title = "师带徒"
    section = SECTION
    table = AgreementTable
    export_permission = "mentorship.export"
    further_exports = LEDGER_EXPORTS

    def actions(self) -> tuple[Action, ...]:
        found = []
        if self.actor.can("mentorship.edit"):
            found.append(Action("草拟协议", reverse("mentorship:create"), "plus", primary=True))
        if self.actor.can("mentorship.import"):
            address = reverse("importing:start", args=["mentorship.agreement"])
            found.append(Action("导入协议", address, "upload"))
        return tuple(found)


class AgreementDetail(DetailPage):
    """One agreement: two people, where it stands, what was checked, who taught whom."""

    permission = "mentorship.view"
    model = Agreement
    section = SECTION
    workflow = agreement_workflow
    state_tones = STATE_TONES
    # By the party, with the last signature, by night, on the page of 出师考核.
    taken_elsewhere = frozenset({"sign", "take_effect", "expire", "fail"})

    def get_queryset(self) -> models.QuerySet:
        related = ("organization", "clerk", "master__organization", "apprentice__organization")
        return super().get_queryset().select_related(*related)

    @property
    def sections(self) -> tuple[Section, ...]:
        return sections_of(self.get_object(), self.actor)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (LEDGER, Link(self.get_object().number or "草拟中"))

    def meta(self) -> tuple[str, ...]:
        agreement = self.get_object()
        return tuple(filter(None, (agreement.number, str(agreement.organization), agreement.goal)))

    def actions(self) -> tuple[Action, ...]:
        """The workflow's steps a clerk takes; signing and expiry happen elsewhere."""
        agreement = self.get_object()
        found = [self._dressed(one) for one in super().actions()]
        if agreement.state in RUNNING_STATES and self.may_work():
            note = reverse("mentorship:write_note", args=[agreement.pk])
            found.append(Action("填写培养记录", note, "notes", primary=self.first_step() == "write_note"))
        if not rules.revising_refusal(agreement, self.actor):
            edit = reverse("mentorship:edit", args=[agreement.pk])
            found.insert(0, Action("修改", edit, "pencil"))
        return tuple(found)

    def _dressed(self, action: Action) -> Action:
        label = "出师考核" if action.name == "graduate" else action.label
        return replace(
            action,
            label=label,
            icon=ICONS.get(action.name, ""),
            primary=action.name == self.first_step(),
            danger=action.name in {"terminate", "void"},
        )

    def first_step(self) -> str:
        """What one would do next."""
        agreement, today = self.get_object(), timezone.localdate()
        if agreement.state == AgreementState.DRAFT:
            return "submit"
        if agreement.state == AgreementState.SIGNING:
            return "record_signatures"
        if agreement.ends_on <= today + SOON:
            return "graduate"
        due = agreement.midterm_due_on
        looked = agreement.midterm_on or due is None or due > today + BEFORE_MIDTERM
        return "write_note" if looked else "check_midterm"

    def may_work(self) -> bool:
        return self.actor.can("mentorship.edit") and has_reach(self.actor, self.get_object().organization)

    def transition_method(self, name: str) -> str:
        return "get" if name in FORM_STEPS else "post"

    def prints(self) -> tuple[Action, ...]:
        return print_actions(reverse("mentorship:print", args=[self.get_object().pk]), AgreementPrint.kinds)

    def panels(self) -> list[Panel]:
        agreement = self.get_object()
        panels = []
        entries = course_of(agreement)
        if entries:
            panels.append(
                Panel("培养与考核", "ui/components/timeline.html", {"events": entries}, count=len(entries))
            )
        panels.append(attachment_panel(agreement, self.actor))
        if generations := lineage_of(agreement):
            panels.append(Panel("师承", "mentorship/_lineage.html", {"generations": generations}, side=True))
        return panels

    def context(self) -> dict[str, Any]:
        agreement = self.get_object()
        return {**super().context(), "steps": steps_of(agreement), "banners": banners_of(agreement)}


class AgreementFormPage:
    """The form in its parts; when it found the same two people's other agreement, it leads there."""

    def render(self, *, status: int = 200, **extra: Any) -> Any:
        twin = getattr(extra.get("form"), "twin", None)
        if twin is not None and has_reach(self.actor, twin.organization):
            opening = Action("打开那份协议", twin.get_absolute_url(), "external-link")
            extra["banners"] = [
                Banner(f"{twin}，{twin.number or '草拟中'}。", "warn", lead="已有的协议：", action=opening)
            ]
        return super().render(status=status, fieldsets=extra["form"].fieldsets, **extra)


class AgreementCreate(AgreementFormPage, CreatePage):
    """Draft an agreement."""

    permission = "mentorship.edit"
    model = Agreement
    title = "草拟师带徒协议"
    section = SECTION
    crumbs = (LEDGER,)
    form_class = AgreementForm
    submit_label = "保存草稿"
    intro = "保存后可以打印、送签。师傅、徒弟可用本人账号在线签署，也可以签在纸上由工会登记。"

    def perform(self, form: Any) -> Agreement:
        return actions.draft_agreement(form.instance, actor=self.actor)

    def message(self, result: Agreement) -> str:
        return "已保存草稿。核对后请送签。"


class AgreementEdit(AgreementFormPage, EditPage):
    """Correct a draft."""

    permission = "mentorship.edit"
    model = Agreement
    title = "修改师带徒协议"
    section = SECTION
    form_class = AgreementForm
    rule = staticmethod(rules.revising_refusal)

    def get_queryset(self) -> models.QuerySet:
        related = ("organization", "master__organization", "apprentice__organization")
        return super().get_queryset().select_related(*related)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        agreement = self.get_object()
        return (LEDGER, Link(agreement.number or "草拟中", agreement.get_absolute_url()))

    def perform(self, form: Any) -> Agreement:
        return actions.revise_agreement(
            form.instance, form._meta.fields, self.posted_version(), actor=self.actor
        )
