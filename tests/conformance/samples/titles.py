"""Samples of titles."""

from tests.conformance.samples.making import Make, word
from tests.factories.people import make_person
from tests.factories.titles import make_award, make_title

SAMPLES: dict[str, Make] = {
    "titles.award": lambda cast, place: make_award(
        make_title(), person=make_person(f"{word(place)}劳模", place)
    ),
    "titles.title": lambda cast, place: make_title(f"称号{place.position}"),
}
