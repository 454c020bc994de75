"""Samples of rural."""

from jiangong.domains.organizations.models import Organization
from jiangong.domains.rural.models import Participation, Project
from tests.cast import Cast
from tests.conformance.samples.making import Make, acting, serial, word
from tests.factories.people import make_person
from tests.factories.rural import make_base, make_collective, make_funding, make_participation, make_project


def project(cast: Cast, place: Organization) -> Project:
    name = f"{word(place)}项目"
    made = Project.objects.ungated("sample").filter(organization=place, name=name).first()
    return made or make_project(acting(cast, place), name=name, running=False)


def participation(cast: Cast, place: Organization) -> Participation:
    person = make_person(f"{word(place)}劳模", place)
    return make_participation(acting(cast, place), person, role=word(place))


SAMPLES: dict[str, Make] = {
    "rural.project": project,
    "rural.participation": participation,
    "rural.collective": lambda cast, place: make_collective(
        acting(cast, place), f"{word(place)}班组{serial()}"
    ),
    "rural.base": lambda cast, place: make_base(acting(cast, place), f"{word(place)}基地{serial()}"),
    "rural.funding": lambda cast, place: make_funding(
        acting(cast, place), project(cast, place), f"{serial()}.00", giver=word(place)
    ),
}
