"""Enrolling, confirming, leaving; progress and results of who takes part."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.competitions import rules
from jiangong.domains.competitions.choices import Step
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.competitions.queries.enrolments import to_confirm, twin_of, whole_number
from jiangong.domains.competitions.workflow import enrolment_workflow
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Party
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

MOST_AT_ONCE = 500
TAKEN = "刚刚有人登记了同一个参赛单位（项目）。请回到列表核对，不必再登记。"


@transaction.atomic
def enrol(
    enrolment: Enrolment, competition: Competition, union: Organization, party: Party, *, actor: Actor
) -> Enrolment:
    """Enter who takes part, as a draft of the union that answers for it."""
    if reason := rules.enrolling_refusal(competition, actor):
        raise NotAllowed(reason)
    complete(enrolment, competition, union, party)
    _refuse_twin(enrolment)
    try:
        with transaction.atomic():
            enrolment.save(force_insert=True)
    except IntegrityError:
        raise Refusal(TAKEN, "party") from None
    record(actor, "competitions.enrolment.create", enrolment, competition=competition.pk)
    return enrolment


@transaction.atomic
def revise_enrolment(
    enrolment: Enrolment,
    fields: Iterable[str],
    *,
    union: Organization,
    party: Party,
    version: int,
    actor: Actor,
) -> Enrolment:
    """Correct a draft, or what came back."""
    stored = Enrolment.objects.ungated("compared with what is being revised").get(pk=enrolment.pk)
    if reason := rules.revising_refusal(stored, actor):
        raise NotAllowed(reason)
    names = [
        *fields,
        "organization",
        "enterprise",
        "unit",
        "party",
        "project_key",
        "above_scale",
        "high_risk",
    ]
    before = {name: getattr(stored, name) for name in names}
    complete(enrolment, stored.competition, union, party)
    _refuse_twin(enrolment)
    try:
        with transaction.atomic():
            save_if_unchanged(enrolment, version, names)
    except IntegrityError:
        raise Refusal(TAKEN, "party") from None
    record(actor, "competitions.enrolment.edit", enrolment, fields=differences(before, enrolment))
    return enrolment


def complete(enrolment: Enrolment, competition: Competition, union: Organization, party: Party) -> None:
    """Fill in what the row repeats of its competition and of who takes part."""
    enrolment.competition, enrolment.organization = competition, union
    enrolment.kind, enrolment.year = competition.kind, competition.year
    enrolment.enterprise, enrolment.unit, enrolment.party = party.enterprise, party.unit, party.name
    enrolment.above_scale = party.enterprise is not None and party.enterprise.above_scale
    enrolment.high_risk = party.enterprise is not None and party.enterprise.high_risk
    enrolment.project_key = whole_number(enrolment.project)


def _refuse_twin(enrolment: Enrolment) -> None:
    if (twin := twin_of(enrolment)) is not None:
        place = f"由{twin.organization}登记，现在是“{twin.get_state_display()}”"
        raise Refusal(f"“{twin}”已在{twin.competition.short_name}竞赛中，{place}，不能重复参赛。", "party")


def submit_enrolment(enrolment: Enrolment, *, actor: Actor) -> Enrolment:
    """Hand it to the union above."""
    values = {"enrolled_on": timezone.localdate(), "reason": ""}
    return enrolment_workflow.perform(enrolment, Step.SUBMIT, actor=actor, values=values)


def withdraw_enrolment(enrolment: Enrolment, note: str = "", *, actor: Actor) -> Enrolment:
    """Take it back before anybody has confirmed it."""
    return enrolment_workflow.perform(
        enrolment, Step.WITHDRAW, actor=actor, note=note, values={"enrolled_on": None}
    )


def confirm_enrolment(enrolment: Enrolment, *, actor: Actor) -> Enrolment:
    """It takes part; from today it counts."""
    values: dict[str, Any] = {"confirmed_on": timezone.localdate(), "reason": ""}
    if enrolment.enterprise is not None:  # as its file says on the day it counts
        values |= {
            "above_scale": enrolment.enterprise.above_scale,
            "high_risk": enrolment.enterprise.high_risk,
        }
    return enrolment_workflow.perform(enrolment, Step.CONFIRM, actor=actor, values=values)


@transaction.atomic
def confirm_enrolments(keys: Sequence[int], *, actor: Actor) -> int:
    """Confirm those of the selected rows that wait for the actor; how many they were."""
    if len(keys) > MOST_AT_ONCE:
        raise Refusal(f"一次最多确认{MOST_AT_ONCE}条，请分几次办理。")
    waiting = to_confirm(actor).filter(pk__in=keys).select_related("enterprise", "organization")
    found = list(waiting.order_by("pk"))
    if not found:
        raise Refusal("所选的记录里没有等您确认的，请先筛选“待确认”。")
    for enrolment in found:
        confirm_enrolment(enrolment, actor=actor)
    return len(found)


def send_back_enrolment(enrolment: Enrolment, reason: str, *, actor: Actor) -> Enrolment:
    """Something is wrong with it; its union mends it."""
    values = {"confirmed_on": None, "reason": reason.strip()[:500]}
    return enrolment_workflow.perform(enrolment, Step.SEND_BACK, actor=actor, note=reason, values=values)


def quit_enrolment(enrolment: Enrolment, reason: str, *, actor: Actor) -> Enrolment:
    """It takes part no longer; the row stays with the reason."""
    values = {"reason": reason.strip()[:500]}
    return enrolment_workflow.perform(enrolment, Step.QUIT, actor=actor, note=reason, values=values)


def void_enrolment(enrolment: Enrolment, reason: str, *, actor: Actor) -> Enrolment:
    """It should not have been entered."""
    values = {"reason": reason.strip()[:500]}
    return enrolment_workflow.perform(enrolment, Step.VOID, actor=actor, note=reason, values=values)


@transaction.atomic
def note_progress(enrolment: Enrolment, text: str, version: int, *, actor: Actor) -> Enrolment:
    """How it goes."""
    if reason := rules.progress_refusal(enrolment, actor):
        raise NotAllowed(reason)
    enrolment.progress, enrolment.progress_on = text.strip(), timezone.localdate()
    save_if_unchanged(enrolment, version, ["progress", "progress_on"])
    record(actor, "competitions.enrolment.progress", enrolment)
    return enrolment


@transaction.atomic
def enter_result(
    enrolment: Enrolment, result: Decimal, result_on: date, version: int, *, actor: Actor
) -> Enrolment:
    """What it uses or emits now; what was saved follows from the baseline, exactly."""
    if reason := rules.result_refusal(enrolment, actor):
        raise NotAllowed(reason)
    if result_on > timezone.localdate():
        raise Refusal("成果统计日不能晚于今天。", "result_on")
    enrolment.result, enrolment.result_on = result, result_on
    enrolment.saved = (enrolment.baseline or Decimal(0)) - result
    save_if_unchanged(enrolment, version, ["result", "result_on", "saved"])
    record(actor, "competitions.enrolment.result", enrolment, saved=enrolment.saved)
    return enrolment
