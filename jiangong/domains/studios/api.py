"""Studios for other systems: files read and kept, registered, named, confirmed and revoked by their own union."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.studios import actions
from jiangong.domains.studios.forms import (
    NamingForm,
    RegistrationForm,
    ReviewForm,
    RevocationForm,
    StudioForm,
)
from jiangong.domains.studios.models import Review, Studio
from jiangong.domains.studios.workflow import studio_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag

router = Router(tags=["创新工作室"])
PLAIN = (
    "name", "kind", "level", "industry", "founded_on", "place", "equipment", "rules_text", "introduction",
    "state", "missing_count", "due_on", "registered_on", "named_on", "effective_on", "revoked_on",
    "reviewed_year", "review_result", "is_public", "version",
)  # fmt: skip


class StudioOut(Schema):
    """One studio's file without its parts."""

    id: str
    organization_id: str
    leader_id: str | None
    name: str
    kind: str
    level: str
    industry: str
    founded_on: date | None
    place: str
    equipment: str
    rules_text: str
    introduction: str
    state: str
    missing_count: int
    due_on: date | None
    registered_on: date | None
    named_on: date | None
    effective_on: date | None
    revoked_on: date | None
    reviewed_year: int | None
    review_result: str
    is_public: bool
    version: int


def show(studio: Studio) -> dict[str, Any]:
    leader = str(studio.leader_id) if studio.leader_id else None
    own = {"id": str(studio.pk), "organization_id": str(studio.organization_id), "leader_id": leader}
    return own | {name: getattr(studio, name) for name in PLAIN}


@router.get("", response={200: PageOf[StudioOut], **ERRORS}, summary="创新工作室列表")
@requires("studios.view")
def list_studios(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every studio in the token's scope, revoked ones too."""
    return take(Studio.objects.visible_to(request.actor), wanted, show)


@router.get("/{pk}", response={200: StudioOut, **ERRORS}, summary="一个创新工作室")
@requires("studios.view")
def read_studio(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One studio, with the version that a change must name."""
    studio = one_or_404(request, Studio, pk)
    response["ETag"] = etag(studio)
    return show(studio)


def create(form: StudioForm, actor: Actor) -> Studio:
    return actions.open_studio(form.facts, actor=actor)


def revise(form: StudioForm, actor: Actor) -> Studio:
    return actions.revise_studio(form.instance, form.facts, form.instance.version, actor=actor)


def register(studio: Studio, cleaned: dict[str, Any], actor: Actor) -> Studio:
    return actions.register_studio(studio, cleaned["registered_on"], actor=actor)


def name(studio: Studio, cleaned: dict[str, Any], actor: Actor) -> Studio:
    return actions.name_studio(studio, cleaned["level"], cleaned["named_on"], cleaned["basis"], actor=actor)


def review(studio: Studio, cleaned: dict[str, Any], actor: Actor) -> Studio:
    return actions.review_studio(studio, Review(**cleaned), actor=actor)


def revoke(studio: Studio, cleaned: dict[str, Any], actor: Actor) -> Studio:
    return actions.revoke_studio(studio, cleaned["reason"], cleaned["revoked_on"], actor=actor)


def reopen(studio: Studio, cleaned: dict[str, Any], actor: Actor) -> Studio:
    return actions.reopen_studio(studio, cleaned["reason"], actor=actor)


def void(studio: Studio, cleaned: dict[str, Any], actor: Actor) -> Studio:
    return actions.void_studio(studio, cleaned["reason"], actor=actor)


resource = Resource(router, Studio, StudioOut, show)
resource.creates("登记创新工作室", "studios.edit", StudioForm, create)
resource.revises("修改创新工作室", "studios.edit", StudioForm, revise)
resource.steps(
    "studios.view",
    studio_workflow,
    {
        "register": Step(register, RegistrationForm),
        "name": Step(name, NamingForm),
        "revoke": Step(revoke, RevocationForm),
        "reopen": Step(reopen),
        "void": Step(void),
    },
)
resource.acts("review", "年度复核", "studios.review", Step(review, ReviewForm))
