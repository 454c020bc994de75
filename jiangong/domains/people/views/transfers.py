"""Requests to take over a person from another unit."""

from typing import Any

from django.db import models
from django.urls import reverse

from jiangong.domains.people.actions import decide_transfer, request_transfer
from jiangong.domains.people.choices import TransferState
from jiangong.domains.people.forms import TransferForm
from jiangong.domains.people.models import Transfer
from jiangong.domains.people.rules import has_reach
from jiangong.domains.people.tables import TransfersTable
from jiangong.domains.people.workflow import TRANSFER
from jiangong.kit.listing import Column
from jiangong.kit.pages import Action, DetailPage, FormPage, Link, ListPage, TransitionPage

SECTION = "transfers"
CRUMBS = (Link("调入申请", "/people/transfers/"),)


class TransferList(ListPage):
    """Requests within reach."""

    permission = "people.view"
    model = Transfer
    table = TransfersTable
    title = "调入申请"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("people.edit"):
            return ()
        return (Action("申请调入", reverse("people:transfer_create"), "plus", primary=True),)


class TransferCreate(FormPage):
    """Ask for somebody whom another unit registered."""

    permission = "people.edit"
    model = Transfer
    form_class = TransferForm
    title = "申请调入"
    submit_label = "提出申请"
    section = SECTION
    crumbs = CRUMBS
    done = "已提出申请，由上一级工会办理。"
    intro = "人员已在别的单位登记、确已到本单位工作的，由上一级工会核实后调入。"

    def initial(self) -> dict[str, Any]:
        return {"organization": self.actor.organization}

    def perform(self, form: TransferForm) -> Transfer:
        return request_transfer(**form.cleaned_data, actor=self.actor)


class TransferDetail(DetailPage):
    """One request; where the person is registered now is shown to those who reach that unit."""

    permission = "people.view"
    model = Transfer
    workflow = TRANSFER
    section = SECTION
    crumbs = CRUMBS
    state_tones = {
        TransferState.REQUESTED: "warn",
        TransferState.ACCEPTED: "ok",
        TransferState.REJECTED: "crit",
        TransferState.WITHDRAWN: "line",
    }

    def get_queryset(self) -> models.QuerySet:
        related = ("organization", "person__organization", "requested_by")
        return super().get_queryset().select_related(*related)

    @property
    def sections(self) -> Any:
        facts: tuple[Any, ...] = (
            Column("person", "姓名", fields=("person__name",)),
            "organization",
            "reason",
            "requested_by",
            "requested_at",
        )
        if has_reach(self.actor, self.get_object().person.organization):
            facts += (Column("from", "现属组织", fields=("person__organization__name",)),)
        return (("申请", facts), ("办理", ("state", "answer")))


class TransferDecide(TransitionPage):
    """Accept, reject or withdraw one request."""

    model = Transfer
    workflow = TRANSFER

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("organization", "person__organization")

    def run(self, instance: Transfer, note: str) -> None:
        decide_transfer(instance, self.transition, note, actor=self.actor)
