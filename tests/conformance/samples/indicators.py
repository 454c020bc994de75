"""Samples of indicators."""

from tests.conformance.samples.making import Make, word
from tests.factories.plans import make_indicator

SAMPLES: dict[str, Make] = {
    "indicators.indicator": lambda cast, place: make_indicator(place, f"{word(place)}指标"),
}
