"""Samples of honors."""

from jiangong.domains.honors.models import Objection
from jiangong.domains.organizations.models import Organization
from tests.cast import Cast
from tests.conformance.samples.making import Make, word
from tests.factories.honors import certificate_of, make_decided, make_noticed, make_open, nominated


def objection(cast: Cast, place: Organization) -> Objection:
    made = Objection(organization=place, notice=make_noticed(place, place), text=f"{word(place)}异议")
    made.seal_contact("13800138000")
    made.save(force_insert=True)
    return made


SAMPLES: dict[str, Make] = {
    "honors.programme": lambda cast, place: make_open(place, name=f"{word(place)}先进"),
    "honors.nomination": lambda cast, place: nominated(make_open(place), place, f"{word(place)}候选"),
    "honors.objection": objection,
    "honors.certificate": lambda cast, place: certificate_of(make_decided(place, place)),
}
