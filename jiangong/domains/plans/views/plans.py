"""One plan with its course."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.plans import rules
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Plan, Reading
from jiangong.domains.plans.queries.course import (
    collections_of,
    goal_lines,
    matrices,
    parts_of,
    programs_with_goals,
    schedule_of,
)
from jiangong.domains.plans.queries.findings import findings_of
from jiangong.domains.plans.queries.grid import grid_of, working_edition
from jiangong.domains.plans.queries.links import links_of
from jiangong.domains.plans.queries.officers import own_organization_id, own_organization_ids
from jiangong.domains.plans.queries.receipts import ReceiptLine, receipt_lines
from jiangong.domains.plans.tables import STATE_TONES
from jiangong.domains.plans.views.chains import cosign_rows, signing_chain
from jiangong.domains.plans.views.links import PLANS, SECTION
from jiangong.domains.plans.views.printing import AllocationPrint, PlanPrint
from jiangong.domains.plans.workflow import plan_workflow
from jiangong.kit.attachments.panels import attachment_panel
from jiangong.kit.pages.details import DetailPage
from jiangong.kit.pages.heads import Action, Link
from jiangong.kit.printing.pages import print_actions
from jiangong.kit.ui.parts import Banner, Place
from jiangong.lib.dates import format_day

PARTS = (
    ("", "概况"),
    ("tasks", "任务分工"),
    ("steps", "时间安排"),
    ("materials", "材料收取"),
    ("receipts", "签收"),
    ("approval", "审批"),
)


# Transitions that would only be offered to say that another one is meant.
BESIDE_THE_POINT: dict[str, Callable[[Plan], bool]] = {
    "submit": lambda plan: plan.is_further_division,
    "issue": lambda plan: plan.state == PlanState.DRAFTING and not plan.is_further_division,
    "send_to_cosign": lambda plan: not plan.cosignatures.exists(),
    "endorse": lambda plan: plan.cosignatures.filter(state="asked").exists(),
}
LESS = {"withdraw", "close", "send_back", "void"}


class PlanDetail(DetailPage):
    """One plan: what it wants, who does what by when, who has signed, how it came about."""

    permission = "plans.view"
    model = Plan
    section = SECTION
    workflow = plan_workflow
    state_tones = STATE_TONES
    template_name = "plans/detail.html"

    def get_queryset(self) -> Any:
        related = ("organization", "parent", "drafter", "reviewer", "signer", "document")
        return super().get_queryset().select_related(*related)

    @property
    def crumbs(self) -> tuple[Link, ...]:
        plan = self.get_object()
        above = plan.parent
        if above is not None and Plan.objects.visible_to(self.actor).filter(pk=above.pk).exists():
            return (
                PLANS,
                Link(above.official_number or above.title, above.get_absolute_url()),
                Link("继续分解"),
            )
        return (PLANS, Link(plan.official_number or f"{plan.year}年"))

    def meta(self) -> tuple[str, ...]:
        plan = self.get_object()
        issued = f"{format_day(timezone.localdate(plan.issued_at))}下发" if plan.issued_at else ""
        return tuple(
            one for one in (plan.official_number, plan.issuer_names, f"{plan.year}年度", issued) if one
        )

    @cached_property
    def manages(self) -> bool:
        return rules.manages(self.get_object(), self.actor)

    @cached_property
    def part(self) -> str:
        wanted = self.request.GET.get("part", "")
        return wanted if wanted in dict(PARTS) else ""

    @cached_property
    def lines(self) -> list[ReceiptLine]:
        return receipt_lines(self.get_object(), self.actor)

    @cached_property
    def own_line(self) -> ReceiptLine | None:
        own = own_organization_id(self.actor)
        return next((one for one in self.lines if one.recipient.organization_id == own), None)

    def actions(self) -> tuple[Action, ...]:
        found = self._managing() if self.manages else self._receiving()
        further = links_of(self.get_object(), self.actor)
        return (*found, *(Action(one.label, one.url, one.icon) for one in further))

    def _managing(self) -> list[Action]:
        plan = self.get_object()
        found = [
            _styled(action)
            for action in super().actions()
            if action.name not in BESIDE_THE_POINT or not BESIDE_THE_POINT[action.name](plan)
        ]
        drafting = plan.state == PlanState.DRAFTING
        pages = [Action("分解表", reverse("plans:grid", args=[plan.pk]), "table")]
        if drafting or Reading.objects.visible_to(self.actor).filter(plan=plan).exists():
            label = "核对修改" if drafting else "对照原文"
            pages.insert(0, Action(label, reverse("plans:review", args=[plan.pk]), "list-details"))
        found[:0] = pages
        if self.actor.can("plans.edit") and not rules.listing_refusal(plan, self.actor):
            found.append(Action("会签部门", reverse("plans:cosigners", args=[plan.pk]), "users-group"))
        return found

    def _receiving(self) -> list[Action]:
        """What a unit, or a department that is asked, does with somebody else's plan."""
        plan, found = self.get_object(), []
        if self.own_line is not None:
            owed = not self.own_line.is_signed and plan.state == PlanState.ISSUED
            label = "核对签收" if owed else "任务书"
            found.append(
                Action(label, reverse("plans:sheet", args=[plan.pk]), "clipboard-check", primary=owed)
            )
            if self.actor.can("plans.edit") and not rules.dividing_refusal(plan, self.actor):
                url = reverse("plans:divide", args=[plan.pk])
                found.append(Action("继续分解", url, "hierarchy-2", primary=not owed))
        own = plan.cosignatures.filter(organization=own_organization_id(self.actor)).first()
        if (
            own is not None
            and self.actor.can("plans.cosign")
            and not rules.answering_refusal(own, self.actor)
        ):
            found.append(
                Action("会签", reverse("plans:cosign", args=[plan.pk]), "writing-sign", primary=True)
            )
        return found

    def prints(self) -> tuple[Action, ...]:
        """The notice and the tables for who makes the plan or stands above."""
        if not (self.manages or self.actor.sees_everything):
            return ()
        key = self.get_object().pk
        tables = (
            replace(one, label=f"分解表，{one.label}", name=f"allocation_{one.name}")
            for one in print_actions(reverse("plans:allocation_print", args=[key]), AllocationPrint.kinds)
        )
        return (*print_actions(reverse("plans:print", args=[key]), PlanPrint.kinds), *tables)

    def context(self) -> dict[str, Any]:
        build = getattr(self, f"part_{self.part}" if self.part else "part_overview")
        return {
            "object": self.get_object(),
            "manages": self.manages,
            "part": self.part,
            "tabs": self.tabs(),
            "banners": self.banners(),
            **build(),
        }

    def tabs(self) -> list[Place]:
        base = self.get_object().get_absolute_url()
        shown = [one for one in PARTS if one[0] != "receipts" or self.get_object().is_published]
        return [
            Place(label, f"{base}?part={name}" if name else base, name == self.part) for name, label in shown
        ]

    def banners(self) -> list[Banner]:
        """What stands in the way, or what comes next."""
        plan = self.get_object()
        if not self.manages:
            return []
        open_ones = [one for one in findings_of(plan) if one.blocking and one.is_open]
        if not open_ones or plan.state == PlanState.VOID:
            return []
        rest = f"另有{len(open_ones) - 1}处。" if len(open_ones) > 1 else ""
        url = reverse("plans:review", args=[plan.pk]) if plan.state == PlanState.DRAFTING else ""
        action = Action("去处理", url) if url else None
        if plan.is_further_division and any(one.code == "share" for one in open_ones):
            action = Action("按上级数调整", reverse("plans:take_shares", args=[plan.pk]), method="post")
        return [
            Banner(
                open_ones[0].sentence + rest,
                tone="warn",
                lead="还不能签发。" if plan.is_unissued else "",
                action=action,
            )
        ]

    def part_overview(self) -> dict[str, Any]:
        plan = self.get_object()
        grid = grid_of(working_edition(plan))
        return {
            "programs": [(one, goal_lines(one, grid)) for one in programs_with_goals(plan)],
            "units": len(grid.recipients),
            "figures": self.figures(),
            "grid_url": reverse("plans:grid", args=[plan.pk]),
            "side_panels": [attachment_panel(plan, self.actor)] if self.manages else [],
            "history": self.history() if self.manages else [],
        }

    def figures(self) -> dict[str, Any]:
        """签收 and material in numbers, for the overview of a plan that runs."""
        plan = self.get_object()
        if not plan.is_published or not self.manages:
            return {}
        collections = collections_of(plan, self.actor)
        return {
            "signed": sum(one.is_signed for one in self.lines),
            "units": len(self.lines),
            "divided": sum(one.child is not None for one in self.lines),
            "collections": collections,
            "handed_in": sum(one.done for one in collections),
            "asked": sum(len(one.deliveries) for one in collections),
        }

    def part_tasks(self) -> dict[str, Any]:
        plan = self.get_object()
        own = list(parts_of(sorted(own_organization_ids(self.actor)), plan))
        return {"matrices": matrices(plan), "own_parts": own, "running": plan.state == PlanState.ISSUED}

    def part_steps(self) -> dict[str, Any]:
        plan = self.get_object()
        may_mark = self.manages and self.actor.can("plans.edit") and plan.state == PlanState.ISSUED
        base = f"{plan.get_absolute_url()}?part=steps"
        as_table = self.request.GET.get("as") == "table"
        return {
            "schedule": schedule_of(plan),
            "may_mark": may_mark,
            "as_table": as_table,
            "chart_url": base,
            "table_url": f"{base}&as=table",
        }

    def part_materials(self) -> dict[str, Any]:
        plan = self.get_object()
        may_urge = self.manages and plan.state == PlanState.ISSUED
        return {"collections": collections_of(plan, self.actor), "may_urge": may_urge}

    def part_receipts(self) -> dict[str, Any]:
        return {
            "lines": self.lines,
            "receipts_url": reverse("plans:receipt_list", args=[self.get_object().pk]),
        }

    def part_approval(self) -> dict[str, Any]:
        plan = self.get_object()
        return {
            "chain": signing_chain(plan),
            "cosignatures": cosign_rows(plan),
            "waivers": plan.waivers.select_related("by"),
            "editions": plan.editions.select_related("drafter", "approver"),
            "editions_url": reverse("plans:edition_list", args=[plan.pk]),
            "record_url": reverse("plans:cosign_record", args=[plan.pk])
            if self.manages and not rules.open_cosigning_refusal(plan)
            else "",
            "events": self.history() if self.manages else [],
        }


def _styled(action: Action) -> Action:
    """One red button; ends and returns stand back."""
    return replace(action, primary=action.primary and action.name not in LESS, danger=action.name == "void")
