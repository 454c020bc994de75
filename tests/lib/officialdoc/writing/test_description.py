"""What a description refuses, and what follows from it."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from jiangong.lib.officialdoc.writing import (
    Annex,
    Column,
    Heading,
    Merge,
    OfficialDocument,
    Paragraph,
    TableBlock,
    wording,
)
from jiangong.lib.officialdoc.writing.grid import boxes_of, header_rows
from tests.factories.notices import RUBRIC, TARGETS, WIDE, make_notice


def table(columns=2, **facts):
    return TableBlock(tuple(Column(f"列{n}") for n in range(columns)), ((1,) * columns,), **facts)


@pytest.mark.parametrize("level", [0, 5, -1])
def test_there_are_four_levels_of_headings(level):
    with pytest.raises(ValueError, match="level 1 to 4"):
        Heading(level, "甲")


@pytest.mark.parametrize(
    "wrong", [{"totals": (1,)}, {"merges": (Merge(0, 1, columns=2),)}, {"merges": (Merge(0, 0, rows=2),)}]
)
def test_a_table_that_does_not_hang_together_is_refused(wrong):
    with pytest.raises(ValueError, match=r"cells|beyond"):
        table(**wrong)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (0, "0"),
        (2026, "2026"),  # a year, a place in a row
        ("甲", "甲"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("0.10"), "0.10"),
        (Decimal("-1234.5"), "−1,234.5"),
        (date(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, 8, 30), "2026-01-05 08:30"),
    ],
)
def test_values_are_printed_exactly_and_a_blank_is_no_nought(value, text):
    assert table(blank="—").text(value) == text


def test_width_decides_whether_a_sheet_is_turned():
    assert (TARGETS.is_wide, WIDE.is_wide) == (False, True)
    assert (Annex("甲", (TARGETS,)).is_wide, Annex("乙", (Paragraph("丙"), WIDE)).is_wide) == (False, True)
    assert sum(WIDE.widths_within(225)) == pytest.approx(225)


def test_only_a_bare_list_on_one_wide_table_lies_sideways_whole():
    assert OfficialDocument("名册", (Paragraph("筛选条件。"), WIDE)).is_wide_list
    for other in (
        OfficialDocument("名册", (TARGETS,)),
        OfficialDocument("名册", (WIDE, WIDE)),
        OfficialDocument("名册", (WIDE,), issuers=("河州市总工会",)),
        OfficialDocument("名册", (WIDE,), annexes=(Annex("甲"),)),
    ):
        assert not other.is_wide_list


def test_a_cell_that_spreads_over_columns_widens_none_of_them():
    columns = (Column("甲"), Column("乙"))
    long = ("很长的一句话" * 3, None)
    spread = TableBlock(columns, (long,), merges=(Merge(0, 0, columns=2),))
    assert spread.widths[0] < TableBlock(columns, (long,)).widths[0]


def test_boxes_cover_every_place_exactly_once():
    for one in (TARGETS, WIDE, RUBRIC.as_table()):
        places = [
            (row, column)
            for box in boxes_of(one)
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
        ]
        rows = header_rows(one) + len(one.rows) + (one.totals is not None)
        assert sorted(places) == [(row, column) for row in range(rows) for column in range(len(one.columns))]


def test_neighbouring_groups_of_different_names_stay_apart():
    columns = (Column("一", "甲"), Column("二", "甲"), Column("三", "乙"), Column("四"), Column("五", "甲"))
    heads = [
        (box.column, box.columns, box.value) for box in boxes_of(TableBlock(columns, ())) if box.row == 0
    ]
    assert heads == [(0, 2, "甲"), (2, 1, "乙"), (3, 1, "四"), (4, 1, "甲")]


def test_a_rubric_is_a_table_whose_groups_are_merged():
    drawn = RUBRIC.as_table()
    assert drawn.merges == (Merge(0, 0, 2), Merge(0, 1, 2), Merge(2, 0, 1), Merge(2, 1, 1))
    assert drawn.totals == ("合计", 100, None, 100)


def test_headings_are_counted_anew_under_each_higher_one():
    labels = [block.label for block in wording.labelled(make_notice().blocks) if isinstance(block, Heading)]
    assert labels == ["一、", "（一）", "（二）", "1.", "（1）", "二、", "（一）"]
    given = list(wording.labelled([Heading(1, "甲", "第一部分　"), Heading(1, "乙")]))
    assert [block.label for block in given] == ["第一部分　", "二、"]


def test_headings_beyond_ninety_nine_have_labels_too():
    labels = [block.label for block in wording.labelled([Heading(1, "某工会")] * 120)]
    assert [labels[place - 1] for place in (9, 10, 99, 100, 101, 110, 120)] == [
        "九、", "十、", "九十九、", "一百、", "一百零一、", "一百一十、", "一百二十、",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ((), ""),
        (("各区县总工会",), "各区县总工会："),
        (("各区县总工会，", "市直各工会"), "各区县总工会，市直各工会："),
    ],
)
def test_addressees_end_with_a_colon(names, line):
    assert wording.addressees_line(names) == line


def test_one_annex_has_no_number():
    assert wording.annex_lines((Annex("名单"),)) == ["附件：名单"]
    assert wording.annex_label(1, 1) == "附件"
