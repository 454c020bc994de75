"""The allocation grid: one version of a plan's division, filled like a spreadsheet."""

import json
from dataclasses import replace
from typing import Any

from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.html import format_html

from jiangong.domains.plans import rules
from jiangong.domains.plans.choices import EditionState
from jiangong.domains.plans.models import Edition, Plan
from jiangong.domains.plans.queries.editions import (
    changed_units,
    editions_for,
    reachable_units,
    signatures,
)
from jiangong.domains.plans.queries.findings import open_blocking
from jiangong.domains.plans.queries.gaps import Candidate, GapExplanation, cells_of, gap_explanations
from jiangong.domains.plans.queries.grid import Grid, edition_in_force, grid_of, working_edition
from jiangong.domains.plans.queries.proposals import Basis
from jiangong.domains.plans.views.drawing import Drawing, total_label
from jiangong.domains.plans.workflow import edition_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.base import Page
from jiangong.kit.pages.heads import Action, Badge, Head, Link
from jiangong.kit.workflow import Transition
from jiangong.lib.amounts import plain

SECTION = "plans"
PLANS = Link("计划任务", reverse_lazy("plans:list"))
EDITION_TONES = {
    EditionState.DRAFT: ("info", "pencil"),
    EditionState.PENDING: ("warn", "clock"),
    EditionState.APPROVED: ("ok", "check"),
    EditionState.DROPPED: ("mute", "x"),
}
BASIS_ICONS = {
    Basis.LAST_YEAR: "history",
    Basis.MEMBERS: "users",
    Basis.PEOPLE: "user",
    Basis.FORMULA: "calculator",
    Basis.EVENLY: "table",
}
WHOLE_LIMIT = 10  # columns beyond which each keeps its width and the sheet scrolls sideways


class EditionOfPlan(Page):
    """A page about one version of a plan: the one asked for, otherwise the one people work on."""

    model = Plan
    section = SECTION

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "parent")

    @cached_property
    def edition(self) -> Edition:
        plan = self.get_object()
        found = list(editions_for(plan, self.actor))
        wanted = self.request.GET.get("edition", "")
        if wanted:
            chosen = next((one for one in found if str(one.number) == wanted), None)
        else:
            kept = [one for one in found if one.state != EditionState.DROPPED]
            chosen = next(iter(kept or found), None)
        if chosen is None:
            raise Http404
        chosen.plan = plan
        return chosen

    @cached_property
    def grid(self) -> Grid:
        """What the actor reads of the version."""
        whole = grid_of(self.edition)
        keys = reachable_units(self.edition.plan, self.actor)
        if keys is None:
            return whole
        inside = tuple(one for one in whole.recipients if one.pk in keys)
        shares = {place: value for place, value in whole.shares.items() if place[0] in keys}
        return replace(whole, recipients=inside, shares=shares)

    @property
    def is_whole(self) -> bool:
        return reachable_units(self.edition.plan, self.actor) is None

    @property
    def crumbs(self) -> tuple[Link, ...]:
        plan = self.get_object()
        return (PLANS, Link(plan.title, plan.get_absolute_url()), Link("任务分解"))


