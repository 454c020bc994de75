"""Every named killer is refused quickly with a sentence; injured files never escape as anything else."""

import random
import re
import resource

import pytest

from jiangong.lib.filetypes import FileType, check_upload
from jiangong.lib.pictures import clean_picture
from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.reading import read_rows
from tests.hostile import corpus
from tests.support.pace import within

SENTENCE = re.compile(r"^[^。]*[\u4e00-\u9fff][^。]*。$")
SECONDS = 2.0
CHILD_KIBIBYTES = 512 * 1024


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "uploads"
    place.mkdir()
    return place


def read_all(path, name=""):
    with read_rows(path, name=name) as sheet:
        return list(sheet.rows)


def largest_child() -> int:
    """KiB of the largest child so far; a forked child is charged with its parent's size until it starts its program."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def own_size() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def assert_refused(act):
    allowed, sentences = max(CHILD_KIBIBYTES, largest_child(), own_size()), set()

    def refused():
        with pytest.raises(Refused) as refusal:
            act()
        sentences.add(refusal.value.sentence)

    assert within(SECONDS, refused)
    (sentence,) = sentences
    assert SENTENCE.match(sentence), sentence
    assert largest_child() <= max(allowed, own_size())


@pytest.mark.parametrize("killer", corpus.WORKBOOKS)
def test_workbook_killer_is_refused(killer, folder):
    name, make = corpus.WORKBOOKS[killer]
    path = folder / name
    path.write_bytes(make())
    assert_refused(lambda: read_all(path))
    assert [each.name for each in folder.iterdir()] == [name]


@pytest.mark.parametrize("killer", corpus.ATTACHMENTS)
def test_attachment_killer_is_refused(killer, folder):
    name, make = corpus.ATTACHMENTS[killer]
    path = folder / name
    path.write_bytes(make())
    assert_refused(lambda: check_upload(path, name, set(FileType)))


@pytest.mark.parametrize("killer", corpus.PICTURES)
def test_picture_killer_is_refused(killer, folder):
    name, make = corpus.PICTURES[killer]
    path = folder / name
    path.write_bytes(make())
    assert_refused(lambda: clean_picture(path, folder / "clean"))
    assert [each.name for each in folder.iterdir()] == [name]


def test_corpus_holds_at_least_forty_killers():
    assert len(corpus.WORKBOOKS) + len(corpus.ATTACHMENTS) + len(corpus.PICTURES) >= 80


def injured(count):
    rng = random.Random(20)
    seed, text = corpus.honest_workbook(), "姓名,单位\n张三,二七区\n李四,金水区\n".encode("gb18030") * 20
    makers = [
        (corpus.mutate, seed, "m.xlsx"),
        (corpus.mutate_inside, seed, "m.xlsx"),
        (corpus.mutate, text, "m.csv"),
    ]
    for number in range(count):
        mutate, content, name = makers[number % 3]
        yield name, mutate(content, rng)


def outcome(path):
    try:
        rows = read_all(path)
    except Refused as refusal:
        return refusal.sentence
    assert all(isinstance(cell, str | int | float | None) for _, values in rows for cell in values)
    return ""


def count_outcomes(count, folder):
    outcomes = {"read": 0, "refused": 0}
    for name, content in injured(count):
        path = folder / name
        path.write_bytes(content)
        sentence = outcome(path)
        assert not sentence or SENTENCE.match(sentence), sentence
        outcomes["refused" if sentence else "read"] += 1
        path.unlink()
        assert list(folder.iterdir()) == []
    return outcomes


def test_injured_files_are_read_or_refused(folder):
    outcomes = count_outcomes(300, folder)
    assert sum(outcomes.values()) == 300
    assert min(outcomes.values()) >= 30


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_ten_thousand_injured_files_are_read_or_refused(folder):
    assert sum(count_outcomes(10_000, folder).values()) == 10_000
