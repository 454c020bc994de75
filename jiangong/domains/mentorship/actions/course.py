"""What happens under an agreement in force: notes, checks, more time, an end."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models, transaction
from django.utils import timezone

from jiangong.domains.mentorship import rules
from jiangong.domains.mentorship.actions.signing import lock_people
from jiangong.domains.mentorship.choices import RUNNING_STATES, ReviewKind, ReviewResult
from jiangong.domains.mentorship.models import Agreement, Extension, Review
from jiangong.domains.mentorship.queries.lists import term_over
from jiangong.domains.mentorship.workflow import agreement_workflow
from jiangong.domains.people.models import Person
from jiangong.domains.people.rules import refuse_unless_allowed
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.lib.dates import format_day

MOST_AT_ONCE = 500
FORGOTTEN = "（已应要求删除）"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check or an assessment found: when, by whom, how well."""

    held_on: date
    assessor: str
    result: str
    text: str = ""
    score: Decimal | None = None
    grade_reached: str = ""


@transaction.atomic
def write_note(agreement: Agreement, held_on: date, text: str, *, actor: Actor) -> Review:
    """A line in the course of the training; the state stays."""
    refuse_unless_allowed(actor, "mentorship.edit")
    if reason := rules.reach_refusal(agreement, actor):
        raise NotAllowed(reason)
    if agreement.state not in RUNNING_STATES:
        raise NotAllowed(f"这份协议现在是“{agreement.get_state_display()}”，不能再填写培养记录。")
    _require_day(held_on, agreement, "培养日期")
    note = Review.objects.create(
        agreement=agreement, kind=ReviewKind.NOTE, held_on=held_on, text=text.strip(), by_id=actor.user_id
    )
    record(actor, "mentorship.agreement.write_note", agreement)
    return note


@transaction.atomic
def check_midterm(agreement: Agreement, found: Finding, *, actor: Actor) -> Agreement:
    """Half-way: how it goes, who looked."""
    _require_day(found.held_on, agreement, "检查日期")
    agreement_workflow.perform(agreement, "check_midterm", actor=actor, values={"midterm_on": found.held_on})
    _keep(agreement, ReviewKind.MIDTERM, found, actor)
    return agreement


@transaction.atomic
def assess_agreement(agreement: Agreement, found: Finding, *, actor: Actor) -> Agreement:
    """The last word: the apprentice has learned it, or not; in force no longer than the day of it."""
    _require_day(found.held_on, agreement, "考核日期")
    if agreement.effective_on and found.held_on < agreement.effective_on:
        raise Refusal(f"考核日期不能早于协议生效（{format_day(agreement.effective_on)}）。", "held_on")
    passed = found.result == ReviewResult.PASSED
    if passed and not found.grade_reached:
        raise Refusal("考核合格的，请选择达到的等级。", "grade_reached")
    values = {
        "completed_on": found.held_on,
        "grade_reached": found.grade_reached,
        "lapses_on": min(found.held_on, agreement.ends_on) + rules.DAY,
    }
    agreement_workflow.perform(agreement, "graduate" if passed else "fail", actor=actor, values=values)
    _keep(agreement, ReviewKind.COMPLETION, found, actor)
    return agreement


@transaction.atomic
def extend_agreement(agreement: Agreement, ends_on: date, reason: str, *, actor: Actor) -> Agreement:
    """A later end, as long as apprentice and master have the time."""
    lock_people((agreement.master_id, agreement.apprentice_id))
    earlier = agreement.ends_on
    if ends_on <= earlier:
        raise Refusal(f"延期后的结束日期应晚于现在的{format_day(earlier)}。", "ends_on")
    if ends_on < timezone.localdate():
        raise Refusal("延期后的结束日期已经过去，请填写今天以后的日期。", "ends_on")
    if unlikely := rules.term_refusal(agreement.starts_on, ends_on)[1]:
        raise Refusal(unlikely, "ends_on")
    if taken := rules.time_refusal(agreement, ends_on):
        raise Refusal(taken, "ends_on")
    values = {
        "ends_on": ends_on,
        "lapses_on": ends_on + rules.DAY,
        "extended_times": agreement.extended_times + 1,
    }
    agreement_workflow.perform(agreement, "extend", actor=actor, note=reason, values=values)
    Extension.objects.create(
        agreement=agreement,
        earlier_end_on=earlier,
        later_end_on=ends_on,
        reason=reason.strip(),
        by_id=actor.user_id,
    )
    return agreement


@transaction.atomic
def terminate_agreement(agreement: Agreement, day: date, reason: str, *, actor: Actor) -> Agreement:
    """Ended before its time; ``day`` is the last day it was in force."""
    _require_day(day, agreement, "终止日期", "terminated_on")
    if agreement.effective_on and day < agreement.effective_on:
        raise Refusal(
            f"终止日期不能早于协议生效（{format_day(agreement.effective_on)}）。登记有误的请作废。",
            "terminated_on",
        )
    if day > agreement.ends_on:
        raise Refusal("期限已满，不再终止。请办理出师考核或延期。", "terminated_on")
    values = {"closing_reason": reason.strip(), "lapses_on": day + rules.DAY}
    agreement_workflow.perform(agreement, "terminate", actor=actor, note=reason, values=values)
    return agreement


@transaction.atomic
def void_agreement(agreement: Agreement, reason: str, *, actor: Actor) -> Agreement:
    """It should not have been registered; it counts nowhere and its number is not used again."""
    values = {"closing_reason": reason.strip()}
    agreement_workflow.perform(agreement, "void", actor=actor, note=reason, values=values)
    return agreement


@transaction.atomic
def expire_agreements(*, actor: Actor) -> int:
    """Agreements whose term is over wait for their assessment from now on; how many."""
    rows = Agreement.objects.ungated("the term of every agreement ends by itself").filter(term_over())
    due = list(rows.select_related("organization").order_by("ends_on", "pk")[:MOST_AT_ONCE])
    for agreement in due:
        agreement_workflow.perform(agreement, "expire", actor=actor)
    return len(due)


@transaction.atomic
def forget_person(person: Person, *, actor: Actor) -> None:
    """What was written about an erased person goes; that there was an agreement stays."""
    mine = models.Q(master=person) | models.Q(apprentice=person)
    theirs = Agreement.objects.ungated("an erased person's agreements, whoever keeps them").filter(mine)
    keys = list(theirs.values_list("pk", flat=True))
    Review.objects.filter(agreement__in=keys).update(text="", assessor="")
    Extension.objects.filter(agreement__in=keys).update(reason=FORGOTTEN)
    theirs.exclude(closing_reason="").update(closing_reason=FORGOTTEN)
    theirs.exclude(terms="").update(terms=FORGOTTEN)
    for agreement in theirs.filter(pk__in=keys):
        record(actor, "mentorship.agreement.forget", agreement)


def _keep(agreement: Agreement, kind: ReviewKind, found: Finding, actor: Actor) -> None:
    Review.objects.create(
        agreement=agreement,
        kind=kind,
        held_on=found.held_on,
        assessor=found.assessor.strip(),
        result=found.result,
        score=found.score,
        grade_reached=found.grade_reached,
        text=found.text.strip(),
        by_id=actor.user_id,
    )


def _require_day(day: date, agreement: Agreement, what: str, field: str = "held_on") -> None:
    if reason := rules.day_refusal(day, agreement, what):
        raise Refusal(reason, field)
