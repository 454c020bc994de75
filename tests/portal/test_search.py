"""Global search: only sources one may use, only rows one may see."""

import pytest

from jiangong.kit.listing import searching
from jiangong.kit.listing.searching import Hit, SearchSource, register_search, search


@pytest.fixture
def asked(monkeypatch):
    """One source that remembers what it was asked."""
    questions: list[tuple] = []

    def find(actor, text, limit):
        questions.append((text, limit))
        return [Hit(f"{text}{n}", "二七区", f"/people/{n}/", "user") for n in range(limit)]

    monkeypatch.setattr(searching, "_sources", [])
    register_search(SearchSource("人员", "people.view", find))
    return questions


def test_found_is_cut_at_the_limit_and_says_so(cast, asked):
    (found,) = search(cast.actor("district_officer"), " 王 \x00", 3)
    assert [hit.title for hit in found.hits] == ["王0", "王1", "王2"]
    assert (found.more, asked) == (True, [("王", 4)])


def test_source_without_permission_is_not_even_asked(cast, asked):
    assert search(cast.actor("worker"), "王") == []
    assert asked == []


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_empty_words_find_nothing(cast, asked, text):
    assert search(cast.actor("district_officer"), text) == []
    assert asked == []


def test_source_is_registered_once(asked):
    register_search(SearchSource("人员", "people.view", lambda *_: []))
    assert len(searching._sources) == 1


def test_page_keeps_what_was_typed_and_escapes_it(cast, asked):
    text = cast.client("district_officer").get("/search/", {"q": '<b>"王'}).content.decode()
    assert "&lt;b&gt;&quot;王0" in text
    assert "<b>" not in text.split("<main", 1)[1].split("</main>", 1)[0]
    assert asked == [('<b>"王', 31)]


def test_overlay_gets_the_results_alone(cast, asked):
    response = cast.client("district_officer").get("/search/", {"q": "王"}, headers={"HX-Request": "true"})
    assert response.content.lstrip().startswith(b"<section")
    assert asked == [("王", 7)]


def test_nothing_found_says_what_to_try(cast, monkeypatch):
    monkeypatch.setattr(searching, "_sources", [])
    text = cast.client("district_officer").get("/search/", {"q": "查无此人"}).content.decode()
    assert "没有找到“查无此人”。" in text
