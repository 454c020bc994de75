"""Committees and the order of their members."""

from datetime import date

import pytest

from jiangong.domains.people.actions import edit_committee, register_committee, seat_members
from jiangong.domains.people.models import Committee
from jiangong.domains.people.queries import seats_as_text, seats_from_text
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, Refusal
from tests.factories.people import make_committee, make_person


def values(organization, **changes):
    return {
        "name": "东城委员会",
        "kind": "union",
        "organization": organization,
        "term_from": date(2024, 1, 1),
        "term_to": None,
        "duty": "",
        **changes,
    }


def test_register_and_edit_committee(cast):
    actor = cast.actor("district_officer")
    committee = register_committee(values(cast.district), actor=actor)
    edit_committee(committee, values(cast.district, duty="组织领导"), 0, actor=actor)
    assert Committee.objects.ungated("test").get().duty == "组织领导"
    assert AuditEntry.objects.get(verb="people.committee.edit").changes == {
        "fields": {"duty": ["", "组织领导"]}
    }


def test_register_committee_refuses_another_unit(cast):
    with pytest.raises(Refusal):
        register_committee(values(cast.neighbour), actor=cast.actor("district_officer"))


def test_seat_members_replaces_the_list_in_order(cast):
    actor = cast.actor("district_officer")
    first, second, third = (make_person(name, cast.union) for name in ("张三", "李四", "王五"))
    committee = make_committee("东城委员会", cast.district, first, second)
    seat_members(committee, [(third, "主任"), (first, "委员")], 0, actor=actor)
    assert seats_as_text(committee) == "王五，主任\n张三，委员"
    assert AuditEntry.objects.get().changes == {"joined": [third.pk], "left": [second.pk], "members": 2}


@pytest.mark.database
def test_seat_members_refuses_strangers_doubles_and_old_versions(cast):
    actor = cast.actor("district_officer")
    person, stranger = make_person("张三", cast.union), make_person("李四", cast.neighbour_union)
    committee = make_committee("东城委员会", cast.district)
    for seats in ([(stranger, "")], [(person, ""), (person, "")]):
        with pytest.raises(Refusal):
            seat_members(committee, seats, 0, actor=actor)
    seat_members(committee, [(person, "")], 0, actor=actor)
    with pytest.raises(Conflict):
        seat_members(committee, [], 0, actor=actor)
    assert committee.members.count() == 1


def test_seats_from_text_reads_pasted_columns_and_birth_years(cast):
    actor = cast.actor("district_officer")
    older = make_person("张三", cast.union, birth_on=date(1970, 1, 1))
    make_person("张三", cast.union, birth_on=date(1980, 1, 1))
    other = make_person("李四", cast.union)
    committee = make_committee("东城委员会", cast.district)
    seats, problems = seats_from_text("李四\t主任\n张三（1970），委员\n", committee, actor)
    assert (seats, problems) == ([(other, "主任"), (older, "委员")], [])


def test_seats_from_text_explains_what_is_unclear(cast):
    actor = cast.actor("district_officer")
    make_person("张三", cast.union, birth_on=date(1970, 1, 1))
    make_person("张三", cast.union, birth_on=date(1980, 1, 1))
    make_person("赵邻", cast.neighbour_union)
    committee = make_committee("东城委员会", cast.district)
    _, problems = seats_from_text("张三\n赵邻，委员", committee, actor)
    assert problems == [
        "第1行“张三”有2人同名。他们的出生年份是1970、1980，请在姓名后写明，例如“张三（1975）”。",
        "第2行“赵邻”没有登记在本单位。请先登记，或核对姓名。",
    ]
