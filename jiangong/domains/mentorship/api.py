"""Agreements for other systems: the ledger of the token's organization, and entries into it."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.mentorship import actions
from jiangong.domains.mentorship.actions.course import Finding
from jiangong.domains.mentorship.forms import (
    AgreementForm,
    AssessmentForm,
    ExtensionForm,
    MidtermForm,
    TerminationForm,
)
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.workflow import agreement_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag

router = Router(tags=["师带徒"])


class AgreementOut(Schema):
    """One agreement; people by their ids, notes and files stay inside."""

    id: str
    organization_id: str
    number: str
    paper_number: str
    master_id: str
    apprentice_id: str
    occupation: str
    master_grade: str
    from_grade: str
    to_grade: str
    skills: str
    starts_on: date
    ends_on: date
    master_signed_on: date | None
    apprentice_signed_on: date | None
    effective_on: date | None
    lapses_on: date | None
    midterm_on: date | None
    completed_on: date | None
    grade_reached: str
    state: str
    version: int


PLAIN = (
    "number", "paper_number", "occupation", "master_grade", "from_grade", "to_grade", "skills", "starts_on", "ends_on",
    "master_signed_on", "apprentice_signed_on", "effective_on", "lapses_on", "midterm_on", "completed_on",
    "grade_reached", "state", "version",
)  # fmt: skip
KEYS = ("organization_id", "master_id", "apprentice_id")


def show(agreement: Agreement) -> dict[str, Any]:
    """Names of codes are the codes' own; dates are ISO."""
    return {
        "id": str(agreement.pk),
        **{name: str(getattr(agreement, name)) for name in KEYS},
        **{name: getattr(agreement, name) for name in PLAIN},
    }


@router.get("", response={200: PageOf[AgreementOut], **ERRORS}, summary="师带徒协议列表")
@requires("mentorship.view")
def list_agreements(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every agreement in the token's scope, oldest first."""
    agreements: QuerySet[Agreement] = Agreement.objects.visible_to(request.actor)
    return take(agreements, wanted, show)


@router.get("/{pk}", response={200: AgreementOut, **ERRORS}, summary="一份师带徒协议")
@requires("mentorship.view")
def read_agreement(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One agreement, with the version that a change must name."""
    agreement = one_or_404(request, Agreement, pk)
    response["ETag"] = etag(agreement)
    return show(agreement)


def draft(form: Any, actor: Actor) -> Agreement:
    return actions.draft_agreement(form.instance, actor=actor)


def revise(form: Any, actor: Actor) -> Agreement:
    return actions.revise_agreement(form.instance, form._meta.fields, form.instance.version, actor=actor)


def submit(agreement: Agreement, cleaned: dict[str, Any], actor: Actor) -> Agreement:
    return actions.submit_agreement(agreement, actor=actor)


def withdraw(agreement: Agreement, cleaned: dict[str, Any], actor: Actor) -> Agreement:
    return actions.withdraw_agreement(agreement, cleaned["reason"], actor=actor)


def check_midterm(agreement: Agreement, cleaned: dict[str, Any], actor: Actor) -> Agreement:
    return actions.check_midterm(agreement, Finding(**cleaned), actor=actor)


def assess(agreement: Agreement, cleaned: dict[str, Any], actor: Actor) -> Agreement:
    return actions.assess_agreement(agreement, Finding(**cleaned), actor=actor)


def extend(agreement: Agreement, cleaned: dict[str, Any], actor: Actor) -> Agreement:
    return actions.extend_agreement(agreement, cleaned["ends_on"], cleaned["reason"], actor=actor)


def terminate(agreement: Agreement, cleaned: dict[str, Any], actor: Actor) -> Agreement:
    return actions.terminate_agreement(agreement, cleaned["terminated_on"], cleaned["reason"], actor=actor)


def void(agreement: Agreement, cleaned: dict[str, Any], actor: Actor) -> Agreement:
    return actions.void_agreement(agreement, cleaned["reason"], actor=actor)


resource = Resource(router, Agreement, AgreementOut, show)
resource.creates("草拟师带徒协议", "mentorship.edit", AgreementForm, draft)
resource.revises("修改师带徒协议草稿", "mentorship.edit", AgreementForm, revise)
# Signatures are a person's own, or stand on a scan: neither is a program's to give.
resource.steps(
    "mentorship.view",
    agreement_workflow,
    {
        "submit": Step(submit),
        "withdraw": Step(withdraw),
        "check_midterm": Step(check_midterm, MidtermForm),
        "graduate": Step(assess, AssessmentForm),
        "extend": Step(extend, ExtensionForm),
        "terminate": Step(terminate, TerminationForm),
        "void": Step(void),
    },
)
