"""What is printed is read back: a generated plan as .docx, .txt and .pdf comes home as it left."""

import importlib.util
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiangong.kit.printing.printed import Kind, print_document
from jiangong.lib.amounts import plain
from jiangong.lib.officialdoc.opening import read
from jiangong.lib.officialdoc.writing import (
    Annex,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    Rubric,
    RubricGroup,
    TableBlock,
)

UNITS = (
    "东城区",
    "西城区",
    "南山县",
    "北河市",
    "高新区",
    "轻工纺织",
    "建设邮电",
    "机械冶金",
    "恒州重工",
    "第一矿务局",
)
COLUMNS = (("先进集体", "家"), ("创新工作室", "个"), ("师带徒协议", "份"), ("参赛职工", "万人"))
SHARE = st.none() | st.integers(0, 5000).map(lambda tenths: Decimal(tenths) / 10)


@st.composite
def plans(draw) -> OfficialDocument:
    """A notice with a table whose total may or may not be the sum, and a rubric."""
    units = draw(st.lists(st.sampled_from(UNITS), min_size=3, max_size=len(UNITS), unique=True))
    columns = COLUMNS[: draw(st.integers(1, len(COLUMNS)))]
    rows = tuple((unit, *(draw(SHARE) for _ in columns)) for unit in units)
    sums = [sum((row[n] or Decimal(0) for row in rows), Decimal(0)) for n in range(1, len(columns) + 1)]
    totals = ("合计", *(one + draw(st.sampled_from((0, 0, 10))) for one in sums))
    table = TableBlock(
        (Column("单位"), *(Column(f"{name}（{unit}）") for name, unit in columns)),
        rows,
        "2024年重点任务分解表",
        totals=totals,
    )
    points = draw(st.lists(st.integers(1, 20), min_size=2, max_size=4))
    groups = tuple(
        RubricGroup(f"第{n}部分工作", 2 * one, ((f"第{n}项制度健全", one), (f"第{n}项成效明显", one)))
        for n, one in enumerate(points, start=1)
    )
    rubric = Rubric(groups, "2024年重点任务评分标准", total=2 * sum(points))
    return OfficialDocument(
        title="关于印发2024年职工建功立业行动方案的通知",
        issuers=("河州市总工会",),
        number=f"河工发〔2024〕{draw(st.integers(1, 99))}号",
        addressees=("各县（市、区）总工会", "市各产业工会"),
        dated_on=date(2024, draw(st.integers(1, 12)), draw(st.integers(1, 28))),
        blocks=(
            Heading(1, "目标任务"),
            Paragraph("围绕重点工程组织职工建功立业，推动任务落实。"),
            Heading(1, "工作安排"),
            Heading(2, "动员部署"),
            Paragraph("3月底前，各单位制定实施方案。"),
            Heading(2, "总结提升"),
            Paragraph("12月20日前，各单位报送工作总结。"),
        ),
        annexes=(Annex(table.title, (table,)), Annex(rubric.title, (rubric,))),
    )


def given_values(table: TableBlock) -> dict:
    return {row[0]: [None if v is None else plain(v) for v in row[1:]] for row in table.rows}


def read_values(values) -> list:
    return [None if v is None else plain(Decimal(v)) for v in values]


def compare(document: OfficialDocument, kind: Kind) -> None:
    printed = print_document(document, kind)
    found = read(printed.content, printed.name).as_json()
    assert found["number"] == document.number
    assert found["title"].endswith(document.title)
    assert found["issued_on"] == document.dated_on.isoformat()
    assert found["addressees"] == list(document.addressees)
    ends = [step["end"] for step in found["steps"]]
    assert ends == ["2024-03-31", "2024-12-20"]
    table = document.annexes[0].blocks[0]
    (allocation,) = found["tables"]
    assert {r["organization"]: read_values(r["values"]) for r in allocation["rows"]} == given_values(table)
    assert read_values(allocation["stated_total"]) == [plain(v) for v in table.totals[1:]]
    (rubric,) = found["rubrics"]
    wanted = document.annexes[1].blocks[0]
    assert [(g["name"], Decimal(g["points"]), len(g["items"])) for g in rubric["groups"]] == [
        (group.name, Decimal(group.points), len(group.items)) for group in wanted.groups
    ]
    assert Decimal(rubric["points"]) == wanted.total


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=plans())
@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.TEXT])
def test_a_printed_plan_reads_as_it_was_written(kind, document):
    compare(document, kind)


@pytest.mark.skipif(importlib.util.find_spec("weasyprint") is None, reason="no typesetting here")
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=plans())
def test_a_typeset_plan_reads_as_it_was_written(document):
    compare(document, Kind.PDF)
