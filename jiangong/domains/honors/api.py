"""Selection for other systems: programmes read and set up, candidates nominated, certificates verified by number."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.honors.actions import lists, nominations, programmes
from jiangong.domains.honors.forms.nominations import NominationForm
from jiangong.domains.honors.forms.programmes import ProgrammeForm
from jiangong.domains.honors.models import Certificate, Nomination, Programme
from jiangong.domains.honors.workflow import nomination_workflow, programme_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag

programme_router = Router(tags=["选树项目"])
nomination_router = Router(tags=["推荐对象"])
certificate_router = Router(tags=["荣誉证书"])
PROGRAMME = (
    "name", "year", "kind", "note", "basis_number", "basis_authority", "basis_entry", "valid_from",
    "valid_until", "places", "categories", "nominate_from", "nominate_until", "deeds_min", "deeds_max",
    "required_files", "unit_notice_days", "notice_days", "notice_source", "issuer", "number_prefix", "state",
    "stage", "edition", "decided_on", "decision_number", "version",
)  # fmt: skip
NOMINATION = (
    "bearer", "team", "workplace", "position", "category", "is_separate", "traits", "rank", "deeds", "meeting",
    "met_on", "expected", "attended", "agreed", "noticed_from", "noticed_until", "state", "submitted_on",
    "version",
)  # fmt: skip
CERTIFICATE = ("number", "bearer", "workplace", "title", "year", "issuer", "basis", "issued_on", "version")


class ProgrammeOut(Schema):
    """One programme, without its rules and list."""

    id: str
    organization_id: str
    title_id: str
    name: str
    year: int
    kind: str
    note: str
    basis_number: str
    basis_authority: str
    basis_entry: str
    valid_from: date | None
    valid_until: date | None
    places: int
    categories: list[str]
    nominate_from: date | None
    nominate_until: date | None
    deeds_min: int
    deeds_max: int
    required_files: list[str]
    unit_notice_days: int
    notice_days: int
    notice_source: str
    issuer: str
    number_prefix: str
    state: str
    stage: int
    edition: int
    decided_on: date | None
    decision_number: str
    version: int


class NominationOut(Schema):
    """One candidate with what was said about them."""

    id: str
    organization_id: str
    programme_id: str
    person_id: str | None
    unit_id: str | None
    enterprise_id: str | None
    bearer: str
    team: str
    workplace: str
    position: str
    category: str
    is_separate: bool
    traits: list[str]
    rank: int
    deeds: str
    meeting: str
    met_on: date | None
    expected: int | None
    attended: int | None
    agreed: int | None
    noticed_from: date | None
    noticed_until: date | None
    state: str
    submitted_on: date | None
    version: int


class CertificateOut(Schema):
    """The words of one certificate and whether it holds."""

    id: str
    organization_id: str
    award_id: str
    number: str
    bearer: str
    workplace: str
    title: str
    year: int
    issuer: str
    basis: str
    issued_on: date
    is_valid: bool
    version: int


def show_programme(one: Programme) -> dict[str, Any]:
    own = {"id": str(one.pk), "organization_id": str(one.organization_id), "title_id": str(one.title_id)}
    return own | {name: getattr(one, name) for name in PROGRAMME}


def show_nomination(one: Nomination) -> dict[str, Any]:
    keys = {name: getattr(one, name) for name in ("person_id", "unit_id", "enterprise_id")}
    own = {name: str(key) if key else None for name, key in keys.items()}
    own |= {
        "id": str(one.pk),
        "organization_id": str(one.organization_id),
        "programme_id": str(one.programme_id),
    }
    return own | {name: getattr(one, name) for name in NOMINATION}


def show_certificate(one: Certificate) -> dict[str, Any]:
    own = {"id": str(one.pk), "organization_id": str(one.organization_id), "award_id": str(one.award_id)}
    return own | {name: getattr(one, name) for name in CERTIFICATE} | {"is_valid": one.is_valid}


@programme_router.get("", response={200: PageOf[ProgrammeOut], **ERRORS}, summary="选树项目列表")
@requires("honors.view")
def list_programmes(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Those within the token's scope and those of the unions above that are open or were."""
    return take(Programme.objects.visible_to(request.actor), wanted, show_programme)


