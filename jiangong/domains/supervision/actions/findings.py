"""Findings: recorded, taken in hand, answered, looked at again by somebody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from jiangong.domains.people.models import Person
from jiangong.domains.supervision import rules
from jiangong.domains.supervision.models import CheckLine, Finding, Visit
from jiangong.domains.supervision.workflow import finding_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged


@dataclass(frozen=True, slots=True)
class Answer:
    """How it was put right, by whom, and since when."""

    measure: str
    responsible: Person
    text: str
    done_on: date


def record_findings(
    visit: Visit, told: Iterable[tuple[CheckLine | None, str]], due_on: date, *, actor: Actor
) -> list[Finding]:
    """What a sheet found, as one batch of the visit."""
    if fault := rules.due_fault(due_on, timezone.localdate()):
        raise Refusal(fault, "due_on")
    made = Finding.objects.bulk_create(
        [
            Finding(
                organization=visit.organization,
                visit=visit,
                line=line,
                text=text,
                due_on=due_on,
                recorded_by=actor.user,
            )
            for line, text in told
        ]
    )
    record_many(actor, "supervision.finding.create", made, visit=visit.pk)
    return made


@transaction.atomic
def add_finding(finding: Finding, visit: Visit, *, actor: Actor) -> Finding:
    """Something the sheet did not say."""
    if reason := rules.recording_refusal(visit, actor):
        raise NotAllowed(reason)
    if fault := rules.due_fault(finding.due_on, timezone.localdate()):
        raise Refusal(fault, "due_on")
    finding.visit, finding.organization, finding.recorded_by = visit, visit.organization, actor.user
    finding.save(force_insert=True)
    visit.finding_count += 1
    save_if_unchanged(visit, visit.version, ["finding_count"])
    record(actor, "supervision.finding.create", finding, visit=visit.pk)
    return finding


@transaction.atomic
def arrange_finding(
    finding: Finding, measure: str, responsible: Person, version: int, *, actor: Actor
) -> Finding:
    """Say what will be done, and who does it."""
    if reason := rules.arranging_refusal(finding, actor):
        raise NotAllowed(reason)
    finding.measure, finding.responsible = measure.strip(), responsible
    save_if_unchanged(finding, version, ["measure", "responsible"])
    record(actor, "supervision.finding.arrange", finding, responsible=responsible.pk)
    return finding


def answer_finding(finding: Finding, answer: Answer, *, actor: Actor) -> Finding:
    """It is put right; somebody else will look."""
    if answer.done_on > timezone.localdate():
        raise Refusal("整改完成日期不能晚于今天。", "answered_on")
    if finding.visit.visited_on and answer.done_on < finding.visit.visited_on:
        raise Refusal("整改完成日期不能早于检查日期。", "answered_on")
    values = {
        "measure": answer.measure.strip(),
        "responsible": answer.responsible,
        "answer": answer.text.strip(),
        "answered_on": answer.done_on,
        "answered_by": actor.user,
        "is_on_behalf": not rules.answers_for_unit(finding, actor),
        "rechecked_by": None,  # who sent it back said so; whoever looks next is still to come
        "rechecked_on": None,
    }
    return finding_workflow.perform(finding, "answer", actor=actor, values=values)


def close_finding(finding: Finding, opinion: str, *, actor: Actor) -> Finding:
    """Another person has looked: it is put right."""
    values = {
        "rechecked_by": actor.user,
        "rechecked_on": timezone.localdate(),
        "opinion": opinion.strip()[:500],
    }
    return finding_workflow.perform(finding, "close", actor=actor, note=opinion, values=values)


def send_back_finding(finding: Finding, opinion: str, due_on: date, *, actor: Actor) -> Finding:
    """Another person has looked: it is not put right."""
    if fault := rules.due_fault(due_on, timezone.localdate()):
        raise Refusal(fault, "due_on")
    values = {
        "rechecked_by": actor.user,
        "rechecked_on": timezone.localdate(),
        "opinion": opinion.strip()[:500],
        "due_on": due_on,
        "times_returned": finding.times_returned + 1,
    }
    return finding_workflow.perform(finding, "send_back", actor=actor, note=opinion, values=values)


@transaction.atomic
def postpone_finding(finding: Finding, due_on: date, reason: str, version: int, *, actor: Actor) -> Finding:
    """More time, for a reason."""
    if refusal := rules.postponing_refusal(finding, actor):
        raise NotAllowed(refusal)
    if not reason.strip():
        raise Refusal("请写明延期的理由。", "reason")
    if due_on <= finding.due_on or rules.due_fault(due_on, timezone.localdate()):
        raise Refusal("新的期限应晚于原来的期限和今天。", "due_on")
    before, finding.due_on = finding.due_on, due_on
    finding.times_postponed += 1
    save_if_unchanged(finding, version, ["due_on", "times_postponed"])
    record(
        actor,
        "supervision.finding.postpone",
        finding,
        due_on=[before.isoformat(), due_on.isoformat()],
        reason=True,
    )
    return finding


def void_finding(finding: Finding, reason: str, *, actor: Actor) -> Finding:
    """It should not have been entered."""
    values = {"opinion": reason.strip()[:500]}
    return finding_workflow.perform(finding, "void", actor=actor, note=reason, values=values)
