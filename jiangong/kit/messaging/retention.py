"""Messages are no archive: they go once they have served."""

from datetime import time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.jobs.schedules import scheduled
from jiangong.kit.messaging.models import Message

READ_KEPT = timedelta(days=90)
UNREAD_KEPT = timedelta(days=365)


@scheduled("messaging.forget", "清理过期消息", daily_at=time(3, 50))
def forget_messages(progress: Progress, *, actor: Actor) -> dict[str, Any]:
    """Delete messages 90 days after they were read, unread ones after a year."""
    now = timezone.now()
    stale = Q(read_at__lt=now - READ_KEPT) | Q(created_at__lt=now - UNREAD_KEPT)
    gone, _ = Message.objects.filter(stale).delete()
    return {"message": f"清理了{gone}条消息。"}
