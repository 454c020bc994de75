"""People for measurement: as many as asked for, readable, with every index back in place."""

import pytest
from django.db import connection

from jiangong.domains.people.models import ID_NUMBER, PHONE, Person
from jiangong.portal.demo.people import invent
from jiangong.portal.scale import people

pytestmark = pytest.mark.django_db


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Person._meta.db_table))


def test_load_fills_up_to_the_count_and_leaves_the_indexes_as_they_were(cast, monkeypatch):
    monkeypatch.setattr(people, "CHUNK", 40)
    before = indexes()
    assert people.load(100) == 100
    assert people.load(150) == 50
    assert people.load(150) == 0
    assert indexes() == before
    assert Person.objects.ungated("test").count() == 150
    expected = {invent(people.FIRST_NUMBER + number).id_number for number in range(150)}
    assert {ID_NUMBER.of(one) for one in Person.objects.ungated("test")} == expected
    assert all(len(PHONE.of(one)) == 11 for one in Person.objects.ungated("test")[:5])
