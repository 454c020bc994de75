"""Dividing a share further: a unit's own plan for its unions, tied to what came from above."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans import rules
from jiangong.domains.plans.models import Edition, Goal, Plan, Program, Recipient, Target
from jiangong.domains.plans.queries.findings.shares import changed_shares
from jiangong.domains.plans.queries.grid import edition_in_force
from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal


@transaction.atomic
def divide_plan(plan: Plan, units: Sequence[Organization], *, actor: Actor) -> Plan:
    """A draft of the actor's unit with its own shares as totals and ``units`` as the rows, in their order."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    if reason := rules.dividing_refusal(plan, actor):
        raise NotAllowed(reason)
    if not units:
        raise Refusal("本单位下面没有可以分解的工会，请先登记下级工会。")
    shares = own_shares(plan, own_organization_id(actor))
    if not shares:
        raise Refusal("本单位在这份计划里没有分解到任务数，不用继续分解。")
    child = _create(plan, actor)
    _copy_goals(child, shares)
    Recipient.objects.bulk_create(
        [
            Recipient(plan=child, organization=unit, position=position, written=str(unit))
            for position, unit in enumerate(units, start=1)
        ],
        batch_size=500,
    )
    Edition.objects.create(plan=child, number=1, drafter=actor.user)
    record(actor, "plans.plan.divide", child, above=plan.pk, units=len(units), goals=len(shares))
    return child


def own_shares(plan: Plan, organization_id: int | None) -> list[Target]:
    """What the edition in force gives this unit, in the notice's order."""
    rows = Target.objects.ungated("one's own shares").filter(
        edition=edition_in_force(plan), recipient__organization=organization_id
    )
    return list(
        rows.select_related("goal", "goal__program", "goal__indicator").order_by(
            "goal__program__position", "goal__position", "goal_id"
        )
    )


def _create(plan: Plan, actor: Actor) -> Plan:
    own = Organization.objects.ungated("the union the actor acts for").get(pk=own_organization_id(actor))
    try:
        with transaction.atomic():
            return Plan.objects.create(
                organization=own,
                parent=plan,
                title=f"{own}分解：{plan.title}"[:200],
                year=plan.year,
                issuer_names=own.name,
                drafter=actor.user,
            )
    except IntegrityError as error:
        # Two people of one unit pressed at once: the constraint let one through.
        raise Conflict("同事刚刚已经分解了这份计划，请刷新页面后在原来的分解表里修改。") from error


def _copy_goals(child: Plan, shares: Sequence[Target]) -> None:
    above = {share.goal.program_id: share.goal.program for share in shares}
    copies = Program.objects.bulk_create(
        [Program(plan=child, position=p.position, title=p.title, aim=p.aim) for p in above.values()]
    )
    programs = dict(zip(above, copies, strict=True))
    Goal.objects.bulk_create(
        [
            Goal(
                program=programs[share.goal.program_id],
                indicator=share.goal.indicator,
                position=share.goal.position,
                operator=share.goal.operator,
                total=share.value,
                per=share.goal.per,
                period=share.goal.period,
                parent=share.goal,
            )
            for share in shares
        ]
    )


@transaction.atomic
def take_shares(plan: Plan, *, actor: Actor) -> int:
    """Take the shares the plan above gives now as totals; the gap this opens is divided in an adjustment."""
    if not actor.can("plans.edit"):
        raise NotAllowed("您当前的任职没有“拟订计划、分解任务”的权限。")
    if reason := rules.managing_refusal(plan, actor):
        raise NotAllowed(reason)
    changed = changed_shares(plan)
    if not changed:
        raise Refusal("本级的目标与上级下达的任务数已经一致。")
    for goal, share in changed:
        Goal.objects.filter(pk=goal.pk).update(total=share or 0)
    record(actor, "plans.plan.edit", plan, goals=len(changed))
    return len(changed)
