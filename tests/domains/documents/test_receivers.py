"""What the rest of the product learns of documents."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.accounts.actions.handover import hand_over
from jiangong.domains.documents.actions import send_back_document, void_document
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.receivers import document_todos
from jiangong.kit.listing.searching import search
from jiangong.kit.messaging.models import Message
from jiangong.kit.messaging.todos import ACT, DECIDE, RETURNED
from tests.factories.accounts import appoint, make_user
from tests.factories.documents import make_document, make_instructed, make_proposed


def test_todos_say_what_to_do_and_why(cast):
    due = timezone.localdate() - timedelta(days=3)
    officer, leader = cast.actor("city_officer"), cast.actor("city_leader")
    make_document(officer, title="拟办它", body=False)
    make_proposed(officer, leader.user, title="批示它", due_on=due)
    send_back_document(make_proposed(officer, leader.user, title="重拟它"), "请改。", actor=leader)
    mine = {todo.title: todo for todo in document_todos(officer)}
    assert {title: (todo.group, todo.act_label) for title, todo in mine.items()} == {
        "拟办它": (ACT, "拟办"),
        "重拟它": (RETURNED, "拟办"),
    }
    [decision] = document_todos(leader)
    assert (decision.title, decision.group, decision.due_on, decision.tone) == ("批示它", DECIDE, due, "crit")


def test_todos_are_empty_for_who_may_not_see_documents(cast):
    assert list(document_todos(cast.actor("worker"))) == []
    assert list(document_todos(cast.actor("system_admin"))) == []


def test_todos_read_a_constant_number_of_times(cast, django_assert_num_queries):
    officer = cast.actor("city_officer")
    for _ in range(4):
        make_document(officer, body=False)
    with django_assert_num_queries(1):
        assert len(list(document_todos(officer))) == 4


@pytest.mark.parametrize("text", ["安全生产月", "河总〔2026〕", "收20"])
def test_search_finds_titles_and_numbers_within_reach(cast, text):
    make_document(cast.actor("district_officer"), official_number="河总〔2026〕8号", body=False)
    found = {
        name: search(cast.actor(name), text) for name in ("district_officer", "neighbour_officer", "worker")
    }
    titles = {
        name: [hit.title for group in groups if group.label == "文件" for hit in group.hits]
        for name, groups in found.items()
    }
    assert titles == {
        "district_officer": ["关于开展安全生产月活动的通知"],
        "neighbour_officer": [],
        "worker": [],
    }


def test_void_tells_everybody_who_was_involved(cast):
    officer, leader = cast.actor("city_officer"), cast.actor("city_leader")
    document = make_instructed(officer, leader, cast.users["district_officer"])
    Message.objects.all().delete()
    void_document(document, "重复。", actor=officer)
    told = set(Message.objects.values_list("user__username", flat=True))
    assert told == {"city_leader", "district_officer"}


def test_handover_of_an_appointment_moves_its_documents(cast):
    document = make_instructed(
        cast.actor("city_officer"), cast.actor("city_leader"), cast.users["district_officer"]
    )
    appointment = cast.users["district_officer"].appointments.get()
    successor = make_user("successor")
    appoint(successor, cast.district, "unit_officer")
    moved = hand_over(appointment, successor, actor=cast.actor("district_officer"))
    assert [(one.label, one.count) for one in moved if one.label == "文件"] == [("文件", 1)]
    assert Document.unscoped.get(pk=document.pk).handler == successor
