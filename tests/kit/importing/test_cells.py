"""Readers of cells: what is read, and what is said about the rest."""

from datetime import date
from decimal import Decimal

import pytest

from jiangong.kit.importing import cells


@pytest.mark.parametrize(
    ("cell", "read"),
    [("12.50", "12.50"), (0.1 + 0.2, "0.30"), ("1,204", "1204"), (3, "3")],
)
def test_amounts_are_exact_text(cell, read):
    assert cells.amount(2, Decimal(10_000))(cell) == read


@pytest.mark.parametrize(
    ("cell", "said"),
    [("三", "应为数字"), ("1.234", "最多2位"), ("-1", "应在0至10,000之间"), ("NaN", "应在"), ("1e9", "应在")],
)
def test_other_amounts_are_refused(cell, said):
    with pytest.raises(ValueError, match=said):
        cells.amount(2, Decimal(10_000))(cell)


def test_whole_numbers_days_words_flags_and_choices():
    assert cells.whole(5000)("1,200") == 1200
    assert cells.day(date(2026, 5, 1)) == "2026-05-01"
    assert cells.words(3)("甲乙丙") == "甲乙丙"
    assert (cells.flag("是"), cells.flag("否")) == (True, False)
    assert cells.one_of({"市级": "city"})("市级") == "city"
    for read, cell, said in (
        (cells.whole(5, 1), "0", "应在1至5之间"),
        (cells.whole(5), "一", "整数"),
        (cells.words(3), "甲乙丙丁", "超过3个字"),
        (cells.flag, "也许", "是"),
        (
            cells.one_of({"市级": "city", "市": "city", "县级": "county"}),
            "省级",
            "没有“省级”，请从“市级、县级”中选择",
        ),
    ):
        with pytest.raises(ValueError, match=said):
            read(cell)
