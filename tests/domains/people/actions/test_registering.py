"""Registering people: once in the whole federation, nothing personal in the trail."""

import json
from datetime import date

import pytest
from django.db import connection

from jiangong.domains.people.actions import edit_person, register_person
from jiangong.domains.people.models import ID_NUMBER, PHONE, Person
from jiangong.domains.people.rules import PersonFacts
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, Refusal
from tests.factories.people import make_id_number, make_person

PHONE_NUMBER = "13812345678"


def facts(organization, **values) -> PersonFacts:
    return PersonFacts(**{"name": "张三丰", "organization": organization, **values})


def everybody():
    return Person.objects.ungated("test")


def test_register_person_seals_numbers_and_completes_from_the_id_number(cast):
    number = make_id_number(date(1985, 3, 4), sequence=7)
    person = register_person(
        facts(cast.union, phone=PHONE_NUMBER, id_number=number), actor=cast.actor("union_officer")
    )
    stored = everybody().get(pk=person.pk)
    assert (stored.gender, stored.birth_on) == ("male", date(1985, 3, 4))
    assert (PHONE.of(stored), ID_NUMBER.of(stored)) == (PHONE_NUMBER, number)
    assert stored.phone_sealed.startswith("std1.k1.")


def test_register_person_leaves_no_personal_value_in_the_audit_trail(cast):
    number = make_id_number()
    register_person(
        facts(cast.union, phone=PHONE_NUMBER, id_number=number), actor=cast.actor("union_officer")
    )
    entry = AuditEntry.objects.get()
    assert entry.verb == "people.person.create"
    assert entry.target_organization_id == cast.union.pk
    told = json.dumps(entry.changes, ensure_ascii=False)
    assert not any(secret in told for secret in ("张三丰", PHONE_NUMBER, number))


def test_register_person_refuses_an_organization_out_of_reach(cast):
    with pytest.raises(Refusal) as caught:
        register_person(facts(cast.neighbour_union), actor=cast.actor("district_officer"))
    assert caught.value.field == "organization"
    assert everybody().count() == 0


def test_register_person_points_to_the_entry_within_reach(cast):
    number = make_id_number()
    make_person("李四", cast.union, id_number=number)
    with pytest.raises(Refusal) as caught:
        register_person(facts(cast.union, id_number=number), actor=cast.actor("district_officer"))
    assert caught.value.sentence == "这个身份证号已经登记过。请先按整号查找，在原来的记录上修改。"


def test_register_person_known_elsewhere_says_the_way_out_but_not_who_or_where(cast):
    number = make_id_number()
    make_person("李四邻", cast.neighbour_union, id_number=number)
    with pytest.raises(Refusal) as caught:
        register_person(facts(cast.union, id_number=number), actor=cast.actor("district_officer"))
    assert (
        caught.value.sentence == "这个身份证号已在别的单位登记。请先核对号码；确需调入的，请办理“申请调入”。"
    )
    assert caught.value.field == "id_number"


def test_register_person_refuses_a_contradiction_with_the_id_number(cast):
    wrong = facts(cast.union, id_number=make_id_number(date(1985, 3, 4)), birth_on=date(1985, 3, 5))
    with pytest.raises(Refusal, match="出生日期与身份证号不一致") as caught:
        register_person(wrong, actor=cast.actor("union_officer"))
    assert caught.value.field == "birth_on"


@pytest.mark.database
def test_unique_index_stops_what_two_clerks_do_at_once(cast, monkeypatch):
    number = make_id_number()
    make_person("李四", cast.union, id_number=number)
    monkeypatch.setattr(
        "jiangong.domains.people.actions.registering._refuse_known", lambda *args, **kwargs: None
    )
    with pytest.raises(Refusal, match="已经登记过"):
        register_person(facts(cast.union, id_number=number), actor=cast.actor("union_officer"))
    assert everybody().count() == 1


def test_edit_person_keeps_a_number_that_was_not_typed(cast):
    person = make_person("张三丰", cast.union, phone=PHONE_NUMBER)
    changed = edit_person(person, facts(cast.union, title="班长"), 0, actor=cast.actor("union_officer"))
    assert (changed.title, changed.version) == ("班长", 1)
    assert PHONE.of(everybody().get()) == PHONE_NUMBER


def test_edit_person_clears_and_replaces_numbers(cast):
    number = make_id_number()
    person = make_person("张三丰", cast.union, phone=PHONE_NUMBER)
    edit_person(person, facts(cast.union, phone="", id_number=number), 0, actor=cast.actor("union_officer"))
    stored = everybody().get()
    assert (stored.phone_sealed, stored.phone_index) == ("", "")
    assert ID_NUMBER.of(stored) == number


def test_edit_person_says_only_that_personal_fields_changed(cast):
    person = make_person("张三丰", cast.union, phone=PHONE_NUMBER)
    values = facts(cast.union, name="张三峰", phone="13912345678", skill_grade="senior")
    edit_person(person, values, 0, actor=cast.actor("union_officer"))
    entry = AuditEntry.objects.get()
    assert entry.changes == {
        "fields": {"name": "已变更", "phone_sealed": "已变更", "skill_grade": ["none", "senior"]}
    }


@pytest.mark.database
def test_edit_person_refuses_an_old_version(cast):
    person = make_person("张三丰", cast.union)
    edit_person(person, facts(cast.union, title="班长"), 0, actor=cast.actor("union_officer"))
    with pytest.raises(Conflict):
        edit_person(person, facts(cast.union, title="组长"), 0, actor=cast.actor("union_officer"))
    assert everybody().get().title == "班长"


def test_edit_person_refuses_moving_out_of_reach(cast):
    person = make_person("张三丰", cast.union)
    with pytest.raises(Refusal):
        edit_person(person, facts(cast.neighbour_union), 0, actor=cast.actor("district_officer"))
    assert everybody().get().organization_id == cast.union.pk


def test_edit_person_may_keep_an_id_number_of_its_own(cast):
    number = make_id_number()
    person = make_person("张三丰", cast.union, id_number=number)
    edit_person(
        person, facts(cast.union, id_number=number, title="班长"), 0, actor=cast.actor("union_officer")
    )
    assert everybody().get().title == "班长"


def test_nothing_plain_reaches_any_table(cast):
    number = make_id_number()
    cast_actor = cast.actor("union_officer")
    person = register_person(facts(cast.union, phone=PHONE_NUMBER, id_number=number), actor=cast_actor)
    edit_person(person, facts(cast.union, phone="13912345678"), 0, actor=cast_actor)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored = repr(cursor.fetchall())
            assert not any(secret in stored for secret in (PHONE_NUMBER, number, "13912345678")), table
