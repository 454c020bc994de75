"""What the kit itself tells people."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.dispatch import receiver
from django.urls import reverse

from jiangong.kit.access.actor import Actor, system_actor
from jiangong.kit.jobs.signals import job_failed
from jiangong.kit.messaging.models import Dispatch, DispatchState, MessageKind
from jiangong.kit.messaging.models.routes import MANAGES
from jiangong.kit.messaging.sending import notify
from jiangong.kit.messaging.todos import ACT, Todo, register_todos

MOST_WAYS = 12


@receiver(job_failed)
def tell_owner(sender: Any, job: Any, sentence: str, **kwargs: Any) -> None:
    """Whoever asked for a job learns that it was not done, and why."""
    if job.user_id is not None:
        address = job.get_absolute_url()
        notify([job.user], f"{job}没有完成", sentence, address, MessageKind.FAILURE, actor=system_actor())


@register_todos
def undelivered(actor: Actor) -> Iterable[Todo]:
    """Who looks after the channels learns which of them does not deliver, and why."""
    if not actor.can(MANAGES):
        return
    dead = Dispatch.objects.visible_to(actor).filter(state=DispatchState.DEAD)
    ways = dead.values_list("target__name").annotate(count=Count("pk")).order_by("target__name")
    for name, count in ways[:MOST_WAYS]:
        error = dead.filter(target__name=name).values_list("error", flat=True).first()
        yield Todo(
            f"{name or '邮件'}：{count}条外发消息没有送达",
            f"{reverse('messaging:dispatch_list')}?view=dead",
            (error or "",),
            group=ACT,
            why="查明原因后重新发送，或停用通道。",
            act_label="查看",
            icon="send",
            tone="crit",
        )
