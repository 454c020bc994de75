"""Messages reach whom they concern, once, and go when they have served."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from jiangong.kit.access.actor import system_actor
from jiangong.kit.jobs.models import Job
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.messaging.models import Message
from jiangong.kit.messaging.retention import forget_messages
from jiangong.kit.messaging.sending import mark_read, notify, unread_count


@pytest.fixture
def told(cast):
    """One message to the district's officer."""
    user = cast.users["district_officer"]
    notify(
        [user], "文件被退回", "请补正文号。", "/documents/7/", "returned", actor=cast.actor("city_officer")
    )
    return cast


def test_notify_tells_each_person_once_and_not_the_one_who_acts(cast):
    users = [cast.users[name] for name in ("district_officer", "district_officer", "worker", "city_officer")]
    assert notify(users, "题" * 200, "文" * 900, actor=cast.actor("city_officer")) == 2
    assert {len(m.title) for m in Message.objects.all()} == {120}
    assert notify(users[:1], "系统说", actor=system_actor()) == 1


def test_message_of_a_rolled_back_command_is_never_seen(cast):
    with transaction.atomic():
        notify([cast.users["worker"]], "不会发生", actor=system_actor())
        transaction.set_rollback(True)
    assert Message.objects.count() == 0


def test_unread_count_falls_when_messages_are_read(told):
    user = told.users["district_officer"]
    assert (unread_count(user.pk), unread_count(None)) == (1, 0)
    assert mark_read(Message.objects.all()) == 1
    first = Message.objects.get().read_at
    assert mark_read(Message.objects.all()) == 0
    assert (Message.objects.get().read_at, unread_count(user.pk)) == (first, 0)


def test_old_messages_are_forgotten(cast):
    now = timezone.now()
    for created, read in ((100, 89), (100, 91), (364, None), (366, None)):
        read_at = now - timedelta(days=read) if read else None
        Message.objects.create(
            user=cast.users["worker"],
            title=str(created),
            created_at=now - timedelta(days=created),
            read_at=read_at,
        )
    forget_messages(Progress(Job()), actor=system_actor())
    assert Message.objects.count() == 2


def test_list_shows_my_messages_only(told):
    text = told.client("district_officer").get(reverse("messaging:list")).content.decode()
    assert "文件被退回" in text
    assert "请补正文号。" in text
    assert (
        "文件被退回" not in told.client("neighbour_officer").get(reverse("messaging:list")).content.decode()
    )


def test_every_way_on_has_a_name_of_its_own(told):
    text = told.client("district_officer").get(reverse("messaging:list")).content.decode()
    assert text.count('查看<span class="sr">：文件被退回</span></button>') == text.count("查看") == 2


def test_opening_marks_read_and_leads_on(told):
    letter = Message.objects.get()
    client = told.client("district_officer")
    response = client.post(reverse("messaging:open", args=[letter.pk]))
    assert (response.status_code, response["Location"]) == (302, "/documents/7/")
    assert Message.objects.get().read_at is not None
    assert "还没有消息" not in client.get(reverse("messaging:list")).content.decode()
    assert "没有未读消息" in client.get(reverse("messaging:list") + "?unread=1").content.decode()


def test_message_of_another_is_not_found(told):
    letter = Message.objects.get()
    assert (
        told.client("neighbour_officer").post(reverse("messaging:open", args=[letter.pk])).status_code == 404
    )
    assert told.client("city_officer").post(reverse("messaging:open", args=[letter.pk])).status_code == 404
    assert Message.objects.get().read_at is None


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_address_elsewhere_is_not_followed(told, address):
    Message.objects.update(url=address)
    response = told.client("district_officer").post(
        reverse("messaging:open", args=[Message.objects.get().pk])
    )
    assert response["Location"] == reverse("messaging:list")


def test_all_are_marked_read_by_post_only(told):
    client = told.client("district_officer")
    assert client.get(reverse("messaging:read_all")).status_code == 405
    assert Message.objects.get().read_at is None
    client.post(reverse("messaging:read_all"))
    assert Message.objects.get().read_at is not None


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "甲", ""])
def test_any_page_number_is_answered(told, page):
    assert told.client("district_officer").get(reverse("messaging:list"), {"page": page}).status_code == 200
