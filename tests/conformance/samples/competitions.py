"""Samples of competitions."""

from jiangong.domains.competitions.choices import CompetitionKind
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.organizations.models import Organization
from tests.cast import Cast
from tests.conformance.samples.making import Make, acting, word
from tests.factories.competitions import make_competition, make_enrolment


def competition(cast: Cast, place: Organization) -> Competition:
    found = Competition.objects.ungated("sample").filter(organization=place, kind=CompetitionKind.SAFETY)
    made = found.first()
    return made or make_competition(place, title=f"{word(place)}竞赛")


def enrolment(cast: Cast, place: Organization) -> Enrolment:
    return make_enrolment(acting(cast, place), competition(cast, place), place, approach=word(place))


SAMPLES: dict[str, Make] = {
    "competitions.competition": competition,
    "competitions.enrolment": enrolment,
}
