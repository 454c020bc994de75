"""What the screens of all ledgers of the reform have in common."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse_lazy

from jiangong.domains.reform.actions import BOOK, void_entry
from jiangong.domains.reform.tables import ENTRY_TONES
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

SECTION = "reform"
LEDGERS = Ledgers(
    "reform",
    Link("产改", reverse_lazy("reform:task_list")),
    {"task": "责任清单", "policy": "出台政策", "pilot": "试点示范"},
    BOOK,
    void_entry,
    rows={"task": "改革任务", "policy": "产改政策"},
    imports={"task": "reform.reformtask", "policy": "reform.policy", "pilot": "reform.pilot"},
)


class LedgerPage(EntryPage):
    """A page of one of the ledgers."""

    ledgers = LEDGERS
    section = SECTION


class LedgerList(LedgerPage, EntryList):
    """One ledger, with the way to the others."""

    permission = "reform.view"
    export_permission = "reform.export"
    further_exports: tuple[FurtherExport, ...] = LEDGER_EXPORTS
    template_name = "reform/ledger_list.html"


class LedgerDetail(LedgerPage, EntryDetail):
    """One entry."""

    permission = "reform.view"
    state_tones: Mapping[Any, str] = ENTRY_TONES

    def panels(self) -> list[Panel]:
        return [attachment_panel(self.get_object(), self.actor)]


class LedgerCreate(LedgerPage, EntryCreate):
    """Enter one."""

    permission = "reform.edit"


class LedgerFormPage(LedgerPage, EntryFormPage):
    """A form on one entry, under a rule of its own."""

    permission = "reform.edit"


class LedgerEdit(LedgerPage, EntryEdit):
    """Correct one that holds."""

    permission = "reform.edit"


class LedgerVoid(LedgerPage, EntryVoid):
    """It counts no longer."""

    permission = "reform.view"
