"""The ledgers of the reform for other systems."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.reform import actions
from jiangong.domains.reform.forms import CompletionForm, PilotForm, PolicyForm, TaskForm
from jiangong.domains.reform.models import Pilot, Policy, ReformTask
from jiangong.domains.reform.workflow import pilot_workflow, policy_workflow, task_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag
from jiangong.kit.workflow import Workflow


class Kept(Schema):
    """What every row of a ledger tells."""

    id: str
    organization_id: str
    state: str
    version: int


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


def shower(out: type[Kept]) -> Callable[[Any], dict[str, Any]]:
    """Shows the fields of a schema; keys are strings."""

    def show(row: Any) -> dict[str, Any]:
        return {
            name: _key(getattr(row, name)) if name == "id" or name.endswith("_id") else getattr(row, name)
            for name in out.model_fields
        }

    return show


def _key(value: Any) -> str | None:
    return None if value is None else str(value)


def enter(form: Any, actor: Actor) -> Any:
    return actions.enter(form.instance, form.cleaned_data["union"], actor=actor)


def revise(form: Any, actor: Actor) -> Any:
    changed = [name for name in form.changed_data if name in form._meta.fields]
    row = form.instance
    return actions.revise(row, changed, form.cleaned_data["union"], row.version, actor=actor)


def void(row: Any, cleaned: dict[str, Any], actor: Actor) -> Any:
    return actions.void_entry(row, cleaned["reason"], actor=actor)


def complete(task: ReformTask, cleaned: dict[str, Any], actor: Actor) -> ReformTask:
    return actions.complete_task(
        task, cleaned["done_on"], cleaned["progress"], cleaned["evidence"], actor=actor
    )


def ledger(model: Any, out: type[Kept], form_class: Any, workflow: Workflow, **steps: Step) -> Router:
    """List, one, entering, correcting and steps of one ledger."""
    label, show, name = str(model._meta.verbose_name), shower(out), model._meta.model_name
    router = Router(tags=["产改"])

    def listed(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
        return take(model.objects.visible_to(request.actor), wanted, show)

    def read(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
        row = one_or_404(request, model, pk)
        response["ETag"] = etag(row)
        return show(row)

    for path, operation, answer, summary in (
        ("", listed, PageOf[out], f"{label}列表"),  # type: ignore[valid-type]
        ("/{pk}", read, out, f"一条{label}"),
    ):
        operation_id = f"reform_{name}_{'list' if path == '' else 'read'}"
        publish = router.get(
            path, response={200: answer, **ERRORS}, summary=summary, operation_id=operation_id
        )
        publish(requires("reform.view")(operation))
    resource = Resource(router, model, out, show)
    resource.creates(f"登记{label}", "reform.edit", form_class, enter)
    resource.revises(f"修改{label}", "reform.edit", form_class, revise)
    resource.steps("reform.view", workflow, {**steps, "void": Step(void)})
    return router


task_router = ledger(ReformTask, TaskOut, TaskForm, task_workflow, complete=Step(complete, CompletionForm))
policy_router = ledger(Policy, PolicyOut, PolicyForm, policy_workflow)
pilot_router = ledger(Pilot, PilotOut, PilotForm, pilot_workflow)
