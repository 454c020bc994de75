"""One digest a day: at one's time, with what waits and what the ladder says, and nothing personal outside."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from jiangong.kit.access.actor import system_actor
from jiangong.kit.jobs.models import Job
from jiangong.kit.jobs.progress import Progress
from jiangong.kit.messaging import deadlines, todos
from jiangong.kit.messaging.deadlines import Audience, Deadline, calls_on
from jiangong.kit.messaging.digests import remind
from jiangong.kit.messaging.jobs import remind_everybody
from jiangong.kit.messaging.models import Dispatch, Message, MessageKind, Preference, Rung, RungName, Via
from jiangong.kit.messaging.todos import RETURNED, Todo
from tests.kit.messaging.conftest import MORNING, SHANGHAI

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
NAME = "王小明"


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Only the sources of the test."""
    monkeypatch.setattr(todos, "_sources", [])
    monkeypatch.setattr(deadlines, "_sources", [])


@pytest.fixture
def waiting(cast):
    """Two things wait for the district's officer, one of them about somebody."""
    mine = cast.users["district_officer"].pk

    @todos.register_todos
    def source(actor):
        if actor.user_id == mine:
            yield Todo(f"调入申请：{NAME}", "/people/transfers/1/")
            yield Todo("补正文号", "/documents/7/", group=RETURNED)

    return cast


def run() -> str:
    job = Job.objects.create(name="messaging.remind")
    return remind_everybody(Progress(job), actor=system_actor())["message"]


def digests(user):
    return Message.objects.filter(user=user, kind=MessageKind.DIGEST)


def test_a_day_is_gathered_once(waiting, clock):
    assert run() == "发出1条提醒。"
    assert run() == "发出0条提醒。"
    digest = digests(waiting.users["district_officer"]).get()
    assert digest.title == "今日提醒：待我办理1件，退回给我1件"
    assert digest.body == f"调入申请：{NAME}；补正文号。"
    assert Message.objects.count() == 1


def test_two_runs_that_found_the_same_person_tell_them_once(waiting, clock):
    user = waiting.users["district_officer"]
    assert [remind(user, None, TODAY, []) for _ in range(2)] == [True, False]
    assert digests(user).count() == 1


def test_the_next_days_digest_replaces_an_unread_one(waiting, clock):
    run()
    clock(MORNING + timedelta(days=1))
    run()
    assert digests(waiting.users["district_officer"]).count() == 2
    assert digests(waiting.users["district_officer"]).filter(read_at=None).count() == 1


def test_it_waits_for_the_chosen_time(waiting, clock):
    Preference.objects.create(user=waiting.users["district_officer"], at=time(14, 0))
    assert run() == "发出0条提醒。"
    clock(MORNING.replace(hour=14))
    assert run() == "发出1条提醒。"


def test_nobody_is_told_who_does_not_want_it_or_on_a_day_off(waiting, clock):
    clock(datetime(2026, 11, 28, 10, 0, tzinfo=SHANGHAI))
    assert run() == "现在是免打扰时段，没有提醒。"
    clock(MORNING.replace(hour=21))
    assert run() == "现在是免打扰时段，没有提醒。"
    clock(MORNING)
    Preference.objects.create(user=waiting.users["district_officer"], via=Via.NONE)
    assert run() == "发出0条提醒。"
    assert Message.objects.count() == 0


def test_what_leaves_the_house_is_numbers_and_a_link(waiting, clock, make_target):
    target = make_target(is_offered=True)
    Preference.objects.create(user=waiting.users["district_officer"], via=Via.TARGET, target=target)
    run()
    sent = Dispatch.objects.get()
    assert (sent.subject, sent.text) == ("今日提醒", "待我办理1件，退回给我1件。请登录查看和办理。")
    told = f"{sent.key}{sent.subject}{sent.text}{sent.path}"
    user = waiting.users["district_officer"]
    assert not any(word in told for word in (NAME, user.name, user.username, "补正文号"))


def test_an_unconfirmed_address_gets_nothing(waiting, clock):
    Preference.objects.create(user=waiting.users["district_officer"], via=Via.EMAIL)
    run()
    assert Dispatch.objects.count() == 0
    assert digests(waiting.users["district_officer"]).count() == 1


@pytest.fixture
def owed(cast):
    """The district owes something by a day the test sets."""
    due = {"on": TODAY}
    unit = Audience((cast.users["district_officer"],), cast.district.pk)
    hearers = {
        RungName.BEFORE: unit,
        RungName.DUE: unit,
        RungName.ABOVE: Audience((cast.users["city_officer"],), cast.federation.pk),
        RungName.LEADER: Audience((cast.users["city_leader"],)),
    }

    @deadlines.register_deadlines
    def source(span):
        if due["on"] and span.first <= due["on"] <= span.last:
            yield Deadline("test:1", "东城区：报送总结", "/plans/1/", due["on"], hearers)

    return due


@pytest.mark.parametrize(
    ("late", "reached"),
    [
        (-4, []),
        (-3, ["before"]),
        (-1, ["before"]),
        (0, ["due"]),
        (2, ["due"]),
        (3, ["due", "above"]),
        (6, ["due", "above"]),
        (7, ["due", "above", "leader"]),
        (61, []),
    ],
)
def test_rungs_are_reached_in_order(owed, late, reached):
    owed["on"] = TODAY - timedelta(days=late)
    assert [call.rung for call in calls_on(TODAY)] == reached


def test_the_ladder_is_data(owed):
    Rung.objects.filter(name=RungName.BEFORE).update(days=-10)
    owed["on"] = TODAY + timedelta(days=10)
    assert [call.rung for call in calls_on(TODAY)] == ["before"]


def test_each_rung_is_climbed_once_and_in_the_digest(cast, owed, clock):
    told = []
    for late in range(-3, 9):
        clock(MORNING + timedelta(days=late))
        owed["on"] = TODAY
        Message.objects.all().delete()
        run()
        told += [
            (late, m.user.username, m.title) for m in Message.objects.select_related("user").order_by("pk")
        ]
    assert told == [
        (-3, "district_officer", "今日提醒：即将到期1件"),
        (0, "district_officer", "今日提醒：已到期1件"),
        (4, "city_officer", "今日提醒：下级逾期1件"),  # the third day after is a Sunday
        (7, "city_leader", "今日提醒：逾期较久1件"),
    ]


def test_what_is_done_climbs_no_further_and_a_moved_day_begins_anew(cast, owed, clock):
    run()
    owed["on"] = None
    clock(MORNING + timedelta(days=7))
    assert run() == "发出0条提醒。"
    owed["on"] = timezone.localdate()
    clock(MORNING + timedelta(days=8))
    owed["on"] = timezone.localdate()
    assert run() == "发出1条提醒。"


def test_a_units_group_hears_once_a_day(cast, owed, clock, make_target):
    target = make_target(organization=cast.district)
    run()
    run()
    sent = Dispatch.objects.get(target=target)
    assert sent.text == "已到期1件。\n东城区：报送总结"
    assert sent.key == f"group:2026-11-26:{target.pk}"
    clock(MORNING + timedelta(days=1))
    run()
    assert Dispatch.objects.count() == 1
