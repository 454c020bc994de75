"""Every write on the ledgers of the reform."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.models import Organization
from jiangong.domains.reform import rules
from jiangong.domains.reform.models import ReformTask
from jiangong.domains.reform.queries import twin_of
from jiangong.domains.reform.workflow import pilot_workflow, policy_workflow, task_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

WORKFLOWS = {one.label: one for one in (task_workflow, policy_workflow, pilot_workflow)}
# At which field of the form a twin is told, and what of a row the form gives beside its own fields.
TOLD_AT = {"reformtask": "text", "policy": "title", "pilot": "party"}
BESIDE = {"pilot": ("enterprise", "unit", "party"), "policy": ("document",), "reformtask": ("lead",)}
TAKEN = "刚刚有人登记了同样的内容。请回到列表核对，不必再登记。"


@transaction.atomic
def enter(row: Any, union: Organization, *, actor: Actor) -> Any:
    """A new row of a union's ledger."""
    if not actor.can("reform.edit"):
        raise NotAllowed(rules.NO_RIGHT)
    row.organization = union
    _refuse_twin(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refusal(TAKEN, TOLD_AT[row._meta.model_name]) from None
    record(actor, f"{row._meta.label_lower}.create", row)
    return row


@transaction.atomic
def revise(row: Any, fields: Iterable[str], union: Organization, version: int, *, actor: Actor) -> Any:
    """Correct a row that holds."""
    stored = type(row).objects.ungated("compared with what is being revised").get(pk=row.pk)
    if reason := rules.revising_refusal(stored, actor):
        raise NotAllowed(reason)
    kind = row._meta.model_name
    names = list(dict.fromkeys([*fields, "organization", *BESIDE[kind]]))
    before = {name: getattr(stored, name) for name in names}
    row.organization = union
    _refuse_twin(row)
    try:
        with transaction.atomic():
            save_if_unchanged(row, version, names)
    except IntegrityError:
        raise Refusal(TAKEN, TOLD_AT[kind]) from None
    record(actor, f"{row._meta.label_lower}.edit", row, fields=differences(before, row))
    return row


def _refuse_twin(row: Any) -> None:
    if (twin := twin_of(row)) is not None:
        raise Refusal(rules.twin_sentence(twin), TOLD_AT[row._meta.model_name])


def void_entry(row: Any, reason: str, *, actor: Actor) -> Any:
    """It counts no longer; the row stays with the reason."""
    workflow = WORKFLOWS[row._meta.label_lower]
    return workflow.perform(row, "void", actor=actor, note=reason, values={"reason": reason.strip()[:500]})


@transaction.atomic
def note_progress(task: ReformTask, text: str, version: int, *, actor: Actor) -> ReformTask:
    """How it goes."""
    if reason := rules.progress_refusal(task, actor):
        raise NotAllowed(reason)
    task.progress, task.progress_on = text.strip(), timezone.localdate()
    save_if_unchanged(task, version, ["progress", "progress_on"])
    record(actor, "reform.reformtask.progress", task)
    return task


def complete_task(
    task: ReformTask, done_on: date, told: str, evidence: Document | None = None, *, actor: Actor
) -> ReformTask:
    """It is done: when, what came of it, and the document that shows it."""
    if done_on > timezone.localdate():
        raise Refusal("完成日期不能晚于今天。", "done_on")
    if not told.strip():
        raise Refusal("请写明完成情况。", "progress")
    values = {
        "done_on": done_on,
        "progress": told.strip(),
        "progress_on": timezone.localdate(),
        "evidence_id": evidence.pk if evidence else None,
        "reason": "",
    }
    return task_workflow.perform(task, "complete", actor=actor, values=values)


def reopen_task(task: ReformTask, reason: str, *, actor: Actor) -> ReformTask:
    """It was not done after all."""
    values = {"done_on": None, "reason": reason.strip()[:500]}
    return task_workflow.perform(task, "reopen", actor=actor, note=reason, values=values)
