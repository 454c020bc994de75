"""Tell people something, mark it read, count what is unread."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.models import Message, MessageKind


def notify(
    users: Iterable[Any],
    title: str,
    body: str = "",
    url: str = "",
    kind: str = MessageKind.NOTICE,
    *,
    actor: Actor,
) -> int:
    """One message to each user, in the caller's transaction; nobody is told what they did themselves.

    ``actor`` is the person who acts; the system tells everybody. How many were told.
    """
    recipients = {user.pk: user for user in users if actor.is_system or user.pk != actor.user_id}
    letters = [
        Message(user_id=pk, title=title[:120], body=body[:500], url=url[:300], kind=kind) for pk in recipients
    ]
    with transaction.atomic():
        Message.objects.bulk_create(letters, batch_size=500)
    return len(letters)


def unread_count(user_id: int | None) -> int:
    """How many messages a person has not read."""
    return Message.objects.filter(user_id=user_id, read_at=None).count() if user_id else 0


def mark_read(messages: models.QuerySet[Message]) -> int:
    """Mark these read; those already read keep their time."""
    return messages.filter(read_at=None).update(read_at=timezone.now())
