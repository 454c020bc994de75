"""Entering, correcting and voiding rows of the rural ledgers; the course of a project."""

from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from jiangong.domains.people.models import Person
from jiangong.domains.rural import rules
from jiangong.domains.rural.choices import EntryState
from jiangong.domains.rural.models import Collective, Entry, Participation, Project
from jiangong.domains.rural.queries.ledgers import identity_of, twin_of
from jiangong.domains.rural.workflow import (
    base_workflow,
    collective_workflow,
    funding_workflow,
    participation_workflow,
    project_workflow,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.entries import EntryBook
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged
from jiangong.kit.workflow import Workflow

Row = TypeVar("Row", bound="Project | Entry")
WORKFLOWS: dict[str, Workflow] = {
    one.label: one for one in (participation_workflow, collective_workflow, base_workflow, funding_workflow)
}
# At which field of the form a twin is told, and what of a row follows from the rest.
TOLD_AT = {
    "project": "name",
    "participation": "person",
    "collective": "name",
    "base": "name",
    "funding": "amount",
}
DERIVED = {"participation": ("year",), "collective": ("year", "enterprise", "unit", "identity")}


def complete(row: Any) -> None:
    """Fill in what a row repeats so that a figure looks at nothing else."""
    if isinstance(row, Participation | Collective):
        row.year = row.joined_on.year
    if isinstance(row, Collective):
        row.identity = identity_of(row)


def _twin_refusal(row: Any) -> str:
    twin = twin_of(row)
    return rules.twin_sentence(row, twin) if twin is not None else ""


BOOK = EntryBook(
    "rural.edit", rules.NO_RIGHT, rules.revising_refusal, _twin_refusal, TOLD_AT, DERIVED, complete
)
enter, revise = BOOK.enter, BOOK.revise


def void_entry(row: Row, reason: str, *, actor: Actor) -> Row:
    """It counts no longer; the row stays with the reason."""
    if isinstance(row, Project) and (left := rules.hanging_on(row)):
        raise Refusal(left)
    workflow = project_workflow if isinstance(row, Project) else WORKFLOWS[row._meta.label_lower]
    return workflow.perform(row, "void", actor=actor, note=reason, values={"reason": reason.strip()[:500]})


def start_project(project: Project, begun_on: date, *, actor: Actor) -> Project:
    """It runs from a day on."""
    if rules.is_future(begun_on):
        raise Refusal("启动日期不能晚于今天。", "begun_on")
    return project_workflow.perform(project, "start", actor=actor, values={"begun_on": begun_on})


def finish_project(project: Project, *, actor: Actor) -> Project:
    """It is done today."""
    return project_workflow.perform(
        project, "finish", actor=actor, values={"finished_on": timezone.localdate()}
    )


@transaction.atomic
def note_progress(project: Project, text: str, version: int, *, actor: Actor) -> Project:
    """How it goes and what came of it."""
    if reason := rules.progress_refusal(project, actor):
        raise NotAllowed(reason)
    project.progress = text.strip()
    save_if_unchanged(project, version, ["progress"])
    record(actor, "rural.project.progress", project)
    return project


@transaction.atomic
def fold_participations(keep: Person, drop: Person, *, actor: Actor) -> int:
    """What still points at a merged entry doubled a row of the kept one: it is voided, so that one counts."""
    doubled = Participation.objects.ungated("two entries of one person became one").filter(
        person=drop, state=EntryState.STANDING
    )
    found = list(doubled)
    doubled.update(state=EntryState.VOID, reason="人员合并后与另一条记录重复。")
    for row in found:
        record(actor, "rural.participation.fold", row, into=keep.pk)
    return len(found)
