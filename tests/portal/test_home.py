"""The home page: what presses first, in words; what there is, counted within reach."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging import todos as registry
from jiangong.kit.messaging.todos import ACT, DECIDE, DUE, RETURNED, Todo, grouped, todos_of
from jiangong.portal.home import due_words, inbox, summary
from tests.cast import CANARY

TODAY = date(2021, 10, 8)


@pytest.fixture
def source(monkeypatch):
    """The only to-do source for one test; a list to fill."""
    found: list[Todo] = []
    monkeypatch.setattr(registry, "_sources", [lambda actor: found])
    return found


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, ("", "", False)),
        (TODAY, ("今天", "截止", True)),
        (TODAY + timedelta(1), ("10月9日", "明天", True)),
        (TODAY + timedelta(3), ("10月11日", "还剩3天", True)),
        (TODAY + timedelta(4), ("10月12日", "还剩4天", False)),
        (TODAY - timedelta(2), ("10月6日", "已过2天", True)),
    ],
)
def test_due_date_reads_as_people_say_it(due, expected):
    assert due_words(due, TODAY) == expected


def test_most_pressing_comes_first_and_is_not_repeated(source):
    source += [
        Todo("无期限", "/a/", group=DECIDE),
        Todo("后天", "/b/", due_on=TODAY + timedelta(2), group=RETURNED),
        Todo("今天", "/c/", due_on=TODAY, group=ACT),
        Todo("今天要定", "/d/", due_on=TODAY, group=DECIDE),
    ]
    todos = todos_of(Actor(None, None, frozenset(), ""))
    first, groups = inbox(todos, TODAY)
    assert first.title == "今天要定"
    assert [(label, [task.title for task in tasks]) for label, tasks in groups] == [
        (DECIDE, ["无期限"]),
        (ACT, ["今天"]),
        (RETURNED, ["后天"]),
    ]


def test_groups_nobody_foresaw_come_last():
    todos = [Todo("甲", "/", group="另外"), Todo("乙", "/", group=DUE)]
    assert [label for label, _ in grouped(todos)] == [DUE, "另外"]


def test_summary_is_one_sentence():
    todos = [Todo("甲", "/", group=DECIDE), Todo("乙", "/", group=DECIDE), Todo("丙", "/", group=RETURNED)]
    assert summary(todos) == "有2件待您决定、1件被退回。"
    assert summary([]) == "没有等您办理的事项。"


def test_source_is_registered_once(monkeypatch):
    monkeypatch.setattr(registry, "_sources", [])

    def nothing(actor):
        return ()

    assert registry.register_todos(registry.register_todos(nothing)) is nothing
    assert registry._sources == [nothing]


def test_home_shows_the_next_act_and_figures(cast, source):
    source.append(
        Todo(
            "核对名单",
            "/people/",
            ("人员",),
            timezone.localdate(),
            DECIDE,
            "占比偏低。",
            "核对",
            "flag",
            "crit",
        )
    )
    text = cast.client("district_officer").get("/").content.decode()
    for words in ("核对名单", "占比偏低。", "截止", "有1件待您决定。", "工会组织", "登记人员"):
        assert words in text
    assert CANARY not in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("worker", "目前没有需要您办理的事项"),
        ("judge", "目前没有需要您办理的事项"),
        ("outsider", "您还没有任职"),
        ("audit_admin", "管理员不接触业务内容"),
        ("district_officer", "都办完了"),
    ],
)
def test_empty_home_says_why_and_what_next(cast, source, name, words):
    assert words in cast.client(name).get("/").content.decode()


def test_leader_reads_figures_first(cast, source):
    text = cast.client("city_leader").get("/").content.decode()
    assert "一分钟总览" in text
    assert "一分钟总览" not in cast.client("city_officer").get("/").content.decode()


def test_stranger_is_sent_to_sign_in(client, db):
    response = client.get("/")
    assert (response.status_code, response["Location"].startswith(reverse("accounts:sign_in"))) == (302, True)
