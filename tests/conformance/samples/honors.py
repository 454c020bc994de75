"""Samples of honors."""

from django.utils import timezone

from jiangong.domains.honors.actions.opinions import consult_departments
from jiangong.domains.honors.models import Consultation, Objection
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import system_actor
from tests.cast import Cast
from tests.conformance.samples.making import Make, word
from tests.factories.honors import certificate_of, make_decided, make_list, make_noticed, make_open, nominated


def consultation(cast: Cast, place: Organization) -> Consultation:
    asked = make_list(place, place)
    day = timezone.localdate()
    return consult_departments(asked, [f"{word(place)}部门"], day, day, "", actor=system_actor())[0]


def objection(cast: Cast, place: Organization) -> Objection:
    made = Objection(organization=place, notice=make_noticed(place, place), text=f"{word(place)}异议")
    made.seal_contact("13800138000")
    made.save(force_insert=True)
    return made


SAMPLES: dict[str, Make] = {
    "honors.programme": lambda cast, place: make_open(place, name=f"{word(place)}先进"),
    "honors.nomination": lambda cast, place: nominated(make_open(place), place, f"{word(place)}候选"),
    "honors.consultation": consultation,
    "honors.objection": objection,
    "honors.certificate": lambda cast, place: certificate_of(make_decided(place, place)),
}
