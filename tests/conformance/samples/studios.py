"""Samples of studios."""

from datetime import date

from jiangong.domains.studios.models import Deadline
from tests.conformance.samples.making import Make, word
from tests.factories.studios import make_studio

SAMPLES: dict[str, Make] = {
    "studios.studio": lambda cast, place: make_studio(place, name=f"{word(place)}工作室"),
    "studios.deadline": lambda cast, place: Deadline.objects.create(
        organization=place, year=2026, due_on=date(2026, 6, 30), note=word(place)
    ),
}
