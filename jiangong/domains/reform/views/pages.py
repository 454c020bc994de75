"""What the screens of all ledgers of the reform have in common."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse, reverse_lazy

from jiangong.domains.reform import actions, rules
from jiangong.domains.reform.tables import ENTRY_TONES
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.pages.actions import ActionPage
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.forms import CreatePage, EditPage
from jiangong.kit.pages.heads import Action, Link, Panel
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.ui.parts import Banner, Place

SECTION = "reform"
LIST = Link("产改", reverse_lazy("reform:task_list"))
LEDGERS = (("task", "责任清单"), ("policy", "出台政策"), ("pilot", "试点示范"))
ENTERED = {"task": "改革任务", "policy": "产改政策", "pilot": "试点示范"}


def ledger_tabs(current: str) -> list[Place]:
    """The way from one ledger to the others."""
    return [Place(label, reverse(f"reform:{name}_list"), name == current) for name, label in LEDGERS]


class LedgerPage:
    """Which of the ledgers a page belongs to."""

    ledger: str
    section = SECTION

    @property
    def list_link(self) -> Link:
        return Link(dict(LEDGERS)[self.ledger], reverse(f"reform:{self.ledger}_list"))


class LedgerList(LedgerPage, ListPage):
    """One ledger, with the way to the others."""

    permission = "reform.view"
    export_permission = "reform.export"
    template_name = "reform/ledger_list.html"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "ledgers": ledger_tabs(self.ledger)}

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("reform.edit"):
            return ()
        address = reverse(f"reform:{self.ledger}_create")
        return (Action(f"登记{ENTERED[self.ledger]}", address, "plus", primary=True),)


class LedgerDetail(LedgerPage, DetailPage):
    """One entry."""

    permission = "reform.view"
    state_tones: Mapping[Any, str] = ENTRY_TONES

    @property
    def url_prefix(self) -> str:
        return f"{self.ledger}_"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (LIST, self.list_link) if self.ledger != "task" else (LIST,)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    def actions(self) -> tuple[Action, ...]:
        row = self.get_object()
        found = [replace(one, danger=one.name == "void") for one in super().actions()]
        if not rules.revising_refusal(row, self.actor):
            found.insert(0, Action("修改", reverse(f"reform:{self.ledger}_edit", args=[row.pk]), "pencil"))
        return tuple(found)

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "banners": self.banners()}

    def banners(self) -> list[Banner]:
        row = self.get_object()
        return [Banner(row.reason, lead="已作废：")] if row.state == "void" and row.reason else []


class LedgerCreate(LedgerPage, CreatePage):
    """Enter one."""

    permission = "reform.edit"
    submit_label = "登记"
    done = "已登记。"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (LIST, self.list_link)

    def perform(self, form: Any) -> Any:
        return actions.enter(form.instance, form.cleaned_data["union"], actor=self.actor)


class LedgerFormPage(LedgerPage, EditPage):
    """A form on one entry, under a rule of its own."""

    permission = "reform.edit"
    refusal: Any = staticmethod(rules.revising_refusal)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        return (LIST, Link(str(self.get_object()), self.get_object().get_absolute_url()))

    def make_form(self, **submitted: Any) -> Any:
        if reason := self.refusal(self.get_object(), self.actor):
            raise NotAllowed(reason)
        return super().make_form(**submitted)


class LedgerEdit(LedgerFormPage):
    """Correct one that holds."""

    def perform(self, form: Any) -> Any:
        changed = [name for name in form.changed_data if name in form._meta.fields]
        union = form.cleaned_data["union"]
        return actions.revise(form.instance, changed, union, self.posted_version(), actor=self.actor)


class LedgerVoid(ActionPage):
    """It counts no longer."""

    permission = "reform.view"
    done = "已作废。"

    def run(self, instance: Any, note: str) -> None:
        actions.void_entry(instance, note, actor=self.actor)
