"""Competitions and enrolments for other systems."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.competitions.actions import enrolments as actions
from jiangong.domains.competitions.choices import Step as Steps
from jiangong.domains.competitions.forms import EnrolmentForm
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.competitions.workflow import enrolment_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag

competition_router = Router(tags=["竞赛"])
router = Router(tags=["竞赛参赛"])


class CompetitionOut(Schema):
    """One competition."""

    id: str
    organization_id: str
    kind: str
    year: int
    title: str
    opens_on: date
    closes_on: date
    starts_on: date
    ends_on: date


class EnrolmentOut(Schema):
    """One enrolment; the contact stays inside."""

    id: str
    organization_id: str
    competition_id: str
    kind: str
    year: int
    party: str
    enterprise_id: str | None
    unit_id: str | None
    project: str
    workers: int
    teams: int | None
    investment: Decimal | None
    metric: str
    baseline_year: int | None
    baseline: Decimal | None
    result: Decimal | None
    saved: Decimal | None
    state: str
    enrolled_on: date | None
    confirmed_on: date | None
    version: int


def show_competition(one: Competition) -> dict[str, Any]:
    own = ("kind", "year", "title", "opens_on", "closes_on", "starts_on", "ends_on")
    return {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        **{name: getattr(one, name) for name in own},
    }


OWN = (
    "kind", "year", "party", "project", "workers", "teams", "investment", "metric", "baseline_year", "baseline",
    "result", "saved", "state", "enrolled_on", "confirmed_on", "version",
)  # fmt: skip


def show(one: Enrolment) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        "competition_id": str(one.competition_id),
        "enterprise_id": str(one.enterprise_id) if one.enterprise_id else None,
        "unit_id": str(one.unit_id) if one.unit_id else None,
        **{name: getattr(one, name) for name in OWN},
    }


@competition_router.get("", response={200: PageOf[CompetitionOut], **ERRORS}, summary="竞赛列表")
@requires("competitions.view")
def list_competitions(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Competitions the token's organization may enrol in."""
    return take(Competition.objects.visible_to(request.actor), wanted, show_competition)


@router.get("", response={200: PageOf[EnrolmentOut], **ERRORS}, summary="参赛列表")
@requires("competitions.view")
def list_enrolments(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Everything enrolled in the token's scope, oldest first."""
    return take(Enrolment.objects.visible_to(request.actor), wanted, show)


@router.get("/{pk}", response={200: EnrolmentOut, **ERRORS}, summary="一条参赛记录")
@requires("competitions.view")
def read_enrolment(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One enrolment, with the version that a change must name."""
    found = one_or_404(request, Enrolment, pk)
    response["ETag"] = etag(found)
    return show(found)


def enrol(form: Any, actor: Actor) -> Enrolment:
    cleaned = form.cleaned_data
    return actions.enrol(
        form.instance, cleaned["competition"], cleaned["union"], cleaned["party"], actor=actor
    )


def revise(form: Any, actor: Actor) -> Enrolment:
    changed = [name for name in form.changed_data if name in form._meta.fields]
    cleaned = form.cleaned_data
    return actions.revise_enrolment(
        form.instance,
        changed,
        union=cleaned["union"],
        party=cleaned["party"],
        version=form.instance.version,
        actor=actor,
    )


def submit(enrolment: Enrolment, cleaned: dict[str, Any], actor: Actor) -> Enrolment:
    return actions.submit_enrolment(enrolment, actor=actor)


def withdraw(enrolment: Enrolment, cleaned: dict[str, Any], actor: Actor) -> Enrolment:
    return actions.withdraw_enrolment(enrolment, cleaned["reason"], actor=actor)


def quit_it(enrolment: Enrolment, cleaned: dict[str, Any], actor: Actor) -> Enrolment:
    return actions.quit_enrolment(enrolment, cleaned["reason"], actor=actor)


def void(enrolment: Enrolment, cleaned: dict[str, Any], actor: Actor) -> Enrolment:
    return actions.void_enrolment(enrolment, cleaned["reason"], actor=actor)


resource = Resource(router, Enrolment, EnrolmentOut, show)
resource.creates("登记参赛", "competitions.enrol", EnrolmentForm, enrol)
resource.revises("修改参赛登记", "competitions.enrol", EnrolmentForm, revise)
# Confirming and sending back are acts of a named person of the union above, which a program is not.
resource.steps(
    "competitions.view",
    enrolment_workflow,
    {
        Steps.SUBMIT: Step(submit),
        Steps.WITHDRAW: Step(withdraw),
        Steps.QUIT: Step(quit_it),
        Steps.VOID: Step(void),
    },
)
