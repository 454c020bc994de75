"""Inspection plans: drawn up, revised, started, closed."""

from collections.abc import Iterable

from django.db import transaction

from jiangong.domains.organizations.queries import home_of
from jiangong.domains.supervision import rules
from jiangong.domains.supervision.choices import OPEN_VISITS
from jiangong.domains.supervision.models import InspectionPlan
from jiangong.domains.supervision.workflow import inspection_plan_workflow, visit_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged


@transaction.atomic
def draft_inspection_plan(plan: InspectionPlan, *, actor: Actor) -> InspectionPlan:
    """Draw up a plan of the actor's own union."""
    home = home_of(actor)
    if home is None:
        raise Refusal("您当前没有任职的组织，不能拟定督导计划。请先切换任职。")
    plan.organization = home
    if reason := rules.planning_refusal(plan, actor):
        raise NotAllowed(reason)
    plan.save(force_insert=True)
    record(actor, "supervision.inspectionplan.create", plan, year=plan.year)
    return plan


@transaction.atomic
def revise_inspection_plan(
    plan: InspectionPlan, fields: Iterable[str], version: int, *, actor: Actor
) -> InspectionPlan:
    """Correct it as long as nothing rests on it."""
    stored = InspectionPlan.objects.ungated("compared with what is being revised").get(pk=plan.pk)
    if reason := rules.revising_refusal(stored, actor):
        raise NotAllowed(reason)
    names = list(fields)
    before = {name: getattr(stored, name) for name in names}
    save_if_unchanged(plan, version, names)
    record(actor, "supervision.inspectionplan.edit", plan, fields=differences(before, plan))
    return plan


def start_inspection_plan(plan: InspectionPlan, *, actor: Actor) -> InspectionPlan:
    """From now on units may be drawn and visited."""
    return inspection_plan_workflow.perform(plan, "start", actor=actor)


def close_inspection_plan(plan: InspectionPlan, *, actor: Actor) -> InspectionPlan:
    """Everybody was there and everything is put right."""
    return inspection_plan_workflow.perform(plan, "close", actor=actor)


@transaction.atomic
def void_inspection_plan(plan: InspectionPlan, reason: str, *, actor: Actor) -> InspectionPlan:
    """It will not be carried out; what was planned goes with it."""
    for visit in plan.visits.filter(state__in=OPEN_VISITS).select_related("plan__organization"):
        visit_workflow.perform(
            visit, "cancel", actor=actor, note=reason, values={"reason": reason.strip()[:500]}
        )
    return inspection_plan_workflow.perform(
        plan, "void", actor=actor, note=reason, values={"reason": reason.strip()[:500]}
    )
