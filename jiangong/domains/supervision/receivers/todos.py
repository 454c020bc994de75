"""What waits for somebody under supervision: to draw, to inspect, to put right, to look at again."""

from collections.abc import Iterator

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.organizations.queries import home_of
from jiangong.domains.supervision.choices import OPEN_VISITS, OWED_FINDINGS, DrawState, FindingState
from jiangong.domains.supervision.models import Draw, Finding, VisitInspector
from jiangong.domains.supervision.queries.visits import own_visits
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.todos import ACT, BEHIND, DECIDE, RETURNED, Todo, register_todos

MOST = 20
ICON = "clipboard-check"


@register_todos
def draw_todos(actor: Actor) -> Iterator[Todo]:
    """Draws whose seed can be known by now."""
    if not actor.can("supervision.draw"):
        return
    waiting = Draw.objects.visible_to(actor).filter(
        organization=home_of(actor), state=DrawState.ANNOUNCED, seed_on__lte=timezone.localdate()
    )
    for one in waiting.select_related("plan").order_by("pk")[:MOST]:
        yield Todo(
            title=f"抽取检查对象：{one.plan}",
            url=one.get_absolute_url(),
            meta=(one.seed_source[:40],),
            group=ACT,
            act_label="去抽取",
            icon=ICON,
        )


@register_todos
def visit_todos(actor: Actor) -> Iterator[Todo]:
    """Visits the actor goes on."""
    if not actor.can("supervision.inspect") or actor.user_id is None:
        return
    rows = own_visits(actor).filter(state__in=OPEN_VISITS).select_related("organization", "plan")
    for one in rows.order_by("plan__ends_on", "pk")[:MOST]:
        yield Todo(
            title=f"督导检查：{one.organization}",
            url=one.get_absolute_url(),
            meta=(one.plan.title[:40], one.get_state_display()),
            due_on=one.planned_on or one.plan.ends_on,
            group=ACT,
            act_label="去检查",
            icon=ICON,
        )


@register_todos
def finding_todos(actor: Actor) -> Iterator[Todo]:
    """What the actor's own unit owes."""
    if not actor.can("supervision.rectify"):
        return
    own = Finding.objects.visible_to(actor).filter(organization=home_of(actor), state__in=OWED_FINDINGS)
    for one in own.select_related("visit__plan").order_by("due_on", "pk")[:MOST]:
        returned = one.state == FindingState.RETURNED
        yield Todo(
            title=f"整改：{one}",
            url=one.get_absolute_url(),
            meta=(one.visit.plan.title[:40],),
            due_on=one.due_on,
            group=RETURNED if returned else ACT,
            why=one.opinion if returned else "",
            act_label="答复整改",
            icon="tool",
            tone="crit" if one.days_overdue else "warn" if returned else "mute",
        )


@register_todos
def recheck_todos(actor: Actor) -> Iterator[Todo]:
    """Answers that wait for another person; one row, because they are looked through together."""
    if not actor.can("supervision.recheck"):
        return
    count = to_recheck(actor).count()
    if count:
        yield Todo(
            title=f"{count}个督导问题待复查",
            url=f"{reverse('supervision:finding_list')}?view=answered",
            group=DECIDE,
            act_label="去复查",
            icon="checks",
        )


def to_recheck(actor: Actor) -> models.QuerySet[Finding]:
    """Answered findings the actor may look at again: not their own, not of their own unit."""
    home = home_of(actor)
    seats = VisitInspector.objects.filter(user=actor.user_id).values("visit")
    inspecting = models.Q(visit__plan__organization=home) | models.Q(visit__in=seats)
    mine = models.Q(recorded_by=actor.user_id) | models.Q(answered_by=actor.user_id)
    found = Finding.objects.visible_to(actor).filter(inspecting, state=FindingState.ANSWERED)
    return found.exclude(mine).exclude(organization=home)


@register_todos
def overdue_todos(actor: Actor) -> Iterator[Todo]:
    """What others owe and is late, as one row for those who had it inspected."""
    if not actor.can("supervision.plan"):
        return
    late = Finding.objects.visible_to(actor).filter(
        visit__plan__organization=home_of(actor),
        state__in=OWED_FINDINGS,
        due_on__lt=timezone.localdate(),
    )
    units = list(late.order_by("due_on").values_list("organization__short_name", "organization__name")[:100])
    if units:
        names = list(dict.fromkeys(short or name for short, name in units))
        yield Todo(
            title=f"{len(units)}个督导问题整改逾期",
            url=f"{reverse('supervision:finding_list')}?view=late",
            meta=("、".join(names[:3]) + ("等" if len(names) > 3 else ""),),
            group=BEHIND,
            act_label="查看",
            icon="alert-triangle",
            tone="crit",
        )
