"""Places, visits and reports for tests."""

from datetime import date

from django.utils import timezone

from jiangong.domains.places.actions.inspecting import Finding, inspect_place
from jiangong.domains.places.actions.places import register_place
from jiangong.domains.places.choices import FACILITIES, PlaceKind
from jiangong.domains.places.models import Inspection, Place, PlaceReport
from jiangong.kit.access.actor import Actor


def make_place(actor: Actor, **facts) -> Place:
    """An open station of the actor's organization that has what a station must have."""
    facts.setdefault("organization", actor.organization)
    facts.setdefault("name", "花园路爱心驿站")
    facts.setdefault("kind", PlaceKind.STATION)
    facts.setdefault("address", "花园路8号")
    facts.setdefault("opened_on", date(2024, 3, 1))
    facts.setdefault("facilities", [one.code for one in FACILITIES[facts["kind"]] if one.required])
    return register_place(Place(**facts), actor=actor)


def make_inspection(place: Place, actor: Actor, *missing: str, **facts) -> Inspection:
    """A visit today that found ``missing`` missing, to be mended by the end of the year after next."""
    present = tuple(code for code in place.facilities if code not in missing)
    facts.setdefault("due_on", date(timezone.localdate().year + 2, 12, 31))
    finding = Finding(facts.pop("inspected_on", timezone.localdate()), present, **facts)
    return inspect_place(place, finding, actor=actor)


def make_report(place: Place, kind: str = "closed", **facts) -> PlaceReport:
    """Something said at the door."""
    return PlaceReport.objects.create(organization=place.organization, place=place, kind=kind, **facts)
