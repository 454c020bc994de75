"""Whole notices: the shared sample, stored and restored readings, files of every kind read the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiangong.lib.officialdoc.composing import compose
from jiangong.lib.officialdoc.notices import understand
from jiangong.lib.officialdoc.opening import read, read_text
from jiangong.lib.officialdoc.reading import Heading, Reading
from jiangong.lib.officialdoc.sources import plain
from tests.lib.officialdoc.making import as_docx
from tests.lib.officialdoc.notices import CLEAN, make

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "documents"
THREE_PLANS = SAMPLES / "zhengzhou-2021-3-three-plans.txt"
MEASURES = SAMPLES / "zhengzhou-2024-eleven-measures.txt"
REVIEW = SAMPLES / "zhengzhou-five-year-review.txt"


def understood(text: str) -> Reading:
    return understand(compose(plain.pieces(text)))


def flat(nodes: tuple[Heading, ...]) -> list[tuple[int, str]]:
    return [each for node in nodes for each in ((node.level, node.title), *flat(node.children))]


@pytest.mark.skipif(not THREE_PLANS.exists(), reason="the shared documents are not here")
def test_three_plans() -> None:
    reading = read(THREE_PLANS, THREE_PLANS.name)
    assert [plan.title for plan in reading.plans] == [
        "“当好主人翁 建功新时代”行动专案",
        "2021年郑州市乡村振兴劳模出彩行动专案",
        "深化产业工人队伍建设改革行动专案",
    ]
    assert [len(table.rows) for table in reading.tables] == [34, 32, 34]
    assert [table.plan for table in reading.tables] == [0, 1, 2]
    assert [table.difference for table in reading.tables] == [("0", "0"), ("10", "1", "1"), ("0", "0", "0")]
    assert reading.tables[1].computed_total == ("990", "99", "49")
    rubric = reading.rubrics[0]
    assert (
        len(reading.rubrics),
        len(rubric.groups),
        sum(len(group.items) for group in rubric.groups),
        rubric.points,
    ) == (1, 6, 25, "100")
    assert (reading.number, reading.issuer, str(reading.issued_on)) == (
        "郑工劳经〔2021〕3号",
        "郑州市总工会",
        "2021-04-09",
    )
    assert [finding.code for finding in reading.warnings].count("sum_mismatch") == 1


@pytest.mark.skipif(not THREE_PLANS.exists(), reason="the shared documents are not here")
def test_what_nobody_was_given_is_named() -> None:
    reading = read(THREE_PLANS, THREE_PLANS.name)
    unassigned = [finding.message for finding in reading.warnings if finding.code == "unassigned_target"]
    for words in ("大工匠”10名", "创新工作室”20家", "职工书屋”60家"):
        assert sum(words in message.replace("””", "”") for message in unassigned) == 1


@pytest.mark.skipif(not MEASURES.exists(), reason="the shared documents are not here")
def test_eleven_measures() -> None:
    reading = read(MEASURES, MEASURES.name)
    assert len(reading.plans) == 1
    assert [measure.ref for measure in reading.measures] == [
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "十一",
    ]
    assert reading.measures[7].joint == ("市总工会", "市司法局", "市人社局", "市房管局")
    assert [(t.operator, t.value, t.unit, t.per) for t in reading.targets[:2]] == [
        (">=", "20", "场次", "每年"),
        ("=", "10", "个", None),
    ]


@pytest.mark.skipif(not REVIEW.exists(), reason="the shared documents are not here")
def test_a_newspaper_review_sets_no_targets() -> None:
    reading = read(REVIEW, REVIEW.name)
    assert (reading.plans, reading.targets, reading.tables, reading.measures) == ((), (), (), ())


def test_a_reading_comes_back_from_json() -> None:
    reading = understood(CLEAN)
    stored = json.loads(json.dumps(reading.as_json(), ensure_ascii=False))
    assert Reading.from_json(stored, reading.text) == reading
    assert list(stored) == [
        "title", "number", "issuer", "issued_on", "addressees", "annexes", "spans", "plans", "outline", "measures", "steps", "targets", "tables", "rubrics", "warnings",
    ]  # fmt: skip


def test_spans_point_at_what_they_name() -> None:
    reading = understood(CLEAN)
    text = reading.text
    assert text[slice(*reading.spans["number"])] == reading.number
    assert text[slice(*reading.spans["issued_on"])] == "2023年3月6日"
    assert all(text[slice(*target.span)] == target.text for target in reading.targets)
    assert all(row.organization in text[slice(*row.span)] for table in reading.tables for row in table.rows)
    assert all(plan.title == text[slice(*plan.span)] for plan in reading.plans)


@pytest.mark.parametrize("name", ["x.docx", "x.txt", "x.md"])
def test_a_notice_is_read_the_same_from_every_kind_of_file(name: str) -> None:
    content = as_docx(CLEAN) if name.endswith("docx") else CLEAN.encode()
    assert read(content, name) == read_text(CLEAN)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"])
def test_a_notice_is_read_in_every_encoding(encoding: str) -> None:
    assert read(CLEAN.encode(encoding), "x.txt") == read_text(CLEAN)


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_what_was_generated_is_read_back(seed: int) -> None:
    made = make(seed)
    reading = understood(made.text)
    assert (reading.number, reading.title) == (made.number, made.title)
    assert flat(reading.outline) == made.outline
    assert [(m.ref, list(m.lead), list(m.responsible)) for m in reading.measures] == made.duties
    assert [(row.organization, list(row.values)) for row in reading.tables[0].rows] == made.rows
    assert list(reading.tables[0].stated_total) == made.totals
    assert set(reading.tables[0].difference) <= {"0", None}
    assert read(as_docx(made.text), "x.docx") == reading if seed % 20 == 0 else True


@given(st.integers(0, 10_000), st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_any_cut_of_a_notice_is_read_without_error_and_twice_the_same(
    seed: int, start: int, length: int
) -> None:
    text = make(seed).text[start : start + length + 1]
    if text.strip():
        first = understood(text)
        assert understood(text) == first
        assert all(0 <= step.span[0] <= step.span[1] <= len(first.text) for step in first.steps)
