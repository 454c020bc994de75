"""Places for other systems: what stands where, and its course."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.places.actions import places as actions
from jiangong.domains.places.forms.places import ClosingForm, PlaceForm, SuspensionForm
from jiangong.domains.places.models import Place
from jiangong.domains.places.workflow import place_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag

router = Router(tags=["阵地"])


class PlaceOut(Schema):
    """What is told of a place; who keeps it stays inside."""

    id: str
    organization_id: str
    name: str
    kind: str
    level: str
    state: str
    address: str
    longitude: str | None
    latitude: str | None
    hours: str
    phone: str
    is_public: bool
    facilities: list[str]
    missing: list[str]
    opened_on: date
    closed_on: date | None
    version: int


def show(place: Place) -> dict[str, Any]:
    """Names of codes are the codes' own; degrees are exact text."""
    return {
        "id": str(place.pk),
        "organization_id": str(place.organization_id),
        "name": place.name,
        "kind": place.kind,
        "level": place.level,
        "state": place.state,
        "address": place.address,
        "longitude": None if place.longitude is None else str(place.longitude),
        "latitude": None if place.latitude is None else str(place.latitude),
        "hours": place.hours,
        "phone": place.phone,
        "is_public": place.is_public,
        "facilities": place.facilities,
        "missing": place.missing,
        "opened_on": place.opened_on,
        "closed_on": place.closed_on,
        "version": place.version,
    }


@router.get("", response={200: PageOf[PlaceOut], **ERRORS}, summary="阵地列表")
@requires("places.view")
def list_places(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every place in the token's scope, oldest first."""
    return take(Place.objects.visible_to(request.actor), wanted, show)


@router.get("/{pk}", response={200: PlaceOut, **ERRORS}, summary="一个阵地")
@requires("places.view")
def read_place(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One place, with the version that a change must name."""
    place = one_or_404(request, Place, pk)
    response["ETag"] = etag(place)
    return show(place)


def open_place(form: Any, actor: Actor) -> Place:
    return actions.register_place(form.instance, actor=actor)


def revise(form: Any, actor: Actor) -> Place:
    changed = [name for name in form.changed_data if name in form._meta.fields]
    return actions.revise_place(form.instance, changed, form.instance.version, actor=actor)


def suspend(place: Place, cleaned: dict[str, Any], actor: Actor) -> Place:
    return actions.suspend_place(place, cleaned["reason"], cleaned["resumes_on"], actor=actor)


def resume(place: Place, cleaned: dict[str, Any], actor: Actor) -> Place:
    return actions.resume_place(place, actor=actor)


def close(place: Place, cleaned: dict[str, Any], actor: Actor) -> Place:
    return actions.close_place(place, cleaned["closed_on"], cleaned["reason"], actor=actor)


resource = Resource(router, Place, PlaceOut, show)
resource.creates("登记阵地", "places.edit", PlaceForm, open_place)
resource.revises("修改阵地", "places.edit", PlaceForm, revise)
resource.steps(
    "places.view",
    place_workflow,
    {"suspend": Step(suspend, SuspensionForm), "resume": Step(resume), "close": Step(close, ClosingForm)},
)
