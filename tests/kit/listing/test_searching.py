"""Global search asks only what the actor may use."""

import pytest

from jiangong.kit.access.actor import Actor
from jiangong.kit.listing import searching
from jiangong.kit.listing.searching import LIMIT, LONGEST, Hit, SearchSource, register_search, search

ACTOR = Actor(None, None, frozenset({"people.view"}), "/1/2/")


@pytest.fixture
def asked(monkeypatch):
    """What the sources were asked for."""
    questions = []

    def find(actor, text, limit):
        questions.append((text, limit))
        return [Hit(f"{text}{n}", "", "/") for n in range(limit)]

    monkeypatch.setattr(searching, "_sources", [])
    register_search(SearchSource("人员", "people.view", find))
    register_search(SearchSource("文件", "documents.view", find))
    return questions


def test_only_permitted_sources_are_asked(asked):
    found = search(ACTOR, " 张 ")
    assert [one.label for one in found] == ["人员"]
    assert asked == [("张", LIMIT + 1)]


def test_one_hit_more_than_shown_says_that_there_are_others(asked):
    (found,) = search(ACTOR, "张", limit=2)
    assert ([hit.title for hit in found.hits], found.more) == (["张0", "张1"], True)


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_nothing_is_asked_for_nothing(asked, text):
    assert (search(ACTOR, text), asked) == ([], [])


def test_what_is_asked_is_cut_and_cleaned(asked):
    search(ACTOR, "张\x00三" + "字" * 500)
    assert asked[0][0].startswith("张三")
    assert len(asked[0][0]) == LONGEST


def test_a_source_is_registered_once(asked):
    register_search(SearchSource("人员", "people.view", lambda *_: []))
    assert len(searching._sources) == 2
