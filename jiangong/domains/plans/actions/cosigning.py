"""What partner departments say about a plan (会签), in the system or on paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans import rules
from jiangong.domains.plans.choices import Channel, CosignState
from jiangong.domains.plans.models import Cosignature, Plan
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal


@dataclass(frozen=True, slots=True)
class Answer:
    """What a department said, and how it reached us."""

    state: str
    opinion: str = ""
    channel: str = Channel.ONLINE
    answered_on: date | None = None


@transaction.atomic
def list_cosigners(plan: Plan, departments: Collection[Organization], *, actor: Actor) -> Plan:
    """Say which departments are to cosign; what they have already said stays."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    if reason := rules.listing_refusal(plan, actor):
        raise NotAllowed(reason)
    wanted = {one.pk for one in departments}
    listed = dict(plan.cosignatures.values_list("organization_id", "state"))
    answered = [key for key, state in listed.items() if key not in wanted and state != CosignState.ASKED]
    if answered:
        names = "、".join(
            str(one.organization) for one in plan.cosignatures.filter(organization__in=answered)
        )
        raise Refusal(f"{names}已经会签，不能移除。", "departments")
    plan.cosignatures.exclude(organization__in=wanted).delete()
    made = [Cosignature(plan=plan, organization=one) for one in departments if one.pk not in listed]
    Cosignature.objects.bulk_create(made)
    record(actor, "plans.plan.edit", plan, cosigners=len(wanted))
    return plan


@transaction.atomic
def cosign_plan(cosignature: Cosignature, answer: Answer, *, actor: Actor) -> Cosignature:
    """The department itself answers."""
    if not actor.can("plans.cosign"):
        raise NotAllowed("您当前的任职没有“会签”的权限。")
    if reason := rules.answering_refusal(cosignature, actor):
        raise NotAllowed(reason)
    return _keep(cosignature, answer, actor)


@transaction.atomic
def record_cosignature(cosignature: Cosignature, answer: Answer, *, actor: Actor) -> Cosignature:
    """Enter what a department answered on paper or by telephone."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    plan = cosignature.plan
    if reason := rules.managing_refusal(plan, actor) or rules.open_cosigning_refusal(plan):
        raise NotAllowed(reason)
    if answer.channel == Channel.ONLINE:
        raise Refusal("请选择对方是怎样会签的：纸质、电话、微信或邮件。", "channel")
    if answer.answered_on is None or answer.answered_on > timezone.localdate():
        raise Refusal("会签日期不能晚于今天。", "answered_on")
    return _keep(cosignature, answer, actor)


def _keep(cosignature: Cosignature, answer: Answer, actor: Actor) -> Cosignature:
    if answer.state == CosignState.OBJECTED and not answer.opinion.strip():
        raise Refusal("有意见的请写明意见。", "opinion")
    now = timezone.now()
    # Compare-and-set: the department and the drafter may answer at once, and only one answer counts.
    changed = Cosignature.objects.filter(pk=cosignature.pk, state=CosignState.ASKED).update(
        state=answer.state,
        opinion=answer.opinion.strip(),
        channel=answer.channel,
        answered_at=_noon(answer.answered_on) if answer.answered_on else now,
        answered_by=actor.user_id,
        version=cosignature.version + 1,
        updated_at=now,
    )
    if not changed:
        raise Conflict(f"{cosignature.organization}已经会签。请刷新页面查看最新情况。")
    cosignature.refresh_from_db()
    record(
        actor,
        "plans.plan.cosign",
        cosignature.plan,
        department=cosignature.organization_id,
        said=answer.state,
    )
    return cosignature


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