@programme_router.get("/{pk}", response={200: ProgrammeOut, **ERRORS}, summary="一个选树项目")
@requires("honors.view")
def read_programme(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One programme, with the version that a change must name."""
    one = one_or_404(request, Programme, pk)
    response["ETag"] = etag(one)
    return show_programme(one)


@nomination_router.get("", response={200: PageOf[NominationOut], **ERRORS}, summary="推荐对象列表")
@requires("honors.view")
def list_nominations(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every candidate of the unions in the token's scope."""
    return take(Nomination.objects.visible_to(request.actor), wanted, show_nomination)


@nomination_router.get("/{pk}", response={200: NominationOut, **ERRORS}, summary="一个推荐对象")
@requires("honors.view")
def read_nomination(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One candidate, with the version that a change must name."""
    one = one_or_404(request, Nomination, pk)
    response["ETag"] = etag(one)
    return show_nomination(one)


@certificate_router.get("", response={200: PageOf[CertificateOut], **ERRORS}, summary="荣誉证书列表")
@requires("honors.view")
def list_certificates(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every certificate of the unions in the token's scope, revoked ones too."""
    rows = Certificate.objects.visible_to(request.actor).select_related("award")
    return take(rows, wanted, show_certificate)


@certificate_router.get("/{pk}", response={200: CertificateOut, **ERRORS}, summary="一份荣誉证书")
@requires("honors.view")
def read_certificate(request: HttpRequest, pk: str) -> dict[str, Any]:
    """One certificate and whether it holds."""
    return show_certificate(one_or_404(request, Certificate, pk))


def create_programme(form: ProgrammeForm, actor: Actor) -> Programme:
    return programmes.create_programme(form.instance, actor=actor)


def revise_programme(form: ProgrammeForm, actor: Actor) -> Programme:
    return programmes.revise_programme(form.instance, form.changed_data, form.instance.version, actor=actor)


def open_programme(one: Programme, cleaned: dict[str, Any], actor: Actor) -> Programme:
    return programmes.open_programme(one, actor=actor)


def compile_list(one: Programme, cleaned: dict[str, Any], actor: Actor) -> Programme:
    return lists.compile_list(one, actor=actor)


def cancel_programme(one: Programme, cleaned: dict[str, Any], actor: Actor) -> Programme:
    return programmes.cancel_programme(one, cleaned["reason"], actor=actor)


def nominate(form: NominationForm, actor: Actor) -> Nomination:
    return nominations.nominate(form.instance, actor=actor)


def revise_nomination(form: NominationForm, actor: Actor) -> Nomination:
    return nominations.revise_nomination(form.instance, form.instance.version, actor=actor)


def submit(one: Nomination, cleaned: dict[str, Any], actor: Actor) -> Nomination:
    return nominations.submit_nomination(one, actor=actor)


def send_back(one: Nomination, cleaned: dict[str, Any], actor: Actor) -> Nomination:
    return nominations.send_back_nomination(one, cleaned["reason"], actor=actor)


def withdraw(one: Nomination, cleaned: dict[str, Any], actor: Actor) -> Nomination:
    return nominations.withdraw_nomination(one, cleaned["reason"], actor=actor)


programme_resource = Resource(programme_router, Programme, ProgrammeOut, show_programme)
programme_resource.creates("建立选树项目", "honors.organize", ProgrammeForm, create_programme)
programme_resource.revises("修改选树项目", "honors.organize", ProgrammeForm, revise_programme)
programme_resource.steps(
    "honors.view",
    programme_workflow,
    {"open": Step(open_programme), "compile": Step(compile_list), "cancel": Step(cancel_programme)},
)
nomination_resource = Resource(nomination_router, Nomination, NominationOut, show_nomination)
nomination_resource.creates("推荐", "honors.nominate", NominationForm, nominate)
nomination_resource.revises("修改推荐", "honors.nominate", NominationForm, revise_nomination)
nomination_resource.steps(
    "honors.view",
    nomination_workflow,
    {"submit": Step(submit), "send_back": Step(send_back), "withdraw": Step(withdraw)},
)
