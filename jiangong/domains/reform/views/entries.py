"""Policies and demonstration points: list, detail, entering, correcting, voiding."""

from typing import Any

from jiangong.domains.reform.forms import PilotForm, PolicyForm
from jiangong.domains.reform.models import Pilot, Policy
from jiangong.domains.reform.tables import PilotTable, PolicyTable
from jiangong.domains.reform.views.pages import (
    LedgerCreate,
    LedgerDetail,
    LedgerEdit,
    LedgerList,
    LedgerVoid,
)
from jiangong.domains.reform.workflow import pilot_workflow, policy_workflow
from jiangong.kit.listing import Cell, Column

UNION = Column("organization", "登记工会", ("organization__name",))


def show_document(document: Any) -> Cell:
    """The registered document, as a door to it."""
    if document is None:
        return Cell("—")
    return Cell(document.title, sub=document.official_number, url=document.get_absolute_url())


class PolicyList(LedgerList):
    """Policies issued."""

    model, table, ledger, title = Policy, PolicyTable, "policy", "出台政策"


class PolicyDetail(LedgerDetail):
    """One policy."""

    model, ledger, workflow = Policy, "policy", policy_workflow
    sections = (
        (
            "政策",
            (
                "title",
                "number",
                "issuer",
                "issued_on",
                "field",
                Column("document", "登记的文件", show=show_document),
                "summary",
                UNION,
            ),
        ),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("document")


class PolicyCreate(LedgerCreate):
    """Enter a policy."""

    model, ledger, title, form_class = Policy, "policy", "登记产改政策", PolicyForm


class PolicyEdit(LedgerEdit):
    """Correct a policy."""

    model, ledger, title, form_class = Policy, "policy", "修改产改政策", PolicyForm


class PolicyVoid(LedgerVoid):
    """A policy entered wrongly."""

    model = Policy


class PilotList(LedgerList):
    """Demonstration points."""

    model, table, ledger, title = Pilot, PilotTable, "pilot", "试点示范"


class PilotDetail(LedgerDetail):
    """One demonstration point and what others can learn from it."""

    model, ledger, workflow = Pilot, "pilot", pilot_workflow
    sections = (
        ("试点示范", ("party", "level", "named_on", "named_by", "ended_on", UNION)),
        ("经验做法", ("experience",)),
    )


class PilotCreate(LedgerCreate):
    """Enter a demonstration point."""

    model, ledger, title, form_class = Pilot, "pilot", "登记试点示范", PilotForm


class PilotEdit(LedgerEdit):
    """Correct one, note experience, or say when it ended."""

    model, ledger, title, form_class = Pilot, "pilot", "修改试点示范", PilotForm


class PilotVoid(LedgerVoid):
    """One entered wrongly."""

    model = Pilot
