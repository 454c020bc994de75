"""Screens of the register of titles: list, entry, registering, correcting, revoking."""

from dataclasses import replace
from typing import Any

from django import forms
from django.urls import reverse, reverse_lazy

from jiangong.domains.titles import actions, rules
from jiangong.domains.titles.forms import AwardForm, RevocationForm
from jiangong.domains.titles.models import Award, Title
from jiangong.domains.titles.queries import titles_of
from jiangong.domains.titles.tables import STATE_TONES, AwardTable, show_year
from jiangong.domains.titles.workflow import award_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages import Action, CreatePage, DetailPage, EditPage, Head, Link, ListPage, Panel
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.printing.ledgers import LEDGER_EXPORTS
from jiangong.kit.ui.parts import Banner
from jiangong.lib.dates import format_day

SECTION = "titles"
CRUMBS = (Link("荣誉称号", reverse_lazy("titles:list")),)
RELATED = (
    "title",
    "person__organization",
    "unit",
    "enterprise",
    "organization",
    "document",
    "revoked_document",
)


class AwardList(ListPage):
    """Titles held within reach."""

    permission = "titles.view"
    export_permission = "titles.export"
    further_exports = LEDGER_EXPORTS
    model = Award
    table = AwardTable
    title = "荣誉称号"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        found = []
        if self.actor.can("titles.edit"):
            found.append(Action("登记称号", reverse("titles:create"), "plus", primary=True))
        if self.actor.can("titles.import"):
            found.append(Action("批量导入", reverse("importing:start", args=["titles.award"]), "upload"))
        found.append(Action("称号目录", reverse("titles:title_list"), "books"))
        return tuple(found)


class AwardDetail(DetailPage):
    """One title held: by whom, since when, by which document, and what became of it."""

    permission = "titles.view"
    model = Award
    section = SECTION
    crumbs = CRUMBS
    workflow = award_workflow
    state_tones = STATE_TONES

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def sections(self) -> tuple[Any, ...]:
        award = self.get_object()
        given = (
            "title",
            "level",
            "family",
            Column("year", "年度", show=show_year),
            "given_on",
            Column("basis", "依据", show=lambda text: self.cited(text, award.document)),
            Column("organization", "计入工会", ("organization__name",)),
            "note",
        )
        if award.is_held:
            return (("称号", given),)
        closed: tuple[Any, ...] = ("closing_reason",)
        if award.revoked_on:
            basis = Column(
                "revoked_basis", "撤销依据", show=lambda text: self.cited(text, award.revoked_document)
            )
            closed = ("revoked_on", basis, "closing_reason")
        return (("称号", given), (award.get_state_display(), closed))

    def cited(self, text: str, document: Any) -> Cell:
        """A number that leads to the registered document, for who may open it."""
        if document is None or not self.actor.can("documents.view"):
            return Cell(text)
        return Cell(
            text or document.official_number, sub=f"《{document.title}》", url=document.get_absolute_url()
        )

    def head(self) -> Head:
        award = self.get_object()
        return replace(super().head(), title=award.bearer_name)

    def meta(self) -> tuple[str, ...]:
        award = self.get_object()
        return (str(award.title), f"{award.year}年度", str(award.organization))

    def actions(self) -> tuple[Action, ...]:
        award = self.get_object()
        found = [replace(one, primary=False, danger=one.name != "restore") for one in super().actions()]
        if not rules.editing_refusal(award, self.actor):
            found.insert(0, Action("修改", reverse("titles:edit", args=[award.pk]), "pencil"))
        return tuple(found)

    def transition_method(self, name: str) -> str:
        return "get" if name == "revoke" else "post"

    def panels(self) -> list[Panel]:
        award = self.get_object()
        panels = [attachment_panel(award, self.actor)]
        if award.person is not None:
            others = [one for one in titles_of(award.person, self.actor) if one.pk != award.pk]
            told = {"person": award.person, "awards": others, "may_open": self.actor.can("people.view")}
            panels.append(Panel("获得人", "titles/_bearer.html", told, side=True))
        else:
            told = {"award": award}
            panels.append(Panel("获得单位", "titles/_collective.html", told, side=True))
        return panels

    def context(self) -> dict[str, Any]:
        award = self.get_object()
        banners = []
        if award.revoked_on:
            text = f"{format_day(award.revoked_on)}起不再计入。{award.closing_reason}"
            banners.append(Banner(text, tone="crit", lead="称号已撤销。"))
        return {**super().context(), "banners": banners}


class AwardCreate(CreatePage):
    """Enter a title."""

    permission = "titles.edit"
    model = Award
    form_class = AwardForm
    title = "登记荣誉称号"
    section = SECTION
    crumbs = CRUMBS
    submit_label = "登记"
    done = "已登记。"

    def initial(self) -> dict[str, Any]:
        """A title that a link names is chosen already."""
        name = self.request.GET.get("title", "")[:60]
        chosen = Title.objects.filter(name=name, retired_on=None).first() if name else None
        return {"title": chosen} if chosen else {}

    def perform(self, form: AwardForm) -> Award:
        return actions.register_award(form.facts, actor=self.actor)


class AwardEdit(EditPage):
    """Correct an entry."""

    permission = "titles.edit"
    model = Award
    form_class: type[forms.BaseForm] = AwardForm
    title = "修改荣誉称号"
    section = SECTION
    rule = staticmethod(rules.editing_refusal)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related(*RELATED)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (*CRUMBS, Link(self.get_object().bearer_name, self.get_object().get_absolute_url()))

    def perform(self, form: Any) -> Award:
        return actions.revise_award(self.get_object(), form.facts, self.posted_version(), actor=self.actor)


class AwardRevoke(AwardEdit):
    """Take a title back from a day on."""

    permission = "titles.view"
    form_class = RevocationForm
    title = "撤销荣誉称号"
    submit_label = "撤销"
    done = "已撤销。"
    template_name = "ui/action_page.html"
    rule = staticmethod(rules.revocation_refusal)
    kept_when_shut = True

    def form_arguments(self) -> dict[str, Any]:
        return {"actor": self.actor, "initial": {}}

    def context(self) -> dict[str, Any]:
        told = award_workflow.transitions["revoke"].consequences
        return {**super().context(), "consequences": told, "danger": True}

    def perform(self, form: Any) -> Award:
        award, said = self.get_object(), form.cleaned_data
        award.version = self.posted_version()
        return actions.revoke_award(
            award, said["reason"], said["revoked_on"], said["basis"], actor=self.actor
        )


class AwardRestore(ActionPage):
    """Undo a mistaken revocation."""

    permission = "titles.view"
    model = Award
    done = "已恢复。"

    def run(self, instance: Award, note: str) -> None:
        actions.restore_award(instance, note, actor=self.actor)


class AwardVoid(ActionPage):
    """Stop an entry that should not have been made."""

    permission = "titles.view"
    model = Award
    done = "已作废。"

    def run(self, instance: Award, note: str) -> None:
        actions.void_award(instance, note, actor=self.actor)
