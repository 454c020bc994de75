"""Inspections for other systems: plans, visits with both figures, findings and their answers."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.supervision.actions import findings, planning
from jiangong.domains.supervision.forms.findings import AnswerForm, answer_of
from jiangong.domains.supervision.forms.planning import InspectionPlanForm
from jiangong.domains.supervision.models import Finding, InspectionPlan, Visit
from jiangong.domains.supervision.workflow import finding_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag

plan_router = Router(tags=["督导计划"])
visit_router = Router(tags=["督导检查"])
finding_router = Router(tags=["督导问题"])


class InspectionPlanOut(Schema):
    """An inspection plan."""

    id: str
    organization_id: str
    title: str
    year: int
    purpose: str
    basis: str
    plan_id: str | None
    rubric_id: str | None
    starts_on: date
    ends_on: date
    unit_count: int
    team_size: int
    most_visits: int
    state: str
    version: int


class VerifiedFigureOut(Schema):
    """A figure as reported when the visit began and as verified; both stay."""

    indicator_id: str
    indicator: str
    unit: str
    starts_on: date
    ends_on: date
    target: Decimal | None
    reported: Decimal | None
    verified: Decimal | None


class VisitOut(Schema):
    """One visit; who went and what was written about people stay inside."""

    id: str
    organization_id: str
    plan_id: str
    draw_id: str | None
    year: int
    planned_on: date | None
    visited_on: date | None
    state: str
    finding_count: int
    figures: list[VerifiedFigureOut]


class FindingOut(Schema):
    """Something to put right."""

    id: str
    organization_id: str
    visit_id: str
    text: str
    demand: str
    due_on: date
    state: str
    measure: str
    answer: str
    answered_on: date | None
    rechecked_on: date | None
    opinion: str
    version: int


OF_PLAN = (
    "title", "year", "purpose", "basis", "starts_on", "ends_on", "unit_count", "team_size", "most_visits", "state",
    "version",
)  # fmt: skip
OF_VISIT = ("year", "planned_on", "visited_on", "state", "finding_count")
OF_FIGURE = ("starts_on", "ends_on", "target", "reported", "verified")
OF_FINDING = (
    "text", "demand", "due_on", "state", "measure", "answer", "answered_on", "rechecked_on", "opinion", "version",
)  # fmt: skip


def _key(value: int | None) -> str | None:
    return None if value is None else str(value)


def show_plan(one: InspectionPlan) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        "plan_id": _key(one.plan_id),
        "rubric_id": _key(one.rubric_id),
        **{name: getattr(one, name) for name in OF_PLAN},
    }


def show_visit(one: Visit) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        "plan_id": str(one.plan_id),
        "draw_id": _key(one.draw_id),
        **{name: getattr(one, name) for name in OF_VISIT},
        "figures": [
            {
                "indicator_id": str(figure.indicator_id),
                "indicator": figure.indicator.name,
                "unit": figure.indicator.unit,
                **{name: getattr(figure, name) for name in OF_FIGURE},
            }
            for figure in one.figures.all()
        ],
    }


def show_finding(one: Finding) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        "visit_id": str(one.visit_id),
        **{name: getattr(one, name) for name in OF_FINDING},
    }


@plan_router.get("", response={200: PageOf[InspectionPlanOut], **ERRORS}, summary="督导计划列表")
@requires("supervision.view")
def list_plans(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Inspection plans in the token's scope, oldest first."""
    return take(InspectionPlan.objects.visible_to(request.actor), wanted, show_plan)


@plan_router.get("/{pk}", response={200: InspectionPlanOut, **ERRORS}, summary="一项督导计划")
@requires("supervision.view")
def read_plan(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One plan, with the version that a change must name."""
    found = one_or_404(request, InspectionPlan, pk)
    response["ETag"] = etag(found)
    return show_plan(found)


@visit_router.get("", response={200: PageOf[VisitOut], **ERRORS}, summary="督导检查列表")
@requires("supervision.view")
def list_visits(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Visits in the token's scope with their figures, oldest first."""
    rows = Visit.objects.visible_to(request.actor).prefetch_related("figures__indicator")
    return take(rows, wanted, show_visit)


@visit_router.get("/{pk}", response={200: VisitOut, **ERRORS}, summary="一次督导检查")
@requires("supervision.view")
def read_visit(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One visit with its figures."""
    found = one_or_404(request, Visit, pk)
    response["ETag"] = etag(found)
    return show_visit(found)


@finding_router.get("", response={200: PageOf[FindingOut], **ERRORS}, summary="督导问题列表")
@requires("supervision.view")
def list_findings(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Findings in the token's scope, oldest first."""
    return take(Finding.objects.visible_to(request.actor), wanted, show_finding)


@finding_router.get("/{pk}", response={200: FindingOut, **ERRORS}, summary="一个督导问题")
@requires("supervision.view")
def read_finding(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One finding, with the version that an answer must name."""
    found = one_or_404(request, Finding, pk)
    response["ETag"] = etag(found)
    return show_finding(found)


def draft(form: Any, actor: Actor) -> InspectionPlan:
    return planning.draft_inspection_plan(form.instance, actor=actor)


def revise(form: Any, actor: Actor) -> InspectionPlan:
    return planning.revise_inspection_plan(
        form.instance, form.changed_data, form.instance.version, actor=actor
    )


def answer(finding: Finding, cleaned: dict[str, Any], actor: Actor) -> Finding:
    return findings.answer_finding(finding, answer_of(cleaned), actor=actor)


plans = Resource(plan_router, InspectionPlan, InspectionPlanOut, show_plan)
plans.creates("拟定督导计划", "supervision.plan", InspectionPlanForm, draft)
plans.revises("修改督导计划", "supervision.plan", InspectionPlanForm, revise)
# Drawing, inspecting, looking again and voiding are acts of named people, which a program is not.
answers = Resource(finding_router, Finding, FindingOut, show_finding)
answers.steps("supervision.view", finding_workflow, {"answer": Step(answer, AnswerForm)})
