"""Samples of places."""

from jiangong.domains.organizations.models import Organization
from jiangong.domains.places.models import Place
from tests.cast import Cast
from tests.conformance.samples.making import Make, acting, word
from tests.factories.places import make_inspection, make_place, make_report


def place_of(cast: Cast, place: Organization) -> Place:
    return make_place(acting(cast, place), name=f"{word(place)}驿站", address=f"{word(place)}路8号")


SAMPLES: dict[str, Make] = {
    "places.place": place_of,
    "places.inspection": lambda cast, place: make_inspection(
        place_of(cast, place), acting(cast, place), "water", defects=f"{word(place)}问题"
    ),
    "places.placereport": lambda cast, place: make_report(place_of(cast, place)),
}
