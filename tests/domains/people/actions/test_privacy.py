"""Revealing, copying out and erasing: with right, reason and trail, and nothing left behind."""

import json

import pytest
from django.db import connection

from jiangong.domains.people.actions import copy_out_person, erase_person, merge_people, reveal
from jiangong.domains.people.models import Person
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed, Refusal
from tests.factories.people import make_committee, make_id_number, make_person

PHONE_NUMBER = "13812345678"


def test_reveal_gives_the_number_and_records_who_and_why_but_not_what(cast):
    person = make_person("张三丰", cast.union, phone=PHONE_NUMBER)
    actor = cast.actor("district_officer")
    assert reveal(person, "phone", "电话通知领取慰问品", actor=actor) == PHONE_NUMBER
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.target_id, entry.user_id) == (
        "people.person.reveal",
        str(person.pk),
        actor.user_id,
    )
    assert entry.changes == {"field": "手机号码", "reason": "电话通知领取慰问品"}


def test_reveal_keeps_numbers_out_of_the_recorded_reason(cast):
    person = make_person("张三丰", cast.union, phone=PHONE_NUMBER)
    reveal(person, "phone", f"核对{PHONE_NUMBER}是否本人", actor=cast.actor("district_officer"))
    assert AuditEntry.objects.get().changes["reason"] == "核对（号码略）是否本人"


@pytest.mark.parametrize("reason", ["", "  ", "核对", "核 对"])
def test_reveal_refuses_a_short_reason(cast, reason):
    person = make_person("张三丰", cast.union, phone=PHONE_NUMBER)
    with pytest.raises(Refusal) as caught:
        reveal(person, "phone", reason, actor=cast.actor("district_officer"))
    assert caught.value.field == "reason"
    assert not AuditEntry.objects.exists()


def test_reveal_refuses_without_the_permission(cast):
    person = make_person("张三丰", cast.union, phone=PHONE_NUMBER)
    with pytest.raises(NotAllowed):
        reveal(person, "phone", "电话通知本人", actor=cast.actor("union_officer"))
    assert not AuditEntry.objects.exists()


def test_reveal_refuses_a_field_that_is_not_sealed_or_empty(cast):
    person = make_person("张三丰", cast.union)
    for field in ("name", "phone"):
        with pytest.raises(Refusal):
            reveal(person, field, "电话通知本人", actor=cast.actor("district_officer"))


def test_copy_out_lists_everything_with_plain_numbers(cast):
    person = make_person("张三丰", cast.union, phone=PHONE_NUMBER, title="班长")
    make_committee("东城委员会", cast.district, person)
    sections = dict(copy_out_person(person, "本人书面申请", actor=cast.actor("district_officer")))
    assert sections["登记资料"][0]["姓名"] == "张三丰"
    assert sections["登记资料"][0]["手机号码"] == PHONE_NUMBER
    assert sections["委员会成员"][0]["委员会"] == "东城委员会"
    assert "手机号码（密文）" not in sections["登记资料"][0]
    assert AuditEntry.objects.get().verb == "people.person.copy_out"


def test_erase_leaves_no_canary_in_any_table(cast):
    number = make_id_number()
    actor = cast.actor("district_officer")
    person = make_person("鹦鹉螺", cast.union, phone=PHONE_NUMBER, id_number=number, title="鹦鹉组长")
    double = make_person("鹦鹉螺", cast.union, occupation="鹦鹉驯养")
    merge_people(person, double, {}, actor=actor)
    person.refresh_from_db()
    erase_person(person, "本人书面申请", actor=actor)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored = repr(cursor.fetchall())
            assert "鹦鹉" not in stored, table
    erased = Person.objects.ungated("test").get(pk=person.pk)
    assert (erased.name, erased.phone_sealed, erased.id_number_index) == ("已删除", "", "")
    assert erased.erased_at is not None


def test_erase_keeps_the_row_and_its_seats(cast):
    person = make_person("张三丰", cast.union)
    committee = make_committee("东城委员会", cast.district, person)
    erase_person(person, "本人书面申请", actor=cast.actor("district_officer"))
    assert committee.members.get().person_id == person.pk
    last = AuditEntry.objects.order_by("pk").last()
    assert json.dumps(last.changes, ensure_ascii=False) == '{"reason": "本人书面申请", "entries": 1}'


def test_erase_refuses_without_permission_and_a_second_time(cast):
    person = make_person("张三丰", cast.union)
    with pytest.raises(NotAllowed):
        erase_person(person, "本人书面申请", actor=cast.actor("union_officer"))
    erase_person(person, "本人书面申请", actor=cast.actor("district_officer"))
    with pytest.raises(Refusal):
        erase_person(person, "本人书面申请", actor=cast.actor("district_officer"))
