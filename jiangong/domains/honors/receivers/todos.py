"""What selection asks of people: nominating, what came back, missing bases, stages that can end, objections."""

from collections.abc import Iterator

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.queries import own_organization_id
from jiangong.domains.honors.choices import EDITABLE, IN_PLAY, ObjectionState, ProgrammeState, StageKind
from jiangong.domains.honors.models import Nomination, Objection, Programme, Stage
from jiangong.domains.honors.queries.programmes import open_programmes, runs
from jiangong.domains.honors.queries.readiness import run_by, unhindered
from jiangong.domains.honors.rules.programmes import advancing_refusal, basis_refusal, publishing_refusal
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.todos import ACT, DECIDE, DUE, RETURNED, Todo, register_todos

MOST_TODOS = 8
MOST_STAGES = 4  # each of these is judged exactly


@register_todos
def nominating_todos(actor: Actor) -> Iterator[Todo]:
    """Programmes that take nominations, and one's own unit's that are not finished or came back."""
    if not actor.can("honors.nominate"):
        return
    waiting = Nomination.objects.visible_to(actor).filter(
        state__in=EDITABLE, programme__state=ProgrammeState.OPEN, organization=own_organization_id(actor)
    )
    for one in waiting.select_related("programme").order_by("programme__nominate_until", "pk")[:MOST_TODOS]:
        yield Todo(
            title=f"{one.bearer}：{one.programme.name}",
            url=one.get_absolute_url(),
            meta=(one.get_state_display(), one.reason),
            due_on=one.programme.nominate_until,
            group=RETURNED if one.reason else ACT,
            act_label="补齐推荐",
            icon="user-plus",
        )
    today = timezone.localdate()
    for programme in open_programmes(actor).exclude(nominate_until__lt=today)[:MOST_TODOS]:
        if runs(programme, actor):
            continue
        yield Todo(
            title=f"推荐人选：{programme.name}",
            url=programme.get_absolute_url(),
            meta=(str(programme.organization),),
            due_on=programme.nominate_until,
            group=DUE,
            act_label="推荐",
            icon="medal",
        )


@register_todos
def unit_notice_todos(actor: Actor) -> Iterator[Todo]:
    """Candidates whose own unit's notice nobody has told of, while the review waits for it."""
    if not actor.can("honors.nominate"):
        return
    rows = Nomination.objects.visible_to(actor).filter(
        state__in=IN_PLAY,
        organization=own_organization_id(actor),
        noticed_until=None,
        programme__state=ProgrammeState.REVIEWING,
        programme__unit_notice_days__gt=0,
        programme__stages__kind=StageKind.UNIT_NOTICE,
        programme__stages__position=F("programme__stage"),
    )
    for one in rows.select_related("programme").order_by("pk")[:MOST_TODOS]:
        yield Todo(
            title=f"登记单位公示：{one.bearer}",
            url=reverse("honors:nomination_supplement", args=[one.pk]),
            meta=(one.programme.name,),
            group=ACT,
            act_label="登记",
            icon="speakerphone",
        )


@register_todos
def basis_todos(actor: Actor) -> Iterator[Todo]:
    """Programmes in preparation that their basis keeps from opening."""
    if not actor.can("honors.organize"):
        return
    for one in run_by(actor, ProgrammeState.DRAFT)[:MOST_TODOS]:
        if why := basis_refusal(one):
            yield Todo(
                title=f"{one.name}不能开始",
                url=one.get_absolute_url(),
                why=why,
                group=ACT,
                act_label="补登依据",
                icon="shield-x",
                tone="crit",
            )


@register_todos
def stage_todos(actor: Actor) -> Iterator[Todo]:
    """Stages that can be finished, notices to be published, decisions that are due."""
    if not any(actor.can(one) for one in ("honors.review", "honors.publish", "honors.award")):
        return
    for one in unhindered(actor)[:MOST_STAGES]:
        if (stage := one.current()) and (title := _due_now(one, stage, actor)):
            yield Todo(
                title=f"{title}：{one.name}",
                url=one.get_absolute_url(),
                due_on=stage.planned_on,
                group=DECIDE,
                icon="speakerphone" if stage.kind == StageKind.NOTICE else "circle-check",
            )


def _due_now(programme: Programme, stage: Stage, actor: Actor) -> str:
    """What whoever runs the programme can do with the stage in hand; a long list is read through only to decide."""
    if stage.kind == StageKind.DECISION:
        return "作出决定" if actor.can("honors.award") and not basis_refusal(programme) else ""
    if actor.can("honors.review") and not advancing_refusal(programme, actor):
        return f"“{stage.name}”可以完成"
    return "发布公示" if stage.kind == StageKind.NOTICE and not publishing_refusal(programme, actor) else ""


@register_todos
def objection_todos(actor: Actor) -> Iterator[Todo]:
    """Objections nobody has settled: they hold everything up."""
    if not actor.can("honors.examine"):
        return
    waiting = Objection.objects.visible_to(actor).filter(state=ObjectionState.OPEN)
    for one in waiting.select_related("notice__programme", "nomination").order_by("received_at")[:MOST_TODOS]:
        yield Todo(
            title=f"核实公示异议：{one.notice.programme.name}",
            url=one.get_absolute_url(),
            meta=(one.nomination.bearer if one.nomination else "整个名单",),
            group=DECIDE,
            act_label="核实",
            icon="message-circle",
            tone="crit",
        )
