"""Dates as people and spreadsheets write them."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib.dates import format_day, format_iso, parse_date

DAY = date(2021, 9, 28)
DAYS = st.dates(min_value=date(1900, 3, 1), max_value=date(9999, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "2021-09-28",
        "2021/9/28",
        "2021.9.28",
        "20210928",
        "2021年9月28日",
        "2021年09月28号",
        "2021年9月28",
        "２０２１－０９－２８",
        "２０２１年９月２８日",
        "2021。9。28",
        "  2021 - 9 - 28 ",
        "2021–9–28",
        "2021-09-28 00:00:00",
        "2021/9/28 8:30",
        "2021-09-28T08:30:00.123",
        "2021-09-28T08:30:00+08:00",
        "2021-09-27T16:00:00Z",
        "2021年9月28日08:30",
        20210928,
        20210928.0,
        44467,
        44467.75,
        DAY,
        datetime(2021, 9, 28, 23, 59),
        datetime(2021, 9, 27, 16, 0, tzinfo=UTC),
        datetime(2021, 9, 28, 1, 0, tzinfo=timezone(timedelta(hours=8))),
    ],
)
def test_parse_date_reads_usual_spellings(typed):
    read = parse_date(typed)
    assert read == DAY
    assert type(read) is date


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2021-02-30", "日期“2021-02-30”不存在，请写成2021-09-28这样的格式。"),
        ("20211301", "日期“20211301”不存在，请写成2021-09-28这样的格式。"),
        (20210230, "日期“20210230”不存在，请写成2021-09-28这样的格式。"),
        ("0000-01-01", "日期“0000-01-01”不存在，请写成2021-09-28这样的格式。"),
        ("2021-09-28 25:00", "日期“2021-09-28 25:00”不存在，请写成2021-09-28这样的格式。"),
        ("9999-12-31T23:00:00-10:00", "日期“9999-12-31T23:00:00-10:00”不存在，请写成2021-09-28这样的格式。"),
        ("2021-09-28T08:00+99:99", "日期“2021-09-28T08:00+99:99”不存在，请写成2021-09-28这样的格式。"),
        ("去年九月", "看不懂日期“去年九月”，请写成2021-09-28这样的格式。"),
        ("21-9-28", "看不懂日期“21-9-28”，请写成2021-09-28这样的格式。"),
        ("2021-9/28", "看不懂日期“2021-9/28”，请写成2021-09-28这样的格式。"),
        ("2021年9月", "看不懂日期“2021年9月”，请写成2021-09-28这样的格式。"),
        ("2021-09-281", "看不懂日期“2021-09-281”，请写成2021-09-28这样的格式。"),
        ("2021-09-28 左右", "看不懂日期“2021-09-28 左右”，请写成2021-09-28这样的格式。"),
        ("x" * 200, f"看不懂日期“{'x' * 40}”，请写成2021-09-28这样的格式。"),
        ("  ", "日期是空的，请写成2021-09-28这样的格式。"),
        (0, "数字“0”不能当作日期，请写成2021-09-28这样的格式。"),
        (60, "数字“60”不能当作日期，请写成2021-09-28这样的格式。"),
        (-3.5, "数字“-3.5”不能当作日期，请写成2021-09-28这样的格式。"),
        (2_958_466, "数字“2958466”不能当作日期，请写成2021-09-28这样的格式。"),
        (float("nan"), "这个单元格不是日期，请写成2021-09-28这样的格式。"),
        (float("inf"), "这个单元格不是日期，请写成2021-09-28这样的格式。"),
        (True, "这个单元格不是日期，请写成2021-09-28这样的格式。"),
        (None, "这个单元格不是日期，请写成2021-09-28这样的格式。"),
    ],
)
def test_parse_date_refuses_in_one_sentence(typed, sentence):
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse_date(typed)


def test_serials_follow_excel_around_its_missing_day():
    assert parse_date(1) == date(1900, 1, 1)
    assert parse_date(59) == date(1900, 2, 28)
    assert parse_date(61) == date(1900, 3, 1)
    assert parse_date(2_958_465) == date(9999, 12, 31)


@given(DAYS)
def test_every_written_form_reads_back(day):
    assert parse_date(format_day(day)) == day
    assert parse_date(format_iso(day)) == day
    assert parse_date(f"{day:%Y%m%d}") == day
    assert parse_date((day - date(1899, 12, 30)).days) == day


def _read_or_refusal(typed: object) -> date | str:
    try:
        return parse_date(typed)
    except ValueError as refusal:
        return str(refusal)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.binary()))
def test_parse_date_gives_a_date_or_one_chinese_sentence(typed):
    answer = _read_or_refusal(typed)
    assert type(answer) is date or answer.endswith("请写成2021-09-28这样的格式。")


def test_formats_drop_the_clock():
    moment = datetime(2021, 9, 8, 12, 30)
    assert format_day(moment) == "2021年9月8日"
    assert format_iso(moment) == "2021-09-08"
