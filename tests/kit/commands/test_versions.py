"""Nobody overwrites what they have not seen."""

import pytest

from jiangong.domains.documents.models import Document
from jiangong.kit.commands.errors import Conflict
from jiangong.kit.commands.versions import save_if_unchanged
from tests.cast import assemble
from tests.factories.documents import make_document


def titled(document, title):
    """The document as one person holds it in their hands, with another title typed in."""
    held = Document.unscoped.get(pk=document.pk)
    held.title = title
    return held


@pytest.fixture
def document(cast):
    return make_document(cast.actor("district_officer"), body=False)


def test_save_writes_the_named_fields_and_raises_the_version(document):
    held = titled(document, "新标题")
    held.summary = "没有交出去的"
    save_if_unchanged(held, held.version, ["title"])
    stored = Document.unscoped.get(pk=document.pk)
    assert (stored.title, stored.summary, stored.version) == ("新标题", "", document.version + 1)
    assert stored.updated_at > document.updated_at
    assert held.version == stored.version


def test_the_second_of_two_editors_is_told_and_changes_nothing(document):
    seen = document.version
    save_if_unchanged(titled(document, "先改的"), seen, ["title"])
    with pytest.raises(Conflict, match="别人已经修改了这条记录"):
        save_if_unchanged(titled(document, "后改的"), seen, ["title"])
    assert Document.unscoped.get(pk=document.pk).title == "先改的"


@pytest.mark.parametrize("version", [-1, 10**6])
def test_a_version_nobody_ever_saw_is_a_conflict(document, version):
    with pytest.raises(Conflict):
        save_if_unchanged(titled(document, "x"), version, ["title"])


def test_a_row_that_was_deleted_is_a_conflict(document):
    held = titled(document, "x")
    Document.unscoped.filter(pk=document.pk).delete()
    with pytest.raises(Conflict):
        save_if_unchanged(held, held.version, ["title"])


@pytest.mark.database
@pytest.mark.parametrize("round_number", range(5))
def test_of_many_editors_at_once_exactly_one_wins(race, round_number):
    document = make_document(assemble().actor("district_officer"), body=False)
    held = [titled(document, f"标题{number}") for number in range(6)]
    results = race([lambda one=one: save_if_unchanged(one, document.version, ["title"]) for one in held])
    winners = [number for number, result in enumerate(results) if result is None]
    assert len(winners) == 1
    assert sum(isinstance(result, Conflict) for result in results) == 5
    stored = Document.unscoped.get(pk=document.pk)
    assert (stored.title, stored.version) == (f"标题{winners[0]}", document.version + 1)
