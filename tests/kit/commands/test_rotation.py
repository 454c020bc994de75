"""Changing the key: every value under the new one, wherever it was interrupted."""

from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command

from jiangong.domains.accounts.models import Authenticator
from jiangong.domains.people.models import ID_NUMBER, PHONE, Person
from jiangong.kit.access import keyring, sealed_columns
from jiangong.kit.access.actor import system_actor
from jiangong.kit.access.sealed_columns import count_old_seals
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.rotation import reseal_everything, start_key_rotation
from tests.factories.people import make_id_number, make_person

pytestmark = pytest.mark.database


def prefixes() -> set[str]:
    rows = Person.objects.ungated("test").values_list("phone_sealed", "id_number_sealed")
    return {value.rsplit(".", 1)[0] for row in rows for value in row if value}


def test_rotate_keys_reseals_everything_and_keeps_it_readable_and_findable(cast):
    number = make_id_number()
    person = make_person("张三丰", cast.union, phone="13812345678", id_number=number)
    make_person("李四", cast.union)
    index = person.id_number_index
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    person.refresh_from_db()
    assert prefixes() == {"std1.k2"}
    assert (PHONE.of(person), ID_NUMBER.of(person), person.id_number_index) == ("13812345678", number, index)
    assert "全部完成" in out.getvalue()
    assert "13812345678" not in out.getvalue()


def test_rotation_goes_on_where_it_was_interrupted_without_another_key(cast, monkeypatch):
    monkeypatch.setattr(sealed_columns, "BATCH", 2)
    people = [make_person("张三", cast.union, phone=f"1381234567{n}") for n in range(5)]
    actor = system_actor()
    assert start_key_rotation(actor=actor) == "k2"
    assert next(reseal_everything(actor=actor)) == 2
    assert count_old_seals() == 3
    keyring.forget_keys()  # the process was killed here
    call_command("rotate_keys", stdout=StringIO())
    assert keyring.keyring().current == "k2"
    assert prefixes() == {"std1.k2"}
    read = Person.objects.ungated("test").in_bulk([person.pk for person in people])
    assert {PHONE.of(person) for person in read.values()} == {f"1381234567{n}" for n in range(5)}


def test_rotation_is_audited_without_values(cast):
    make_person("张三", cast.union, phone="13812345678")
    call_command("rotate_keys", stdout=StringIO())
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", "changes")) == [
        ("access.keyring.rotate", {"key": "k2"}),
        ("access.keyring.reseal", {"column": "people.Person.phone_sealed", "rows": 1}),
    ]


def test_changing_the_suite_is_a_rotation_too(cast, settings):
    person = make_person("张三", cast.union, phone="13812345678")
    settings.PROFILE = "mlps3"
    keyring.forget_keys()
    assert count_old_seals() == 1
    call_command("rotate_keys", stdout=StringIO())
    person.refresh_from_db()
    assert prefixes() == {"gm1.k1"}
    assert PHONE.of(person) == "13812345678"
    assert person.phone_index == PHONE.index("13812345678")


@pytest.mark.usefixtures("db")
def test_rotation_of_an_empty_register_only_adds_a_key():
    call_command("rotate_keys", stdout=StringIO())
    assert keyring.keyring().current == "k2"
    assert AuditEntry.objects.get().verb == "access.keyring.rotate"


def test_rotation_reaches_the_authenticators_too(cast):
    device = Authenticator(user=cast.users["outsider"], name="手机验证器")
    device.keep_secret(b"s" * 20)
    device.save()
    call_command("rotate_keys", stdout=StringIO())
    device.refresh_from_db()
    assert device.sealed.startswith("std1.k2.")
    assert device.secret == b"s" * 20


def test_a_running_process_fetches_the_ring_when_it_meets_a_new_key(cast):
    person = make_person("张三", cast.union, phone="13812345678")
    mine = keyring.keyring()
    call_command("rotate_keys", stdout=StringIO())
    person.refresh_from_db()
    keyring.keyring.cache_clear()
    with mock.patch.object(keyring, "keyring", side_effect=[mine, keyring.keyring()]) as rings:
        assert keyring.unseal(person.phone_sealed, PHONE.context(person.pk)) == "13812345678"
    assert rings.call_count == 2
