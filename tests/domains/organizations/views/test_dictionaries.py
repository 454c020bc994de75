"""Editions of dictionaries are pasted as lines and read by year."""

from datetime import date

import pytest

from jiangong.domains.organizations.choices import DictionaryKey
from jiangong.domains.organizations.models import Dictionary
from jiangong.domains.organizations.queries.dictionaries import chain_names, entries
from tests.cast import Cast
from tests.support.posting import submit

pytestmark = pytest.mark.django_db

FIELDS = {"key": DictionaryKey.CHAINS, "source": "会议纪要"}


@pytest.fixture
def keeper(cast: Cast, monkeypatch):
    """A browser that may keep dictionaries."""
    return cast.client("city_officer")


def test_create_and_edit_keep_the_lines_in_order(keeper) -> None:
    submit(
        keeper,
        "/organizations/dictionaries/new/",
        year="2024",
        lines="01\t软件\n02\t机器人\t含零部件",
        **FIELDS,
    )
    made = Dictionary.objects.get()
    assert list(made.entries.values_list("code", "label", "note")) == [
        ("01", "软件", ""),
        ("02", "机器人", "含零部件"),
    ]
    address = f"/organizations/dictionaries/{made.pk}/"
    assert "含零部件" in keeper.get(address).content.decode()
    submit(keeper, f"{address}edit/", version="0", year="2024", lines="03，无人机", **FIELDS)
    assert list(made.entries.values_list("label", flat=True)) == ["无人机"]
    assert "产业链" in keeper.get("/organizations/dictionaries/").content.decode()


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("01", "第1行缺少代码或名称"),
        ("01\t软件\n01\t机器人", "代码“01”重复了，请改正。"),
        ("01\t" + "长" * 61, "第1行的名称超过60个字，请缩短。"),
    ],
)
def test_create_refuses_bad_lines(keeper, lines: str, sentence: str) -> None:
    answer = submit(keeper, "/organizations/dictionaries/new/", year="2024", lines=lines, **FIELDS)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Dictionary.objects.exists()


def test_create_refuses_a_second_edition_of_a_year(keeper) -> None:
    for _ in range(2):
        answer = submit(keeper, "/organizations/dictionaries/new/", year="2024", lines="01\t软件", **FIELDS)
    assert "这个字典已有这一年的版本，请直接修改那个版本。" in answer.content.decode()


def test_entries_are_those_of_the_edition_in_force(db) -> None:
    for year, label in ((2021, "旧链"), (2024, "新链")):
        made = Dictionary.objects.create(key=DictionaryKey.CHAINS, year=year)
        made.entries.create(code="01", label=label)
    assert chain_names(date(2023, 12, 31)) == ["旧链"]
    assert chain_names(date(2024, 1, 1)) == ["新链"]
    assert chain_names(date(2020, 1, 1)) == ["旧链"]
    assert list(entries(DictionaryKey.OCCUPATIONS)) == []
