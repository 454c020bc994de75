"""The corpus: its expected results are sound, its sources are what its descriptions make, and the reader reads it."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.lib.officialdoc.comparing import bare, spaceless
from tests.lib.officialdoc.corpus.making.making import CORPUS, DESCRIPTIONS, made
from tests.lib.officialdoc.evaluating import below, evaluate, table
from tests.lib.officialdoc.plain import plain
from tests.lib.officialdoc.reading import SPLITS, notices
from tests.lib.officialdoc.scoring import KINDS, flat
from tests.lib.officialdoc.scoring_tables import items

Object = dict[str, Any]
EVERY = notices("all")
each_notice = pytest.mark.parametrize("notice", EVERY, ids=lambda notice: notice.name)

FORMATS = {".txt", ".md", ".docx", ".xlsx", ".pdf"}
OPERATORS = {">=", "<=", "=", "about", "between"}
BLANKS = str.maketrans("", "", ",|/_—-")  # what stands between figures or for none
BEYOND = ("加分", "扣分")  # groups beside the hundred points
NUMERALS = {
    "一": "1", "两": "2", "二": "2", "三": "3", "六": "6", "二十": "20", "三十": "30", "四十": "40", "二百六十": "260",
    "四成": "40", "九成": "90",
}  # fmt: skip
LEAST = {"dev": 0.98, "held_out": 0.98, "unseen": 0.75}
FLOORS = {split: dict.fromkeys(KINDS, LEAST[split]) for split in SPLITS}


@cache
def words(source: Path) -> str:
    return bare(plain(source))


def test_there_are_enough_notices_in_every_format():
    formats = {split: {notice.source.suffix for notice in notices(split)} for split in SPLITS}
    assert formats == dict.fromkeys(SPLITS, FORMATS)
    assert [len(notices(split)) for split in SPLITS] == [40, 23, 16]
    assert len({notice.folder.name for notice in EVERY}) == len(EVERY)


@each_notice
def test_the_shape_is_that_of_the_command(notice):
    expected = notice.expected
    assert set(expected) - {"alternatives"} == {
        "title", "number", "issuer", "issued_on", "addressees", "annexes", "plans", "outline",
        "measures", "steps", "targets", "tables", "rubrics", "warnings",
    }  # fmt: skip
    kinds = ("measures", "steps", "targets", "tables", "rubrics")
    plans = {entry["plan"] for kind in kinds for entry in expected[kind]} - {None}
    assert plans <= set(range(len(expected["plans"])))
    assert {target["operator"] for target in expected["targets"]} <= OPERATORS
    assert all(
        (target["operator"] == "between") == bool(target["value_to"]) for target in expected["targets"]
    )
    assert all(Decimal(target["value"]).is_finite() for target in expected["targets"])
    assert all(
        len(row["values"]) == len(each["columns"]) for each in expected["tables"] for row in each["rows"]
    )


@each_notice
def test_dates_are_days_in_order(notice):
    expected = notice.expected
    if expected["issued_on"]:
        datetime.date.fromisoformat(expected["issued_on"])
    for step in expected["steps"]:
        ends = [datetime.date.fromisoformat(day) for day in (step["start"], step["end"]) if day]
        assert ends
        assert ends == sorted(ends)


@each_notice
def test_sums_are_those_of_the_rows(notice):
    expected = notice.expected
    differences = []
    for each in expected["tables"]:
        columns = list(zip(*(row["values"] for row in each["rows"]), strict=True))
        sums = [
            sum(map(Decimal, held)) if (held := list(filter(None, column))) else None for column in columns
        ]
        assert [number(value) for value in each["computed_total"]] == sums
        stated = [number(value) for value in each["stated_total"]]
        gaps = [None if None in pair else pair[0] - pair[1] for pair in zip(stated, sums, strict=True)]
        assert [number(value) for value in each["difference"]] == gaps
        differences += filter(None, gaps)
    assert bool(differences) == ({"code": "sum"} in expected["warnings"])


def number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@each_notice
def test_points_are_warned_of_when_they_do_not_add_up(notice):
    expected = notice.expected
    wrong = False
    for rubric in expected["rubrics"]:
        for group in rubric["groups"]:
            sums = sum(Decimal(item["points"]) for item in group["items"])
            wrong |= group["points"] is not None and sums != Decimal(group["points"])
        base = [group for group in rubric["groups"] if not group["name"].startswith(BEYOND)]
        if rubric["points"] is not None:
            wrong |= sum(Decimal(group["points"]) for group in base) != Decimal(rubric["points"])
    assert wrong == ({"code": "rubric"} in expected["warnings"])


@each_notice
def test_everything_expected_stands_in_the_source(notice):
    text = words(notice.source)
    assert [said for said in sayings(notice.expected) if bare(said) not in text] == []


def sayings(expected: Object) -> Iterator[str]:
    """Every name, title and key phrase of an expected result."""
    yield from filter(None, (expected["title"], expected["number"]))
    yield from filter(None, (expected["issuer"] or "").split("、"))
    yield from expected["addressees"] + expected["annexes"]
    yield from (heading["title"] for heading in flat(expected["outline"]))
    yield from (plan["title"] for plan in expected["plans"])
    for measure in expected["measures"]:
        yield measure["text"]
        yield from measure["lead"] + measure["responsible"] + measure["joint"]
    yield from (entry["text"] for kind in ("steps", "targets") for entry in expected[kind])
    yield from (target["per"] for target in expected["targets"] if target["per"])
    for each in expected["tables"]:
        yield each["title"]
        yield from (
            part for column in each["columns"] for part in [*column["name"].split(), column["unit"] or ""]
        )
        yield from (row["organization"] for row in each["rows"])
    for rubric in expected["rubrics"]:
        yield from (group["name"] for group in rubric["groups"])
        yield from (item["text"] for item in items(rubric))


@each_notice
def test_every_figure_stands_in_the_source(notice):
    expected = notice.expected
    text = spaceless(plain(notice.source)).replace(",", "")
    figures = [
        row_value for each in expected["tables"] for row in each["rows"] for row_value in row["values"]
    ]
    figures += [stated for each in expected["tables"] for stated in each["stated_total"]]
    assert [figure for figure in figures if figure and figure not in text] == []
    for target in expected["targets"]:
        for value in filter(None, (target["value"], target["value_to"])):
            written = [value, *(numeral for numeral, means in NUMERALS.items() if means == value)]
            phrase = spaceless(target["text"]).replace(",", "")
            assert any(form in phrase for form in written) or value == "0", target


@each_notice
def test_every_row_stands_in_one_line_of_the_source(notice):
    """So no figure is given to another unit; where units are columns, the lines are those of the targets."""
    text = spaceless(plain(notice.source)).translate(BLANKS)
    for each in notice.expected["tables"]:
        rows = [[row["organization"], *row["values"]] for row in each["rows"]]
        columns = zip(*(row["values"] for row in each["rows"]), strict=True)
        turned = [
            [f"{head['name']}（{head['unit']}）", *held]
            for head, held in zip(each["columns"], columns, strict=True)
        ]
        found = [
            all(spaceless("".join(filter(None, line))) in text for line in lines) for lines in (rows, turned)
        ]
        assert any(found), each["title"]


@pytest.mark.parametrize("description", DESCRIPTIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_source_is_what_its_description_makes(description, tmp_path):
    again = made(description, tmp_path)
    kept = CORPUS / again.relative_to(tmp_path)
    if again.suffix == ".pdf":  # fonts of this machine are part of its bytes, not of its words
        assert plain(again) == plain(kept)
    else:
        assert again.read_bytes() == kept.read_bytes()


@pytest.mark.parametrize("split", SPLITS)
def test_the_reader_reads_it(split):
    tallies, refused = evaluate(notices(split), fast=True)
    assert refused == []
    assert below(tallies, FLOORS[split]) == [], table(tallies)
