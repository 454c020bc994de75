"""What other systems may read of people."""

import pytest
from ninja.testing import TestClient

from jiangong.domains.people.api import committee_router, router
from jiangong.kit.access.actor import Actor
from tests.cast import CANARY, Cast
from tests.factories.people import make_committee, make_id_number, make_person
from tests.factories.tokens import program_at

client, committees = TestClient(router), TestClient(committee_router)


@pytest.fixture
def program(cast: Cast) -> Actor:
    """A program reading for the district."""
    return program_at(cast.district, cast.actor("district_officer"))[1]


def names(program: Actor, query: str = "") -> list[str]:
    return [item["name"] for item in client.get(query, actor=program).json()["items"]]


def test_list_holds_the_subtree_with_numbers_masked(cast: Cast, program: Actor) -> None:
    number = make_id_number()
    person = make_person("杜长河", cast.union, phone="13803710001", id_number=number)
    make_person(f"何邻{CANARY}", cast.neighbour_union)
    answer = client.get("", actor=program)
    [item] = answer.json()["items"]
    assert (item["id"], item["organization_id"]) == (str(person.pk), str(cast.union.pk))
    assert (item["phone"], item["merged_into_id"]) == ("138****0001", None)
    assert item["id_number"][:4] == number[:4]
    assert number not in answer.content.decode()
    assert "13803710001" not in answer.content.decode()


def test_list_narrows_by_organization_name_and_grade(cast: Cast, program: Actor) -> None:
    make_person("杜长河", cast.union, skill_grade="technician")
    make_person("杜小河", cast.district)
    make_person("韩志强", cast.union)
    assert names(program, f"?organization={cast.union.pk}") == ["杜长河", "韩志强"]
    assert names(program, f"?organization={cast.district.pk}&name=杜") == ["杜长河", "杜小河"]
    assert names(program, "?skill_grade=technician") == ["杜长河"]


@pytest.mark.parametrize("query", ["?skill_grade=x", "?name=%00", f"?name={'长' * 41}"])
def test_a_senseless_filter_is_refused(cast: Cast, program: Actor, query: str) -> None:
    assert client.get(query, actor=program).status_code == 422


def test_a_filter_outside_the_scope_is_as_if_it_did_not_exist(cast: Cast, program: Actor) -> None:
    for pk in (cast.neighbour.pk, cast.federation.pk, 10**9, "x"):
        assert client.get(f"?organization={pk}", actor=program).status_code == 404


def test_merged_entries_are_left_out_but_lead_to_the_one_that_stands(cast: Cast, program: Actor) -> None:
    kept = make_person("杜长河", cast.union)
    merged = make_person("杜长河（重）", cast.union, merged_into=kept)
    assert names(program) == ["杜长河"]
    assert client.get(f"/{merged.pk}", actor=program).json()["merged_into_id"] == str(kept.pk)


def test_a_person_of_another_unit_is_404(cast: Cast, program: Actor) -> None:
    other = make_person("何邻", cast.neighbour_union)
    assert client.get(f"/{other.pk}", actor=program).status_code == 404


def test_committees_stay_within_reach(cast: Cast, program: Actor) -> None:
    make_committee("东城区经审委", cast.district)
    make_committee(CANARY, cast.neighbour)
    found = committees.get("", actor=program).json()["items"]
    assert [(item["name"], item["kind"]) for item in found] == [("东城区经审委", "union")]


def test_a_list_costs_the_same_however_long(cast: Cast, program: Actor, django_assert_num_queries) -> None:
    for number in range(3):
        make_person(f"杜{number}", cast.union, phone=f"1380371000{number}")
        with django_assert_num_queries(1):
            client.get("", actor=program)
        with django_assert_num_queries(2):  # the organization asked for, the rows
            client.get(f"?organization={cast.union.pk}&name=杜", actor=program)


def test_reading_needs_the_permission(cast: Cast) -> None:
    for reader in (client, committees):
        assert reader.get("", actor=cast.actor("worker")).status_code == 403
