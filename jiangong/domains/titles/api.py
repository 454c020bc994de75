"""Titles for other systems: who holds what, entries, corrections and revocations in their own organization."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.titles import actions
from jiangong.domains.titles.forms import AwardForm, RevocationForm
from jiangong.domains.titles.models import Award
from jiangong.domains.titles.workflow import award_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag

router = Router(tags=["荣誉称号"])
RELATED = ("title", "person", "unit", "enterprise")


class AwardOut(Schema):
    """One title held; the bearer is a person, a unit or an enterprise, with a team where one was named."""

    id: str
    organization_id: str
    title: str
    level: str
    family: str
    bearer: str
    person_id: str | None
    unit_id: str | None
    enterprise_id: str | None
    team: str
    year: int
    given_on: date
    basis: str
    document_id: str | None
    state: str
    revoked_on: date | None
    version: int


def _key(pk: int | None) -> str | None:
    return None if pk is None else str(pk)


def show(award: Award) -> dict[str, Any]:
    return {
        "id": str(award.pk),
        "organization_id": str(award.organization_id),
        "title": award.title.name,
        "level": award.level,
        "family": award.family,
        "bearer": award.bearer_name,
        "person_id": _key(award.person_id),
        "unit_id": _key(award.unit_id),
        "enterprise_id": _key(award.enterprise_id),
        "team": award.team,
        "year": award.year,
        "given_on": award.given_on,
        "basis": award.basis,
        "document_id": _key(award.document_id),
        "state": award.state,
        "revoked_on": award.revoked_on,
        "version": award.version,
    }


@router.get("", response={200: PageOf[AwardOut], **ERRORS}, summary="荣誉称号列表")
@requires("titles.view")
def list_awards(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every title held in the token's scope, revoked ones too."""
    return take(Award.objects.visible_to(request.actor).select_related(*RELATED), wanted, show)


@router.get("/{pk}", response={200: AwardOut, **ERRORS}, summary="一项荣誉称号")
@requires("titles.view")
def read_award(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One title held, with the version that a change must name."""
    award = one_or_404(request, Award, pk)
    response["ETag"] = etag(award)
    return show(award)


def register(form: AwardForm, actor: Actor) -> Award:
    return actions.register_award(form.facts, actor=actor)


def revise(form: AwardForm, actor: Actor) -> Award:
    return actions.revise_award(form.instance, form.facts, form.instance.version, actor=actor)


def revoke(award: Award, cleaned: dict[str, Any], actor: Actor) -> Award:
    return actions.revoke_award(
        award, cleaned["reason"], cleaned["revoked_on"], cleaned["basis"], actor=actor
    )


def restore(award: Award, cleaned: dict[str, Any], actor: Actor) -> Award:
    return actions.restore_award(award, cleaned["reason"], actor=actor)


def void(award: Award, cleaned: dict[str, Any], actor: Actor) -> Award:
    return actions.void_award(award, cleaned["reason"], actor=actor)


resource = Resource(router, Award, AwardOut, show)
resource.creates("登记荣誉称号", "titles.edit", AwardForm, register)
resource.revises("修改荣誉称号", "titles.edit", AwardForm, revise)
resource.steps(
    "titles.view",
    award_workflow,
    {"revoke": Step(revoke, RevocationForm), "restore": Step(restore), "void": Step(void)},
)
