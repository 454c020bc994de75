"""One cell: how a value is shown, and that a spreadsheet gets the same."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jiangong.domains.documents.models import Document
from jiangong.kit.listing.columns import EMPTY, BoundColumn, Cell, Column


def bound(column):
    return BoundColumn(column, Document, 0)


@pytest.mark.parametrize(
    ("kind", "value", "text", "exported"),
    [
        ("text", "甲", "甲", "甲"),
        ("text", "", EMPTY, ""),
        ("text", None, EMPTY, ""),
        ("text", True, "是", "是"),
        ("text", False, "否", "否"),
        ("text", 0, "0", 0),
        ("number", 1234567, "1,234,567", 1234567),
        ("number", -5, "−5", -5),
        ("number", Decimal("1234.50"), "1,234.50", Decimal("1234.50")),
        ("text", 2026, "2026", 2026),
        ("date", date(2026, 3, 1), "2026-03-01", date(2026, 3, 1)),
        ("moment", datetime(2026, 3, 1, 16, 30, tzinfo=UTC), "2026-03-02 00:30", datetime(2026, 3, 2, 0, 30)),
    ],
)
def test_a_value_is_shown_and_exported(kind, value, text, exported):
    column = bound(Column("pages", "页数", kind=kind))
    assert column.cell((value,)) == Cell(text)
    assert column.exported(value) == exported


def test_what_reads_as_a_day_goes_as_a_day_and_what_says_more_goes_as_said():
    day, moment = date(2026, 3, 1), datetime(2026, 3, 1, 16, 30, tzinfo=UTC)
    marked = bound(Column("due", "期限", ("due", "late"), show=lambda at, late: Cell(f"{at}", tone="crit")))
    assert marked.exported(day, True) == day
    assert bound(Column("at", "日期", show=lambda at: Cell("2026-03-02"))).exported(moment) == date(
        2026, 3, 2
    )
    assert bound(Column("due", "期限", show=lambda at: Cell(f"{at}前"))).exported(day) == "2026-03-01前"


def test_choices_are_words_on_screen_and_in_the_file():
    column = bound(Column("state", "状态", kind="state", tones={"void": "mute"}))
    assert column.cell(("void",)) == Cell("已作废", tone="mute")
    assert column.exported("void") == "已作废"
    assert column.cell(("unheard-of",)) == Cell("unheard-of")


def test_choices_are_found_behind_a_relation():
    column = bound(Column("kind", "类型", ("organization__kind",)))
    assert column.cell(("district",)).text == column.exported("district") != "district"


def test_show_gets_every_declared_path_and_the_file_its_text():
    column = bound(
        Column("both", "两列", ("title", "pages"), show=lambda title, pages: Cell(title, sub=str(pages)))
    )
    assert column.cell(("甲", 3)) == Cell("甲", sub="3")
    assert column.exported("甲", 3) == "甲"


def test_show_may_give_plain_text_or_nothing():
    column = bound(Column("title", "标题", show=lambda title: title))
    assert (column.cell(("甲",)), column.cell(("",))) == (Cell("甲"), Cell(EMPTY))


def test_an_empty_cell_shows_a_dash_and_exports_nothing():
    column = bound(Column("title", "标题", show=lambda title: Cell(title, tone="ok")))
    assert column.cell(("",)) == Cell(EMPTY, tone="ok")
    assert column.exported("") == ""
    dashed = bound(Column("title", "标题", show=lambda title: Cell(title or EMPTY)))
    assert (dashed.cell(("",)), dashed.exported("")) == (Cell(EMPTY), ""), "a dash is for the eye only"


def test_export_of_its_own_replaces_what_is_shown():
    column = bound(
        Column("title", "标题", show=lambda title: Cell("屏幕"), export=lambda title: f"文件:{title}")
    )
    assert column.exported("甲") == "文件:甲"


def test_a_path_that_is_no_field_is_shown_as_it_is():
    assert bound(Column("total", "合计", ("annotated__total",))).cell((3,)) == Cell("3")
