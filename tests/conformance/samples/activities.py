"""Samples of activities."""

from tests.conformance.samples.making import Make, acting, word
from tests.factories.activities import make_activity

SAMPLES: dict[str, Make] = {
    "activities.activity": lambda cast, place: make_activity(acting(cast, place), title=f"{word(place)}宣讲"),
}
