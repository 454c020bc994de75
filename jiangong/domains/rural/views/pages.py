"""What the screens of all rural ledgers have in common."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse_lazy

from jiangong.domains.rural.actions.entries import BOOK, void_entry
from jiangong.domains.rural.tables import ENTRY_TONES
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.pages.entries import (
    EntryCreate,
    EntryDetail,
    EntryEdit,
    EntryFormPage,
    EntryList,
    EntryPage,
    EntryVoid,
    Ledgers,
)
from jiangong.kit.pages.heads import Link, Panel
from jiangong.kit.pages.lists import FurtherExport
from jiangong.kit.printing.ledgers import LEDGER_EXPORTS

SECTION = "rural"
OVERVIEW = Link("乡村振兴", reverse_lazy("rural:overview"))
TITLES = {
    "project": "助力项目",
    "participation": "先进人物",
    "collective": "先进集体",
    "base": "示范基地",
    "funding": "资金投入",
}
LEDGERS = Ledgers(
    "rural",
    OVERVIEW,
    TITLES,
    BOOK,
    void_entry,
    imports={name: f"rural.{name}" for name in TITLES},
    openings={name: "?view=standing" for name in TITLES if name != "project"},
    overview=Link("总览", reverse_lazy("rural:overview")),
)


class LedgerPage(EntryPage):
    """A page of one of the rural ledgers."""

    ledgers = LEDGERS
    section = SECTION


class LedgerList(LedgerPage, EntryList):
    """One ledger, with the way to the others."""

    permission = "rural.view"
    export_permission = "rural.export"
    further_exports: tuple[FurtherExport, ...] = LEDGER_EXPORTS
    template_name = "rural/ledger_list.html"


class LedgerDetail(LedgerPage, EntryDetail):
    """One entry."""

    permission = "rural.view"
    state_tones: Mapping[Any, str] = ENTRY_TONES

    def panels(self) -> list[Panel]:
        row = self.get_object()
        return [attachment_panel(row, self.actor)] if hasattr(row, "attachment_slots") else []


class LedgerCreate(LedgerPage, EntryCreate):
    """Enter one."""

    permission = "rural.edit"

    def initial(self) -> dict[str, Any]:
        return {"project": name} if (name := self.request.GET.get("project", "")[:120]) else {}


class LedgerFormPage(LedgerPage, EntryFormPage):
    """A form on one entry."""

    permission = "rural.edit"


class LedgerEdit(LedgerPage, EntryEdit):
    """Correct one that holds."""

    permission = "rural.edit"


class LedgerVoid(LedgerPage, EntryVoid):
    """It counts no longer."""

    permission = "rural.view"
