"""Programmes whose stage in hand may be over: told apart in one statement, before anything is judged exactly."""

from django.db import models
from django.utils import timezone

from jiangong.domains.honors.choices import CHOSEN, ObjectionState, ProgrammeState, StageKind
from jiangong.domains.honors.models import (
    Consultation,
    Nomination,
    Notice,
    Objection,
    Programme,
    Veto,
    Waiver,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below

WHY = "what stands in the way of a stage, whoever asks"
# Stages that end when the facts are there. When a review is over is for those who review to say.
FACTUAL = (StageKind.UNIT_NOTICE, StageKind.OPINIONS, StageKind.NOTICE)
ENDING = (*FACTUAL, StageKind.DECISION)


def run_by(actor: Actor, state: ProgrammeState) -> models.QuerySet[Programme]:
    """The actor's union's programmes and those of the unions below, in this state."""
    rows = Programme.objects.visible_to(actor).filter(state=state)
    if not actor.sees_everything:
        rows = rows.filter(below(actor.scope_path, "organization__path")) if actor.scope_path else rows.none()
    return rows.select_related("organization", "title").order_by("pk")


def unhindered(actor: Actor) -> models.QuerySet[Programme]:
    """Those under review whose stage has nothing in its way that shows at once; few are left to be judged."""
    rows = run_by(actor, ProgrammeState.REVIEWING).filter(
        stages__position=models.F("stage"), stages__kind__in=ENDING
    )
    return rows.exclude(_hindered()).prefetch_related("stages")


def _hindered() -> models.Q:
    """What nobody waives; and gaps of paper, where nobody has answered for anything."""
    this = models.OuterRef("pk")
    waived = models.Exists(Waiver.objects.filter(programme=this))
    objected = Objection.objects.ungated(WHY).filter(notice__programme=this, state=ObjectionState.OPEN)
    vetoed = Veto.objects.filter(consultation__programme=this, lifted_on=None, nomination__state__in=CHOSEN)
    unanswered = Consultation.objects.ungated(WHY).filter(programme=this, reply="")
    unnoticed = Nomination.objects.ungated(WHY).filter(programme=this, state__in=CHOSEN, noticed_until=None)
    running = Notice.objects.filter(
        programme=this,
        stage__position=models.OuterRef("stage"),
        recalled_at=None,
        closes_at__gt=timezone.now(),
    )
    return (
        models.Q(models.Exists(objected))
        | models.Q(models.Exists(vetoed))
        | models.Q(models.Exists(running))
        | models.Q(stages__kind=StageKind.OPINIONS) & models.Q(models.Exists(unanswered)) & ~models.Q(waived)
        | models.Q(stages__kind=StageKind.UNIT_NOTICE)
        & models.Q(models.Exists(unnoticed), unit_notice_days__gt=0)
        & ~models.Q(waived)
    )
