"""What the screens of all rural ledgers have in common."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse, reverse_lazy

from jiangong.domains.rural import rules
from jiangong.domains.rural.actions import entries as actions
from jiangong.domains.rural.tables import ENTRY_TONES
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, EditPage
from jiangong.kit.pages.heads import Action, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.ui.parts import Banner, Place

SECTION = "rural"
OVERVIEW = Link("乡村振兴", reverse_lazy("rural:overview"))
LEDGERS = (
    ("project", "助力项目"),
    ("participation", "先进人物"),
    ("collective", "先进集体"),
    ("base", "示范基地"),
    ("funding", "资金投入"),
)
ENTERED = dict(LEDGERS)
IMPORTED = {"participation", "collective"}


def ledger_tabs(current: str) -> list[Place]:
    """The way from one ledger to the others."""
    pairs = [("overview", "总览", reverse("rural:overview"))]
    pairs += [(name, label, f"{reverse(f'rural:{name}_list')}{_standing(name)}") for name, label in LEDGERS]
    return [Place(label, url, name == current) for name, label, url in pairs]


def _standing(name: str) -> str:
    return "" if name == "project" else "?view=standing"


class LedgerPage:
    """Which of the ledgers a page belongs to."""

    ledger: str
    section = SECTION

    @property
    def list_link(self) -> Link:
        return Link(ENTERED[self.ledger], f"{reverse(f'rural:{self.ledger}_list')}{_standing(self.ledger)}")


class LedgerList(LedgerPage, ListPage):
    """One ledger, with the way to the others."""

    permission = "rural.view"
    export_permission = "rural.export"
    template_name = "rural/ledger_list.html"
    crumbs = (OVERVIEW,)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "ledgers": ledger_tabs(self.ledger)}

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("rural.edit"):
            return ()
        found = []
        if self.ledger in IMPORTED and self.actor.can("importing.use"):
            key = f"rural.{self.ledger}"
            found.append(Action("批量导入", reverse("importing:start", args=[key]), "upload"))
        address = reverse(f"rural:{self.ledger}_create")
        found.append(Action(f"登记{ENTERED[self.ledger]}", address, "plus", primary=True))
        return tuple(found)


class LedgerDetail(LedgerPage, DetailPage):
    """One entry."""

    permission = "rural.view"
    state_tones: Mapping[Any, str] = ENTRY_TONES

    @property
    def url_prefix(self) -> str:
        return f"{self.ledger}_"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (OVERVIEW, self.list_link)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    def actions(self) -> tuple[Action, ...]:
        row = self.get_object()
        found = [replace(one, danger=one.name == "void") for one in super().actions()]
        if not rules.revising_refusal(row, self.actor):
            edit = reverse(f"rural:{self.ledger}_edit", args=[row.pk])
            found.insert(0, Action("修改", edit, "pencil"))
        return tuple(found)

    def panels(self) -> list[Panel]:
        row = self.get_object()
        return [attachment_panel(row, self.actor)] if hasattr(row, "attachment_slots") else []

    def context(self) -> dict[str, Any]:
        row = self.get_object()
        banners = [Banner(row.reason, lead="已作废：")] if row.state == "void" and row.reason else []
        return {**super().context(), "banners": banners}


class LedgerCreate(LedgerPage, CreatePage):
    """Enter one."""

    permission = "rural.edit"
    submit_label = "登记"
    done = "已登记。"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (OVERVIEW, self.list_link)

    def initial(self) -> dict[str, Any]:
        return {"project": name} if (name := self.request.GET.get("project", "")[:120]) else {}

    def perform(self, form: Any) -> Any:
        another = form.cleaned_data.get("another", False)
        return actions.enter(form.instance, form.cleaned_data["union"], another=another, actor=self.actor)


class LedgerEdit(LedgerPage, EditPage):
    """Correct one that holds."""

    permission = "rural.edit"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (OVERVIEW, self.list_link, Link(str(self.get_object()), self.get_object().get_absolute_url()))

    def make_form(self, **submitted: Any) -> Any:
        if reason := rules.revising_refusal(self.get_object(), self.actor):
            raise NotAllowed(reason)
        return super().make_form(**submitted)

    def perform(self, form: Any) -> Any:
        return revise(form, self.posted_version(), self.actor)


def revise(form: Any, version: int, actor: Any) -> Any:
    """Save what a bound form changed."""
    changed = [name for name in form.changed_data if name in form._meta.fields]
    cleaned = form.cleaned_data
    another = cleaned.get("another", False)
    return actions.revise(form.instance, changed, cleaned["union"], version, another=another, actor=actor)


class LedgerVoid(ActionPage):
    """It counts no longer."""

    permission = "rural.view"
    done = "已作废。"

    def run(self, instance: Any, note: str) -> None:
        actions.void_entry(instance, note, actor=self.actor)
