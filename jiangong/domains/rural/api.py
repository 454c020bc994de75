"""The rural ledgers for other systems."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.rural.actions import entries as actions
from jiangong.domains.rural.forms import (
    BaseForm,
    CollectiveForm,
    FundingForm,
    ParticipationForm,
    ProjectForm,
    StartForm,
)
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from jiangong.domains.rural.workflow import (
    base_workflow,
    collective_workflow,
    funding_workflow,
    participation_workflow,
    project_workflow,
)
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


class ProjectOut(Kept):
    """A project."""

    name: str
    town: str
    village: str
    industry: str
    content: str
    starts_on: date
    ends_on: date
    begun_on: date | None
    finished_on: date | None


class ParticipationOut(Kept):
    """Somebody's part; who it is stands under ``/people``."""

    person_id: str
    project_id: str | None
    honour: str
    role: str
    joined_on: date
    year: int


class CollectiveOut(Kept):
    """A collective's part."""

    name: str
    enterprise_id: str | None
    unit_id: str | None
    project_id: str | None
    honour: str
    role: str
    joined_on: date
    year: int


class BaseOut(Kept):
    """A base."""

    name: str
    level: str
    industry: str
    town: str
    named_on: date
    ended_on: date | None


class FundingOut(Kept):
    """A sum."""

    project_id: str
    source: str
    amount: Decimal
    paid_on: date


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
    cleaned = form.cleaned_data
    return actions.enter(form.instance, cleaned["union"], another=cleaned.get("another", False), actor=actor)


def revise(form: Any, actor: Actor) -> Any:
    changed = [name for name in form.changed_data if name in form._meta.fields]
    cleaned, row = form.cleaned_data, form.instance
    another = cleaned.get("another", False)
    return actions.revise(row, changed, cleaned["union"], row.version, another=another, actor=actor)


def void(row: Any, cleaned: dict[str, Any], actor: Actor) -> Any:
    return actions.void_entry(row, cleaned["reason"], actor=actor)


def start(project: Project, cleaned: dict[str, Any], actor: Actor) -> Project:
    return actions.start_project(project, cleaned["begun_on"], actor=actor)


def finish(project: Project, cleaned: dict[str, Any], actor: Actor) -> Project:
    return actions.finish_project(project, actor=actor)


def ledger(model: Any, out: type[Kept], form_class: Any, workflow: Workflow, **steps: Step) -> Router:
    """List, one, entering, correcting and steps of one ledger."""
    label, show = str(model._meta.verbose_name), shower(out)
    router = Router(tags=["乡村振兴"])

    def listed(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
        return take(model.objects.visible_to(request.actor), wanted, show)

    def read(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
        row = one_or_404(request, model, pk)
        response["ETag"] = etag(row)
        return show(row)

    name = model._meta.model_name
    for path, operation, answer, summary in (
        ("", listed, PageOf[out], f"{label}列表"),  # type: ignore[valid-type]
        ("/{pk}", read, out, f"一条{label}"),
    ):
        operation_id = f"rural_{name}_{'list' if path == '' else 'read'}"
        publish = router.get(
            path, response={200: answer, **ERRORS}, summary=summary, operation_id=operation_id
        )
        publish(requires("rural.view")(operation))
    resource = Resource(router, model, out, show)
    resource.creates(f"登记{label}", "rural.edit", form_class, enter)
    resource.revises(f"修改{label}", "rural.edit", form_class, revise)
    resource.steps("rural.view", workflow, {**steps, "void": Step(void)})
    return router


project_router = ledger(
    Project, ProjectOut, ProjectForm, project_workflow, start=Step(start, StartForm), finish=Step(finish)
)
participation_router = ledger(Participation, ParticipationOut, ParticipationForm, participation_workflow)
collective_router = ledger(Collective, CollectiveOut, CollectiveForm, collective_workflow)
base_router = ledger(Base, BaseOut, BaseForm, base_workflow)
funding_router = ledger(Funding, FundingOut, FundingForm, funding_workflow)
