"""Whose turn, who is concerned, who may be asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.documents.actions import register_document, void_document
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.queries import (
    acts_for,
    find_issuer,
    overdue,
    possible_handlers,
    possible_leaders,
    same_official_number,
    waiting_for,
)
from jiangong.domains.organizations.models import OrganizationAlias
from jiangong.lib.names import normalize
from tests.factories.accounts import appoint, make_user
from tests.factories.documents import make_document, make_instructed, make_proposed


def waiting(actor) -> list[Document]:
    return list(Document.objects.visible_to(actor).filter(waiting_for(actor)))


def test_waiting_follows_the_document_from_hand_to_hand(cast):
    officer, leader = cast.actor("city_officer"), cast.actor("city_leader")
    filed = make_document(officer, body=False)
    proposed = make_proposed(officer, leader.user)
    given = make_instructed(officer, leader, cast.users["partner_officer"])
    assert waiting(officer) == [filed]
    assert waiting(leader) == [proposed]
    assert waiting(cast.actor("partner_officer")) == [given]
    assert waiting(cast.actor("neighbour_officer")) == []


def test_waiting_includes_what_waits_for_the_one_who_delegated(cast):
    proposed = make_proposed(cast.actor("city_officer"), cast.users["city_leader"])
    cast.users["deputy"] = make_user("deputy")
    origin = cast.users["city_leader"].appointments.get()
    appoint(
        cast.users["deputy"], cast.federation, "city_leader", delegated_from=origin, ends_on=date(2099, 1, 1)
    )
    assert waiting(cast.actor("deputy")) == [proposed]
    assert acts_for(cast.actor("deputy"), cast.users["city_leader"].pk) is True
    assert acts_for(cast.actor("city_officer"), cast.users["city_leader"].pk) is False


def test_a_token_is_nobody_and_sees_its_subtree_only(cast):
    own = make_document(cast.actor("district_officer"), body=False)
    make_document(cast.actor("neighbour_officer"), body=False)
    token = replace(cast.actor("district_officer"), user=None, appointment_id=None)
    assert list(Document.objects.visible_to(token)) == [own]
    assert waiting(token) == []
    assert acts_for(token, None) is False


@pytest.mark.parametrize(("days", "late"), [(-1, 1), (0, 0), (1, 0)])
def test_overdue_begins_the_day_after(cast, days, late):
    due = timezone.localdate() + timedelta(days=days)
    document = make_document(cast.actor("district_officer"), body=False, due_on=due)
    rows = Document.objects.visible_to(cast.actor("district_officer"))
    assert rows.filter(overdue()).count() == late
    assert document.days_overdue == late


def test_overdue_ends_when_the_document_does(cast):
    officer = cast.actor("city_officer")
    document = make_document(officer, due_on=timezone.localdate() - timedelta(days=9))
    void_document(document, "重复。", actor=officer)
    assert not Document.objects.visible_to(officer).filter(overdue()).exists()
    assert document.days_overdue == 0


def test_same_official_number_looks_in_one_register_only(cast):
    officer = cast.actor("city_officer")
    made = make_document(officer, official_number="豫工办〔2026〕1号")
    make_document(cast.actor("district_officer"), official_number="豫工办〔2026〕1号", body=False)
    found = same_official_number("豫工办〔2026〕1号", officer.organization_id, "incoming")
    assert list(found) == [made]
    void_document(made, "登错了。", actor=officer)
    assert not found.all().exists()


def test_find_issuer_knows_names_and_recorded_aliases(cast):
    OrganizationAlias.objects.create(
        organization=cast.partner, text="市应急局", normalized=normalize("市应急局"), source="short"
    )
    assert find_issuer("河州市应急管理局") == cast.partner
    assert find_issuer("市 应急局") == cast.partner
    assert find_issuer("没有这个单位") is None


def test_leaders_of_a_department_are_the_federations(cast):
    assert [one.name for one in possible_leaders(cast.actor("city_officer"))] == ["city_leader"]
    assert [one.name for one in possible_leaders(cast.actor("district_officer"))] == ["district_officer"]


def test_handlers_of_the_federation_are_one_level_down_and_hold_the_right(cast):
    names = {one.name for one in possible_handlers(cast.actor("city_leader"))}
    assert {"city_officer", "district_officer", "neighbour_officer"} <= names
    assert names & {"worker", "judge", "outsider", "union_officer", "city_leader"} == set()


def test_handlers_of_a_district_are_in_its_own_subtree(cast):
    names = {one.name for one in possible_handlers(cast.actor("district_officer"))}
    assert names == {"district_officer", "union_officer"}


def test_departed_people_are_not_offered(cast):
    cast.users["union_officer"].is_active = False
    cast.users["union_officer"].save()
    names = {one.name for one in possible_handlers(cast.actor("district_officer"))}
    assert names == {"district_officer"}


def test_an_outsider_may_ask_nobody(cast):
    outsider = cast.actor("outsider")
    assert (possible_leaders(outsider), possible_handlers(outsider)) == ([], [])


def test_issuer_of_an_outgoing_document_is_the_full_name_of_the_department(cast):
    made = register_document(Document(title="通知", direction="outgoing"), actor=cast.actor("city_officer"))
    assert made.issuer_name == "河州市总工会劳动和经济工作部"
