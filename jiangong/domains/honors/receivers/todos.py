"""What selection asks of people: nominating, what came back, missing bases, notices, objections."""

from collections.abc import Iterator

from django.utils import timezone

from jiangong.domains.accounts.queries import own_organization_id
from jiangong.domains.honors.choices import EDITABLE, ObjectionState, ProgrammeState, StageKind
from jiangong.domains.honors.models import Nomination, Notice, Objection, Programme
from jiangong.domains.honors.queries.programmes import open_programmes, runs
from jiangong.domains.honors.rules.programmes import basis_refusal
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.todos import ACT, DECIDE, DUE, RETURNED, Todo, register_todos

MOST_TODOS = 8


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
def running_todos(actor: Actor) -> Iterator[Todo]:
    """What a programme in preparation lacks, objections that wait, notices that have run their time."""
    if not actor.can("honors.organize"):
        return
    mine = Programme.objects.visible_to(actor).select_related("organization", "title")
    for one in mine.filter(state=ProgrammeState.DRAFT).order_by("pk")[:MOST_TODOS]:
        if runs(one, actor) and (why := basis_refusal(one)):
            yield Todo(
                title=f"{one.name}不能开始",
                url=one.get_absolute_url(),
                why=why,
                group=ACT,
                act_label="补登依据",
                icon="shield-x",
                tone="crit",
            )
    reviewing = mine.filter(state=ProgrammeState.REVIEWING).prefetch_related("stages", "notices")
    for one in reviewing.order_by("pk")[:MOST_TODOS]:
        stage = one.current() if runs(one, actor) else None
        if stage is not None and stage.kind == StageKind.NOTICE:
            yield from _notice_todo(one, list(one.notices.all()), stage.pk)


def _notice_todo(programme: Programme, notices: list[Notice], stage: int) -> Iterator[Todo]:
    own = [one for one in notices if one.stage_id == stage and one.recalled_at is None]
    words = "发布公示" if not own else "" if any(not one.is_over() for one in own) else "公示期满，办理下一步"
    if words:
        yield Todo(
            title=f"{words}：{programme.name}",
            url=programme.get_absolute_url(),
            group=DECIDE,
            act_label="办理",
            icon="speakerphone",
        )


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
