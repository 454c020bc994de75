"""Samples of people."""

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Transfer
from tests.cast import Cast
from tests.conformance.samples.making import Make, word
from tests.factories.people import make_committee, make_person


def transfer(cast: Cast, place: Organization) -> Transfer:
    other = cast.neighbour_union if place == cast.district else cast.union
    return Transfer.objects.create(
        person=make_person("何调动", other), organization=place, reason=f"{word(place)}调入"
    )


SAMPLES: dict[str, Make] = {
    "people.person": lambda cast, place: make_person(f"{word(place)}人", place),
    "people.committee": lambda cast, place: make_committee(f"{word(place)}委员会", place),
    "people.transfer": transfer,
}
