"""Merging repoints everything and keeps what was chosen."""

from datetime import date

import pytest

from jiangong.domains.people.actions import merge_people, tell_apart
from jiangong.domains.people.models import ID_NUMBER, PHONE, DistinctPair, Person, Transfer
from jiangong.domains.people.queries import DUPLICATE_KINDS, standing_people, twins
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Refusal
from tests.factories.people import make_committee, make_id_number, make_person


def test_merge_fills_gaps_and_takes_what_was_chosen(cast):
    number = make_id_number()
    keep = make_person("张三丰", cast.union, phone="13812345678", title="班长")
    drop = make_person(
        "张三峰", cast.union, phone="13912345678", id_number=number, birth_on=date(1980, 5, 6), title="组长"
    )
    merged = merge_people(
        keep, drop, {"phone": "drop", "title": "keep"}, actor=cast.actor("district_officer")
    )
    stored = Person.objects.ungated("test").get(pk=merged.pk)
    assert (stored.name, stored.title, stored.birth_on) == ("张三丰", "班长", date(1980, 5, 6))
    assert (PHONE.of(stored), ID_NUMBER.of(stored)) == ("13912345678", number)
    assert Person.objects.ungated("test").get(pk=drop.pk).merged_into_id == keep.pk


def test_merge_repoints_every_reference_and_tells_how_many(cast):
    keep, drop = make_person("张三丰", cast.union), make_person("张三丰", cast.union)
    shared = make_committee("两人都在的委员会", cast.district, keep, drop)
    own = make_committee("只有一条的委员会", cast.district, drop)
    drop.user = cast.users["worker"]
    drop.save()
    transfer = Transfer.objects.create(person=drop, organization=cast.neighbour, reason="调动")
    merge_people(keep, drop, {}, actor=cast.actor("district_officer"))
    transfer.refresh_from_db()
    keep.refresh_from_db()
    assert [seat.person_id for seat in shared.members.all()] == [keep.pk]
    assert own.members.get().person_id == keep.pk
    assert transfer.person_id == keep.pk
    assert keep.user_id == cast.users["worker"].pk
    entry = AuditEntry.objects.get(verb="people.person.merge")
    assert entry.changes == {
        "merged": drop.pk,
        "taken": [],
        "moved": {
            "seats_doubled": 1,
            "people.committeemember.person": 1,
            "people.transfer.person": 1,
        },
    }


def test_merged_entry_leaves_the_register_but_stays_as_history(cast):
    keep, drop = make_person("张三丰", cast.union), make_person("张三丰", cast.union)
    actor = cast.actor("district_officer")
    merge_people(keep, drop, {}, actor=actor)
    assert list(standing_people(actor)) == [keep]
    assert AuditEntry.objects.get(verb="people.person.merged").target_id == str(drop.pk)


def test_merge_refuses_two_identity_numbers(cast):
    keep = make_person("张三丰", cast.union, id_number=make_id_number(sequence=1))
    drop = make_person("张三丰", cast.union, id_number=make_id_number(sequence=3))
    with pytest.raises(Refusal, match="应是两个人"):
        merge_people(keep, drop, {}, actor=cast.actor("district_officer"))
    assert not Person.objects.ungated("test").filter(merged_into__isnull=False).exists()


def test_merge_refuses_itself_two_accounts_and_a_second_time(cast):
    actor = cast.actor("district_officer")
    keep = make_person("张三丰", cast.union, user=cast.users["worker"])
    drop = make_person("张三丰", cast.union, user=cast.users["judge"])
    for first, second in ((keep, keep), (keep, drop)):
        with pytest.raises(Refusal):
            merge_people(first, second, {}, actor=actor)
    third = make_person("张三丰", cast.union)
    merge_people(keep, third, {}, actor=actor)
    with pytest.raises(Refusal, match="已经合并过"):
        merge_people(keep, third, {}, actor=actor)


def test_twins_are_found_by_phone_birth_and_unit_within_reach(cast):
    born = date(1980, 5, 6)
    first = make_person("张三丰", cast.union, phone="13812345678", birth_on=born, gender="male")
    second = make_person("张三丰", cast.union, phone="13812345678", birth_on=born, gender="male")
    make_person("张三丰", cast.neighbour_union, phone="13812345678", birth_on=born, gender="male")
    make_person("李四", cast.union)
    actor = cast.actor("district_officer")
    for kind in DUPLICATE_KINDS.values():
        assert [(pair.first, pair.second) for pair in twins(kind, actor)] == [(first, second)], kind.name


def test_twins_leave_out_who_was_told_apart_or_has_another_identity_number(cast):
    actor = cast.actor("district_officer")
    first = make_person("张三丰", cast.union, phone="13812345678")
    second = make_person("李四", cast.union, phone="13812345678")
    tell_apart(second, first, actor=actor)
    assert DistinctPair.objects.get().first_id == first.pk
    make_person("王五", cast.union, phone="13912345678", id_number=make_id_number(sequence=1))
    make_person("赵六", cast.union, phone="13912345678", id_number=make_id_number(sequence=3))
    assert twins(DUPLICATE_KINDS["phone"], actor) == []


def test_twins_use_a_constant_number_of_queries(cast, django_assert_num_queries):
    actor = cast.actor("district_officer")
    for n in range(5):
        for _ in range(2):
            make_person("张三丰", cast.union, phone=f"1381234567{n}")
    with django_assert_num_queries(3):
        assert len(twins(DUPLICATE_KINDS["phone"], actor)) == 5
