"""The demo's people: plausible, each once, with something for every page to show."""

import pytest

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.organizations.queries import units
from jiangong.domains.people.models import ID_NUMBER, PHONE, Committee, Person
from jiangong.domains.people.queries import DUPLICATE_KINDS, twins
from jiangong.domains.people.rules import agree_with_id_number, id_number_warnings, read_name, read_phone
from jiangong.kit.access.actor import system_actor
from jiangong.portal.demo import load_demo
from jiangong.portal.demo.people import invent


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    load_demo(actor=system_actor())


def test_invented_people_pass_every_reader_and_never_share_a_number():
    people = [invent(number) for number in range(5_000)]
    for one in people:
        assert read_name(one.name) == one.name
        assert read_phone(one.phone) == one.phone
        assert id_number_warnings(one.id_number) == []
        assert agree_with_id_number(one.id_number, one.gender, one.birth_on) == (one.gender, one.birth_on)
    assert len({one.id_number for one in people}) == len({one.phone for one in people}) == 5_000
    assert invent(77) == invent(77)


def test_demo_people_are_sealed_and_fill_the_committees_of_city_and_units(demo):
    people = Person.objects.ungated("test")
    assert people.count() > 1_100
    some = people.exclude(phone_sealed="").exclude(id_number_sealed="").first()
    assert (len(PHONE.of(some)), len(ID_NUMBER.of(some))) == (11, 18)
    committees = Committee.objects.ungated("test")
    assert committees.count() == 4 * (1 + len(units(system_actor())))
    assert all(3 <= committee.members.count() <= 5 for committee in committees[:20])


def test_demo_holds_duplicates_for_a_district_and_the_worker_is_registered(demo):
    actor = current_actor(User.objects.get(username="erqi"))
    for kind in DUPLICATE_KINDS.values():
        assert twins(kind, actor), kind.name
    worker = User.objects.get(username="zhigong")
    assert worker.person.name == worker.name
