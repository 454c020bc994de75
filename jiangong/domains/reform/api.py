"""The ledgers of the reform for other systems."""

from datetime import date
from typing import Any

from jiangong.domains.reform import actions
from jiangong.domains.reform.forms import CompletionForm, PilotForm, PolicyForm, TaskForm
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from jiangong.domains.reform.workflow import pilot_workflow, policy_workflow, task_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.entries import EntryApi, Kept
from jiangong.kit.rest.writing import Step


class TaskOut(Kept):
    """A task; who is responsible stays inside."""

    year: int
    text: str
    field: str
    lead_id: str
    partners: str
    due_on: date
    done_on: date | None
    evidence_id: str | None


class PolicyOut(Kept):
    """A policy."""

    title: str
    number: str
    issuer: str
    issued_on: date
    field: str
    document_id: str | None


class PilotOut(Kept):
    """A demonstration point."""

    party: str
    enterprise_id: str | None
    unit_id: str | None
    level: str
    named_on: date
    ended_on: date | None


def complete(task: ReformTask, cleaned: dict[str, Any], actor: Actor) -> ReformTask:
    return actions.complete_task(
        task, cleaned["done_on"], cleaned["progress"], cleaned["evidence"], actor=actor
    )


ledgers = EntryApi("reform", "产改", actions.BOOK, actions.void_entry)
task_router = ledgers.router(
    ReformTask, TaskOut, TaskForm, task_workflow, complete=Step(complete, CompletionForm)
)
policy_router = ledgers.router(Policy, PolicyOut, PolicyForm, policy_workflow)
pilot_router = ledgers.router(Pilot, PilotOut, PilotForm, pilot_workflow)
