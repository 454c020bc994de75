"""Messages are no archive: they go once they have served."""

from datetime import time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.schedules import scheduled
from jiangong.kit.messaging.models import Digest, Dispatch, DispatchState, Message, Nudge

READ_KEPT = timedelta(days=90)
UNREAD_KEPT = timedelta(days=365)
SENT_KEPT = timedelta(days=90)
NUDGES_KEPT = timedelta(days=400)  # longer than anything stays on the ladder


@scheduled("messaging.forget", "清理过期消息", daily_at=time(3, 50))
def forget_messages(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Delete messages 90 days after they were read, unread ones after a year; what was sent after 90 days."""
    now = timezone.now()
    stale = Q(read_at__lt=now - READ_KEPT) | Q(created_at__lt=now - UNREAD_KEPT)
    gone, _ = Message.objects.filter(stale).delete()
    ended = (DispatchState.SENT, DispatchState.DEAD)
    Dispatch.objects.filter(state__in=ended, created_at__lt=now - SENT_KEPT).delete()
    Digest.objects.filter(day__lt=timezone.localdate() - SENT_KEPT).delete()
    Nudge.objects.filter(at__lt=now - NUDGES_KEPT).delete()
    return {"message": f"清理了{gone}条消息。"}
