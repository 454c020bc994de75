"""Which agreements need somebody: to sign, to check, to extend or assess; and whose they are."""

from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from jiangong.domains.mentorship.choices import AgreementState, Party
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.people.queries import names_from
from jiangong.kit.access.actor import Actor

SOON = timedelta(days=30)
BEFORE_MIDTERM = timedelta(days=14)


def ending_soon(today: date | None = None) -> models.Q:
    """In force, with 30 days or less to go."""
    day = today or timezone.localdate()
    return models.Q(state=AgreementState.VALID, ends_on__range=(day, day + SOON))


def waiting_for_assessment(today: date | None = None) -> models.Q:
    """The term is over and nobody has said what came of it; the nightly job may not have been by yet."""
    return models.Q(state=AgreementState.EXPIRED) | term_over(today)


def term_over(today: date | None = None) -> models.Q:
    return models.Q(state=AgreementState.VALID, ends_on__lt=today or timezone.localdate())


def midterm_due(today: date | None = None) -> models.Q:
    """Half the term is nearly over and nobody has looked."""
    day = today or timezone.localdate()
    return models.Q(
        state=AgreementState.VALID,
        midterm_on=None,
        midterm_due_on__lte=day + BEFORE_MIDTERM,
        ends_on__gte=day,
    )


def matching(text: str) -> models.Q:
    """Numbers anywhere, names of both from their beginning, and the trade."""
    found = models.Q(number__icontains=text) | models.Q(paper_number__icontains=text)
    found |= models.Q(occupation__icontains=text)
    for party in Party:
        found |= models.Q(**{f"{party}__{path}": value for path, value in names_from(text).children})
    return found


def party_of(agreement: Agreement, actor: Actor) -> Party | None:
    """Which party the actor is; a program and the system are none."""
    if actor.user_id is None:
        return None
    return next((party for party in Party if agreement.person(party).user_id == actor.user_id), None)


def own_agreements(actor: Actor) -> models.QuerySet[Agreement]:
    """Those the actor is a party to, wherever they are kept; drafts are not shown to the parties yet."""
    if actor.user_id is None:
        return Agreement.objects.none()
    mine = models.Q(master__user=actor.user_id) | models.Q(apprentice__user=actor.user_id)
    known = Agreement.objects.ungated("the parties may see what they are to sign")
    return known.filter(mine).exclude(state=AgreementState.DRAFT).select_related("master", "apprentice")


def waiting_for_signature(actor: Actor) -> models.QuerySet[Agreement]:
    """Agreements that wait for the actor's own signature."""
    as_master = models.Q(master__user=actor.user_id, master_signed_on=None)
    as_apprentice = models.Q(apprentice__user=actor.user_id, apprentice_signed_on=None)
    return own_agreements(actor).filter(as_master | as_apprentice, state=AgreementState.SIGNING)
