"""A document that was kept as plain data is the document it was."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from jiangong.lib.officialdoc.writing import (
    Annex,
    Column,
    Heading,
    Imprint,
    Merge,
    OfficialDocument,
    Paragraph,
    Percent,
    Rubric,
    RubricGroup,
    TableBlock,
    kept,
    restored,
    write_docx,
)

TABLE = TableBlock(
    columns=(Column("单位", align="left"), Column("完成数", group="指标", width=20.5), Column()),
    rows=(
        ("东城", Decimal("4.50"), Percent("88")),
        (None, 0, date(2026, 3, 1)),
        ("西城", "", datetime(2026, 3, 1, 9, 30)),
    ),
    title="进度表",
    totals=("合计", Decimal("1E+3"), None),
    merges=(Merge(0, 0, rows=2),),
    heights={1: 12.5},
)
DOCUMENT = OfficialDocument(
    title="通报",
    blocks=(
        Heading(1, "进展"),
        Paragraph("数在表里。"),
        Rubric((RubricGroup("一", 5, (("项", Decimal("2.5")),)),), total=5),
    ),
    issuers=("市总",),
    annexes=(Annex("表", (TABLE,)), Annex("另附")),
    dated_on=date(2026, 11, 28),
    imprint=Imprint("办公室", date(2026, 11, 28), ("市委",)),
)


def types_in(table: TableBlock) -> list[list[type]]:
    return [[type(value) for value in row] for row in table.rows]


def test_it_comes_back_whole():
    found = restored(json.loads(json.dumps(kept(DOCUMENT))))
    assert found == DOCUMENT
    assert types_in(found.tables[-1]) == types_in(TABLE)  # 88 per cent is no bare 88
    assert str(found.tables[-1].rows[0][1]) == "4.50"
    assert write_docx(found) == write_docx(DOCUMENT)


def test_what_is_usual_is_not_written_down():
    assert kept(OfficialDocument("题目")) == {"is": "OfficialDocument", "title": "题目"}


def test_something_else_is_no_document():
    with pytest.raises(TypeError):
        restored(kept(Paragraph("一段")))  # type: ignore[arg-type]
