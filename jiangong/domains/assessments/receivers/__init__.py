"""What assessments tell the rest: ties, messages, to-dos, deadlines, what can be found, owned files, a judge's own rows."""

from django.db import models

from jiangong.domains.assessments.models import Sheet, Subject
from jiangong.domains.assessments.receivers import conflicts, deadlines, messages, searching, todos
from jiangong.domains.assessments.rules.rounds import attaching_refusal
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.scoping import register_assignment
from jiangong.kit.attachments.slots import register_owner

__all__ = ["conflicts", "deadlines", "messages", "searching", "todos"]

register_owner(
    "assessments.subject",
    Subject.attachment_slots,
    permission="assessments.score",
    refusal=attaching_refusal,
)


def sheets_to_judge(actor: Actor) -> models.Q:
    """A judge's sheets, wherever the round is organized."""
    return models.Q(judge__user=actor.user_id)


def subjects_to_judge(actor: Actor) -> models.Q:
    """A judge reads the evidence of what they score."""
    given = Sheet.objects.ungated("part of a scope").filter(judge__user=actor.user_id)
    return models.Q(pk__in=given.values("subject_id"))


register_assignment("assessments.sheet", sheets_to_judge)
register_assignment("assessments.subject", subjects_to_judge)
