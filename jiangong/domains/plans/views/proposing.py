"""The allocation assistant: works shares out and shows them before and after; the sheet takes them over."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property

from jiangong.domains.plans.forms.proposing import ProposalForm
from jiangong.domains.plans.queries.proposals import Basis, Proposal, propose_shares
from jiangong.domains.plans.views.grid import PlanGrid
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.lib.amounts import plain


class SharesPropose(PlanGrid):
    """A dialog of the grid; nothing is written here, so it is read with GET."""

    permission = "plans.edit"
    title = "分配助手"
    template_name = "plans/_proposal.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.refusal:
            raise NotAllowed(self.refusal)
        return self.render()

    @cached_property
    def form(self) -> ProposalForm:
        asked = self.request.GET
        given = asked if "asked" in asked else None
        basis = asked.get("basis", Basis.EVENLY)
        initial = {"goal": asked.get("goal", ""), "basis": basis, "fits_total": True}
        return ProposalForm(given, initial=initial, actor=self.actor, grid=self.grid)

    def proposal(self) -> Proposal | None:
        """What was asked for; a refusal stands at its field."""
        form = self.form
        if not form.is_bound or not form.is_valid():
            return None
        try:
            return propose_shares(self.grid, form.goals[form.cleaned_data["goal"]], form.wish())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            return None

    def context(self) -> dict[str, Any]:
        proposal = self.proposal()
        asked = self.form["basis"].value()
        return {
            "form": self.form,
            "basis": Basis(asked if asked in Basis.values else Basis.EVENLY),
            "proposal": proposal,
            "cells": json.dumps(cells_to_fill(proposal) if proposal else []),
            "plan": self.edition.plan,
            "edition": self.edition,
        }


def cells_to_fill(proposal: Proposal) -> list[list[Any]]:
    """What the sheet takes over: unit, indicator, amount."""
    return [
        [one.recipient.pk, proposal.goal.pk, None if one.after is None else plain(one.after)]
        for one in proposal.changes
    ]
