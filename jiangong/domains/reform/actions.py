"""Every write on the ledgers of the reform."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.documents.models import Document
from jiangong.domains.reform import rules
from jiangong.domains.reform.models import ReformTask
from jiangong.domains.reform.queries import twin_of
from jiangong.domains.reform.workflow import pilot_workflow, policy_workflow, task_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.entries import EntryBook
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

WORKFLOWS = {one.label: one for one in (task_workflow, policy_workflow, pilot_workflow)}
# At which field of the form a twin is told, and what of a row the form gives beside its own fields.
TOLD_AT = {"reformtask": "text", "policy": "title", "pilot": "party"}
BESIDE = {"pilot": ("enterprise", "unit", "party"), "policy": ("document",), "reformtask": ("lead",)}


def _twin_refusal(row: Any) -> str:
    twin = twin_of(row)
    return rules.twin_sentence(twin) if twin is not None else ""


BOOK = EntryBook("reform.edit", rules.NO_RIGHT, rules.revising_refusal, _twin_refusal, TOLD_AT, BESIDE)
enter, revise = BOOK.enter, BOOK.revise


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
