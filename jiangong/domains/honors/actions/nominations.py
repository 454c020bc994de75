"""Nominating: who, with what evidence; submitted, sent back, withdrawn."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from jiangong.domains.honors.models import OWN_STEPS, Evidence, Nomination, bearer_name
from jiangong.domains.honors.queries.evidence import known_about
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.honors.rules import nominations as rules
from jiangong.domains.honors.workflow import nomination_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

COLUMNS = (
    "organization", "person", "unit", "enterprise", "team", "bearer", "bearer_key", "workplace", "position",
    "category", "is_separate", "traits", "rank", "deeds", *OWN_STEPS,
)  # fmt: skip
LONGEST_REASON = 500


@transaction.atomic
def nominate(nomination: Nomination, *, actor: Actor) -> Nomination:
    """A new nomination as a draft, with what the system knows about the candidate."""
    if reason := rules.nominating_refusal(nomination.programme, actor):
        raise NotAllowed(reason)
    fill(nomination)
    if reason := rules.twin_refusal(nomination):
        raise Refusal(reason, "candidate")
    try:
        with transaction.atomic():
            nomination.save(force_insert=True)
    except IntegrityError:
        raise Refusal("这个对象刚刚已被推荐，请刷新页面查看。", "candidate") from None
    draw_evidence([nomination])
    forget(nomination.programme)
    record(actor, "honors.nomination.create", nomination, programme=nomination.programme_id)
    return nomination


@transaction.atomic
def revise_nomination(nomination: Nomination, version: int, *, actor: Actor) -> Nomination:
    """Correct a draft or what came back."""
    stored = Nomination.objects.ungated("compared with what is being revised").get(pk=nomination.pk)
    if reason := rules.editing_refusal(stored, actor):
        raise NotAllowed(reason)
    fill(nomination)
    if reason := rules.twin_refusal(nomination):
        raise Refusal(reason, "candidate")
    before = {name: getattr(stored, name) for name in COLUMNS}
    save_if_unchanged(nomination, version, list(COLUMNS))
    draw_evidence([nomination])
    forget(nomination.programme)
    record(actor, "honors.nomination.edit", nomination, fields=differences(before, nomination))
    return nomination


@transaction.atomic
def supplement_nomination(nomination: Nomination, version: int, *, actor: Actor) -> Nomination:
    """Tell of the unit's own meeting and notice after it was handed in; what others have read stays."""
    stored = Nomination.objects.ungated("compared with what is being told").get(pk=nomination.pk)
    if reason := rules.supplementing_refusal(stored, actor):
        raise NotAllowed(reason)
    before = {name: getattr(stored, name) for name in OWN_STEPS}
    save_if_unchanged(nomination, version, list(OWN_STEPS))
    forget(nomination.programme)
    record(actor, "honors.nomination.supplement", nomination, fields=differences(before, nomination))
    return nomination


def fill(nomination: Nomination) -> None:
    """What lists, notices and certificates call the candidate, and by what they are told apart."""
    nomination.team = " ".join(nomination.team.split()) if nomination.person is None else ""
    nomination.bearer = bearer_name(nomination)[:160]
    nomination.bearer_key = bearer_key(nomination)
    home = nomination.person.organization if nomination.person is not None else nomination.organization
    nomination.workplace = home.name


def bearer_key(nomination: Nomination) -> str:
    """What one candidate is told from another by, whoever nominates."""
    if nomination.person is not None:
        return f"p{nomination.person.pk}"
    place = f"e{nomination.enterprise.pk}" if nomination.enterprise is not None else f"o{nomination.unit_id}"
    return f"{place}:{nomination.team.replace(' ', '')}"


def draw_evidence(nominations: Sequence[Nomination]) -> int:
    """Write down what is known about these candidates now; how many facts there are."""
    Evidence.objects.filter(nomination__in=[one.pk for one in nominations]).delete()
    rows = [
        Evidence(
            nomination_id=key, source=fact.source, reference=fact.reference, text=fact.text[:200], on=fact.on
        )
        for key, facts in known_about(nominations).items()
        for fact in {one.reference: one for one in facts}.values()
    ]
    return len(Evidence.objects.bulk_create(rows, batch_size=500))


@transaction.atomic
def submit_nomination(nomination: Nomination, *, actor: Actor) -> Nomination:
    """Hand it in to whoever runs the programme."""
    values = {"submitted_on": timezone.localdate(), "reason": ""}
    nomination_workflow.perform(nomination, "submit", actor=actor, values=values)
    draw_evidence([nomination])  # as the system knows them on the day
    forget(nomination.programme)
    return nomination


@transaction.atomic
def send_back_nomination(nomination: Nomination, reason: str, *, actor: Actor) -> Nomination:
    return _close(nomination, "send_back", reason, actor)


@transaction.atomic
def withdraw_nomination(nomination: Nomination, reason: str, *, actor: Actor) -> Nomination:
    return _close(nomination, "withdraw", reason, actor)


def _close(nomination: Nomination, step: str, reason: str, actor: Actor) -> Nomination:
    values = {"reason": reason.strip()[:LONGEST_REASON]}
    nomination_workflow.perform(nomination, step, actor=actor, note=reason, values=values)
    forget(nomination.programme)
    return nomination


def flag_evidence(cited: models.Q, why: str, on: date) -> int:
    """What these facts rested on fell for this reason, or stands again; how many citations it concerns."""
    rows = Evidence.objects.filter(cited)
    return rows.update(flagged_on=on if why else None, flag=why[:100])
