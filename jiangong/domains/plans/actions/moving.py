"""A plan on its way: to review, cosigning and signature, back, and to its end."""

from django.db import transaction
from django.utils import timezone

from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.workflow import plan_workflow
from jiangong.kit.access.actor import Actor


@transaction.atomic
def submit_plan(plan: Plan, *, actor: Actor) -> Plan:
    """Put a draft before a reviewer."""
    return plan_workflow.perform(plan, "submit", actor=actor)


@transaction.atomic
def endorse_plan(plan: Plan, *, actor: Actor) -> Plan:
    """The reviewer lets it pass to signature."""
    return plan_workflow.perform(plan, "endorse", actor=actor, values={"reviewer_id": actor.user_id})


@transaction.atomic
def send_plan_to_cosign(plan: Plan, *, actor: Actor) -> Plan:
    """The reviewer lets it pass to the departments that are to cosign."""
    return plan_workflow.perform(plan, "send_to_cosign", actor=actor, values={"reviewer_id": actor.user_id})


@transaction.atomic
def finish_cosigning(plan: Plan, *, actor: Actor) -> Plan:
    """Every department has answered; the plan goes to signature."""
    return plan_workflow.perform(plan, "finish_cosigning", actor=actor)


@transaction.atomic
def send_back_plan(plan: Plan, reason: str, *, actor: Actor) -> Plan:
    """Back to drafting, with the reason the drafter reads."""
    return plan_workflow.perform(plan, "send_back", actor=actor, note=reason)


@transaction.atomic
def withdraw_plan(plan: Plan, *, actor: Actor) -> Plan:
    """The drafter takes it back."""
    return plan_workflow.perform(plan, "withdraw", actor=actor)


@transaction.atomic
def close_plan(plan: Plan, *, actor: Actor) -> Plan:
    """The year's work under this plan is over."""
    return plan_workflow.perform(plan, "close", actor=actor, values={"closed_at": timezone.now()})


@transaction.atomic
def void_plan(plan: Plan, reason: str, *, actor: Actor) -> Plan:
    """A plan that is not to be issued."""
    return plan_workflow.perform(plan, "void", actor=actor, note=reason)
