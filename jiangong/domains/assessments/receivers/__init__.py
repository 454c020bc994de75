"""What assessments tell the rest: ties, messages, to-dos, deadlines, what can be found, owned files, a judge's own rows."""

from typing import Any

from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver

from jiangong.domains.assessments.models import Sheet, Subject
from jiangong.domains.assessments.queries.names import name_for_reader
from jiangong.domains.assessments.receivers import conflicts, deadlines, messages, searching, todos
from jiangong.domains.assessments.rules.rounds import attaching_refusal
from jiangong.kit.access.actor import Actor, system_actor
from jiangong.kit.access.scoping import register_assignment
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.jobs.queue import enqueue

__all__ = ["conflicts", "deadlines", "messages", "searching", "todos"]

register_owner(
    "assessments.subject",
    Subject.attachment_slots,
    permission="assessments.score",
    refusal=attaching_refusal,
    naming=name_for_reader,
)


@receiver(post_save, sender=Attachment)
def look_for_names(sender: type, instance: Attachment, created: bool, **facts: Any) -> None:
    """What is handed in to a blind round is read at once, while its unit can still exchange it."""
    if not created or instance.owner_model != "assessments.subject":
        return
    blind = Subject.objects.ungated("the owner of a new file").filter(
        pk=instance.owner_id, round__is_blind=True
    )
    if blind.exists():
        enqueue("assessments.check_names_of", actor=system_actor(), subject_id=instance.owner_id)


def sheets_to_judge(actor: Actor) -> models.Q:
    """A judge's sheets, wherever the round is organized."""
    return models.Q(judge__user=actor.user_id)


def subjects_to_judge(actor: Actor) -> models.Q:
    """A judge reads the evidence of what they score."""
    given = Sheet.objects.ungated("part of a scope").filter(judge__user=actor.user_id)
    return models.Q(pk__in=given.values("subject_id"))


register_assignment("assessments.sheet", sheets_to_judge)
register_assignment("assessments.subject", subjects_to_judge)
