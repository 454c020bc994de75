"""Screens of committees."""

import uuid

from django.urls import reverse

from jiangong.domains.people.models import Committee
from tests.cast import CANARY
from tests.factories.people import make_committee, make_person


def test_list_shows_committees_within_reach_only(cast):
    make_committee("东城委员会", cast.district)
    make_committee(f"西城委员会{CANARY}", cast.neighbour)
    page = cast.client("district_officer").get(reverse("people:committee_list")).content.decode()
    assert "东城委员会" in page
    assert CANARY not in page


def test_another_units_committee_is_404(cast):
    committee = make_committee("西城委员会", cast.neighbour)
    client = cast.client("district_officer")
    for name in ("committee_detail", "committee_edit", "committee_members"):
        assert client.get(reverse(f"people:{name}", args=[committee.pk])).status_code == 404, name


def test_committee_is_registered_then_its_members_are_pasted(cast):
    make_person("张三", cast.union)
    client = cast.client("district_officer")
    form = {
        "name": "东城劳动竞赛领导小组",
        "kind": "leading_group",
        "organization": cast.district.name,
        "term_from": "2024-01-01",
        "command_key": str(uuid.uuid4()),
    }
    made = client.post(reverse("people:committee_create"), form)
    committee = Committee.objects.ungated("test").get()
    assert made.url == reverse("people:committee_members", args=[committee.pk])
    seats = {"members": "张三\t组长", "version": "0", "command_key": str(uuid.uuid4())}
    assert client.post(made.url, seats).url == committee.get_absolute_url()
    page = client.get(committee.get_absolute_url()).content.decode()
    assert "张三" in page
    assert "组长" in page


def test_unclear_members_are_explained_and_what_was_typed_stays(cast):
    committee = make_committee("东城委员会", cast.district)
    seats = {"members": "查无此人，主任", "version": "0", "command_key": str(uuid.uuid4())}
    answer = cast.client("district_officer").post(
        reverse("people:committee_members", args=[committee.pk]), seats
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第1行“查无此人”没有登记在本单位" in page
    assert "查无此人，主任" in page


def test_term_must_be_in_order(cast):
    form = {
        "name": "东城委员会",
        "kind": "union",
        "organization": cast.district.name,
        "term_from": "2024-01-01",
        "term_to": "2023-01-01",
        "command_key": str(uuid.uuid4()),
    }
    answer = cast.client("district_officer").post(reverse("people:committee_create"), form)
    assert answer.status_code == 422
    assert "任期结束不能早于开始" in answer.content.decode()
