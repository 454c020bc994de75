"""Sealed numbers open only where they belong."""

import json
from pathlib import Path

import pytest
from django.db import connection

from jiangong.domains.people.models import ID_NUMBER, PHONE, Person
from jiangong.domains.people.models.sealed import UNREADABLE
from jiangong.kit.access import keyring
from jiangong.lib.sealing import Keyring, SealBroken
from tests.factories.people import make_id_number, make_person

NUMBER = "13812345678"


def test_number_is_read_back_masked_and_plain(cast):
    person = make_person("张三", cast.union, phone=NUMBER)
    assert PHONE.of(person) == NUMBER
    assert PHONE.masked(person.pk, person.phone_sealed) == "138****5678"


def test_ciphertext_moved_to_another_row_is_rejected(cast):
    first = make_person("张三", cast.union, phone=NUMBER)
    second = make_person("李四", cast.union)
    Person.objects.ungated("test").filter(pk=second.pk).update(phone_sealed=first.phone_sealed)
    second.refresh_from_db()
    with pytest.raises(SealBroken):
        PHONE.of(second)
    assert PHONE.masked(second.pk, second.phone_sealed) == UNREADABLE


def test_ciphertext_moved_to_another_column_is_rejected(cast):
    person = make_person("张三", cast.union, phone=NUMBER)
    with pytest.raises(SealBroken):
        ID_NUMBER.unseal(person.pk, person.phone_sealed)


def test_altered_ciphertext_is_rejected(cast):
    person = make_person("张三", cast.union, phone=NUMBER)
    altered = person.phone_sealed[:-1] + ("A" if person.phone_sealed[-1] != "A" else "B")
    with pytest.raises(SealBroken):
        PHONE.unseal(person.pk, altered)


def test_no_number_stands_in_the_table_in_plain_text(cast):
    id_number = make_id_number()
    make_person("张三", cast.union, phone=NUMBER, id_number=id_number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        stored = repr(cursor.fetchall())
    assert "张三" in stored
    assert NUMBER not in stored
    assert id_number not in stored


def test_a_key_added_by_another_process_is_fetched_when_first_met(cast, settings):
    stale = keyring.keyring()
    contents = json.loads(Path(settings.KEYRING_FILE).read_text())
    contents["keys"]["k2"], contents["current"] = "ab" * 32, "k2"
    Path(settings.KEYRING_FILE).write_text(json.dumps(contents))
    fresh = Keyring({name: bytes.fromhex(key) for name, key in contents["keys"].items()}, "k2")
    sealed = fresh.seal(NUMBER, context=PHONE.context(7))
    assert keyring.keyring() is stale
    assert PHONE.unseal(7, sealed) == NUMBER
    assert keyring.keyring().current == "k2"


def test_blind_index_is_the_same_after_a_rotation():
    before = PHONE.index(NUMBER)
    keyring.add_key()
    assert PHONE.index(NUMBER) == before
    assert PHONE.index(NUMBER) != ID_NUMBER.index(NUMBER)


def test_columns_are_masked_as_each_number_would_be(cast):
    people = [make_person("张三", cast.union, phone=phone) for phone in (NUMBER, "", "0371-66666666", NUMBER)]
    keys, sealed = [person.pk for person in people], [person.phone_sealed for person in people]
    assert PHONE.masked_many(keys, sealed) == ["138****5678", "", "0371-****6666", "138****5678"]
    sealed[0] = sealed[3]
    assert PHONE.masked_many(keys, sealed) == [UNREADABLE, "", "0371-****6666", "138****5678"]
    assert PHONE.masked_many([], []) == []
