"""Samples of mentorship."""

from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from tests.cast import Cast
from tests.conformance.samples.making import Make, acting, officer, word
from tests.factories.mentorship import make_apprentice, make_master, make_submitted


def agreement(cast: Cast, place: Organization) -> Agreement:
    """The officer of the place is the master: one's own pages show it to nobody else."""
    master = Person.objects.ungated("sample").filter(user=officer(cast, place)).first()
    master = master or make_master(place, f"{word(place)}师傅", user=officer(cast, place))
    return make_submitted(
        acting(cast, place), master=master, apprentice=make_apprentice(place, f"{word(place)}徒弟")
    )


SAMPLES: dict[str, Make] = {
    "mentorship.agreement": agreement,
}