class PlanGrid(EditionOfPlan):
    """The sheet itself; it can be filled only while its version is a draft of one's own."""

    permission = "plans.view"
    title = "任务分解"
    template_name = "plans/grid.html"

    @cached_property
    def refusal(self) -> str:
        if not self.actor.can("plans.edit"):
            return rules.managing_refusal(self.edition.plan, self.actor) or "您当前的任职只能查看分解表。"
        return rules.allocating_refusal(self.edition, self.actor)

    @cached_property
    def drawing(self) -> Drawing:
        explanations = gap_explanations(self.grid) if self.is_whole else []
        return Drawing(self.grid, self.receipts(), explanations)

    def receipts(self) -> Any:
        """Signatures count for what is in force."""
        plan = self.edition.plan
        if not plan.is_published:
            return None
        shown = self.edition if self.edition.state == EditionState.APPROVED else edition_in_force(plan)
        if shown is None:
            return None
        shown.plan = plan
        return signatures(shown)

    def head(self) -> Head:
        edition = self.edition
        tone, icon = EDITION_TONES[EditionState(edition.state)]
        badge = Badge(f"{edition}　{edition.get_state_display()}", tone, icon)
        return Head(self.title, self.crumbs, self.meta(), badge, self.actions())

    def meta(self) -> tuple[str, ...]:
        plan = self.edition.plan
        found = [plan.official_number or plan.title]
        if self.drawing.signed:
            found.append(self.drawing.signed)
        if not self.refusal:
            found.append(format_html('<span data-saved role="status">{}</span>', "修改会自动保存"))
        return tuple(found)

    def actions(self) -> tuple[Action, ...]:
        plan, edition = self.edition.plan, self.edition
        found = [Action("版本", reverse("plans:edition_list", args=[plan.pk]), "history")]
        if self.actor.can("plans.export"):
            here = f"{reverse('plans:grid_export', args=[plan.pk])}?edition={edition.number}"
            found.append(Action("导出", here, "download"))
        found += edition_actions(edition, self.actor)
        if self.actor.can("plans.edit") and not rules.adjusting_refusal(plan, self.actor):
            found.append(
                Action("启动调整", reverse("plans:edition_create", args=[plan.pk]), "pencil", primary=True)
            )
        elif plan.is_unissued and not self.refusal:
            found.append(Action("查看计划", plan.get_absolute_url(), "arrow-right", primary=True))
        return tuple(found)

    def context(self) -> dict[str, Any]:
        plan = self.edition.plan
        return {
            "plan": plan,
            "edition": self.edition,
            "drawing": self.drawing,
            "whole": self.is_whole,
            "many": len(self.drawing.columns) > WHOLE_LIMIT,
            "refusal": self.refusal,
            "total_label": total_label(plan),
            "gaps": gap_banners(self.drawing),
            "bases": [(one.value, one.label, BASIS_ICONS[one]) for one in Basis],
        }


def edition_actions(edition: Edition, actor: Actor) -> tuple[Action, ...]:
    """What may be decided about an adjustment; the first version goes with its plan."""
    if edition.number == 1 or not edition.plan.is_published:
        return ()
    return tuple(
        Action(
            offer.transition.label,
            reverse(f"plans:edition_{offer.transition.name}", args=[edition.pk]),
            method="post",
            primary=offer.transition.name in {"submit", "approve"},
            danger=offer.transition.name == "drop",
            blocked=offer.blocked,
            needs_reason=offer.transition.needs_reason,
            consequences=_consequences(edition, offer.transition),
            name=offer.transition.name,
        )
        for offer in edition_workflow.offers(edition, actor)
        if not (offer.transition.name == "approve" and edition.state == EditionState.DRAFT and offer.blocked)
    )


def _consequences(edition: Edition, transition: Transition) -> tuple[str, ...]:
    """Approving tells who has to sign again."""
    if transition.name != "approve":
        return transition.consequences
    names = [str(one) for one in changed_units(edition)]
    shown = "、".join(names[:8]) + (f"等{len(names)}家" if len(names) > 8 else "")
    return (*transition.consequences, f"须重新签收：{shown}。" if names else "没有单位的任务数有变化。")


def gap_banners(drawing: Drawing) -> list[dict[str, Any]]:
    """Each programme that does not add up, with what may close it and whether somebody let it stand."""
    titles = {group.program.pk: group for group in drawing.groups}
    several = len(titles) > 1
    still_open = _open_gaps(drawing)
    return [
        {
            "about": one,
            "where": titles[one.program.pk].ordinal if several else "分解表",
            "is_open": any(goal.pk in still_open for goal in one.goals),
            "options": [
                {"candidate": candidate, "cells": _cells(candidate, one)} for candidate in one.candidates
            ],
        }
        for one in drawing.explanations
    ]


def _open_gaps(drawing: Drawing) -> set[int]:
    """Goals whose gap nobody has let stand; waivers are given for the version people work on."""
    edition = drawing.grid.edition
    gaps = {f"gap:{goal.pk}": goal.pk for one in drawing.explanations for goal in one.goals}
    if not gaps or working_edition(edition.plan) != edition:
        return set(gaps.values())
    return {gaps[one.key] for one in open_blocking(edition.plan) if one.key in gaps}


def _cells(candidate: Candidate, about: GapExplanation) -> str:
    """What a button fills in: unit, indicator, amount."""
    cells = cells_of(candidate, about.goals).items()
    return json.dumps([[*place, None if value is None else plain(value)] for place, value in cells])


class PlanGaps(PlanGrid):
    """The banner alone, asked for again after cells were saved."""

    permission = "plans.view"
    template_name = "plans/_gaps.html"

    def context(self) -> dict[str, Any]:
        return {"gaps": gap_banners(self.drawing), "refusal": self.refusal, "edition": self.edition}
