"""What waits for somebody under plans: to review, to cosign, to sign, to hand in, to do."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.plans.choices import (
    UNANSWERED_DELIVERIES,
    CosignState,
    DeliveryState,
    EditionState,
    PlanState,
)
from jiangong.domains.plans.models import Cosignature, Delivery, Duty, Edition, Plan, Step
from jiangong.domains.plans.queries.officers import made_by, own_organization_id, own_organization_ids
from jiangong.domains.plans.queries.receipts import unsigned_plans
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.todos import ACT, DECIDE, DUE, RETURNED, Todo, register_todos

MOST = 20
SOON = timedelta(days=30)


@register_todos
def plan_todos(actor: Actor) -> Iterator[Todo]:
    """Everything of plans that is this actor's turn."""
    own = own_organization_id(actor)
    if own is None or not actor.can("plans.view"):
        return
    yield from _to_decide(actor, own)
    if actor.can("plans.cosign"):
        yield from _to_cosign(own)
    if actor.can("plans.receive"):
        yield from _to_sign(own)
        yield from _to_hand_in(own)
    yield from _parts(actor)
    if actor.can("plans.edit"):
        yield from _to_receive(own)
        yield from _steps(own)


def _to_decide(actor: Actor, own: int) -> Iterator[Todo]:
    """Plans and adjustments of one's own organization that wait for a reviewer or a signer."""
    waiting = models.Q()
    if actor.can("plans.review"):
        waiting |= models.Q(state=PlanState.REVIEWING) & ~models.Q(drafter=actor.user_id)
    if actor.can("plans.issue"):
        waiting |= models.Q(state=PlanState.SIGNING)
    if actor.can("plans.edit"):
        waiting |= models.Q(state=PlanState.DRAFTING, drafter=actor.user_id)
    if not waiting:
        return
    for plan in Plan.objects.visible_to(actor).filter(waiting, made_by(own))[:MOST]:
        label, group = TURNS[PlanState(plan.state)]
        meta = tuple(one for one in (f"{plan.year}年", plan.official_number) if one)
        yield Todo(plan.title, plan.get_absolute_url(), meta, None, group, "", label, "target-arrow")
    if actor.can("plans.issue"):
        yield from _adjustments(actor, own)


TURNS = {
    PlanState.REVIEWING: ("核稿", DECIDE),
    PlanState.SIGNING: ("签发", DECIDE),
    PlanState.DRAFTING: ("拟订", ACT),
}


def _adjustments(actor: Actor, own: int) -> Iterator[Todo]:
    rows = Edition.objects.filter(
        made_by(own, "plan__organization"), state=EditionState.PENDING
    ).select_related("plan")
    for edition in rows.exclude(drafter=actor.user_id)[:MOST]:
        url, why = edition.get_absolute_url(), edition.reason[:60]
        yield Todo(
            f"任务数调整：{edition.plan.title}", url, (str(edition),), None, DECIDE, why, "审定", "versions"
        )


def _to_cosign(own: int) -> Iterator[Todo]:
    rows = Cosignature.objects.filter(
        organization=own, state=CosignState.ASKED, plan__state=PlanState.COSIGNING
    ).select_related("plan")
    for one in rows[:MOST]:
        url = reverse("plans:cosign", args=[one.plan_id])
        yield Todo(one.plan.title, url, (one.plan.issuer_names,), None, DECIDE, "", "会签", "writing-sign")


def _to_sign(own: int) -> Iterator[Todo]:
    plans = Plan.objects.ungated("plans that give one's own unit work").filter(pk__in=unsigned_plans(own))
    for plan in plans[:MOST]:
        url = reverse("plans:sheet", args=[plan.pk])
        meta = tuple(one for one in (plan.issuer_names, plan.official_number) if one)
        yield Todo(plan.title, url, meta, None, ACT, "", "签收任务书", "clipboard-check")


def _to_hand_in(own: int) -> Iterator[Todo]:
    rows = Delivery.objects.ungated("one's own unit's").filter(
        organization=own, state__in=UNANSWERED_DELIVERIES, step__program__plan__state=PlanState.ISSUED
    )
    near = models.Q(step__ends_on=None) | models.Q(step__ends_on__lte=timezone.localdate() + SOON)
    wanted = rows.filter(near | models.Q(state=DeliveryState.RETURNED))
    for one in wanted.select_related("step__program").order_by("step__ends_on", "pk")[:MOST]:
        returned = one.state == DeliveryState.RETURNED
        yield Todo(
            title=f"报送{one.step.get_deliverable_display()}：{one.step}",
            url=one.get_absolute_url(),
            meta=(one.step.program.title,),
            due_on=one.step.ends_on,
            group=RETURNED if returned else DUE,
            why=one.returned_for if returned else "",
            act_label="重新报送" if returned else "报送",
            icon="send",
        )


def _parts(actor: Actor) -> Iterator[Todo]:
    """Open parts in tasks, one row for each plan."""
    open_parts = Duty.objects.filter(
        organization__in=own_organization_ids(actor),
        done_at=None,
        task__program__plan__state=PlanState.ISSUED,
    )
    plan = "task__program__plan"
    counted = open_parts.order_by(plan).values_list(f"{plan}__title").annotate(n=models.Count("pk"))
    for title, number in counted[:MOST]:
        why = f"有{number}项任务由本单位牵头、负责或配合，完成后请登记。"
        yield Todo(title, reverse("plans:mine"), (), None, ACT, why, "登记", "list-check")


def _to_receive(own: int) -> Iterator[Todo]:
    """Material that waits for the maker's confirmation, one row for each step."""
    rows = Delivery.objects.ungated("handed in to one's own organization").filter(
        made_by(own, "step__program__plan__organization"),
        step__program__plan__state=PlanState.ISSUED,
        state=DeliveryState.HANDED_IN,
    )
    counted = rows.order_by("step").values_list("step_id", "step__text").annotate(n=models.Count("pk"))
    for step, text, number in counted[:MOST]:
        url = f"{reverse('plans:delivery_list')}?step={step}&view=handed_in"
        yield Todo(
            f"确认报送材料：{text[:40]}", url, (f"{number}家已报送",), None, ACT, "", "确认", "file-check"
        )


def _steps(own: int) -> Iterator[Todo]:
    """Steps of one's own plans that end soon or should have ended."""
    rows = Step.objects.filter(
        made_by(own, "program__plan__organization"),
        program__plan__state=PlanState.ISSUED,
        done_on=None,
        ends_on__lte=timezone.localdate() + timedelta(days=14),
    ).select_related("program__plan")
    for one in rows.order_by("ends_on", "pk")[:MOST]:
        url = f"{one.program.plan.get_absolute_url()}?part=steps"
        yield Todo(str(one), url, (one.program.title,), one.ends_on, DUE, "", "登记完成", "calendar-due")
