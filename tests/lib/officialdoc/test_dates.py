"""Dates as notices write them, each against the days it means."""

from datetime import date

import pytest

from jiangong.lib.officialdoc.dates import Era, full_date, moments, year_in
from jiangong.lib.officialdoc.text import fold

ERA = Era(2021, date(2021, 4, 9))
SPANS = {
    "4月底前": (None, "2021-04-30"),
    "4月20日前": (None, "2021-04-20"),
    "4月30日之前": (None, "2021-04-30"),
    "每季度末": ("2021-01-01", "2021-12-31"),
    "每月25日前": ("2021-01-01", "2021-12-31"),
    "2022年1月至3月": ("2022-01-01", "2022-03-31"),
    "次年3月底前": (None, "2022-03-31"),
    "全年": ("2021-01-01", "2021-12-31"),
    "年底前": (None, "2021-12-31"),
    "2021年底前": (None, "2021-12-31"),
    "第三季度": ("2021-07-01", "2021-09-30"),
    "一季度末前": (None, "2021-03-31"),
    "6月上旬": ("2021-06-01", "2021-06-10"),
    "三月中旬": ("2021-03-11", "2021-03-20"),
    "2月下旬": ("2021-02-21", "2021-02-28"),
    "5 月至 11 月": ("2021-05-01", "2021-11-30"),
    "4－6月": ("2021-04-01", "2021-06-30"),
    "4月1日—15日": ("2021-04-01", "2021-04-15"),
    "11月至次年3月": ("2021-11-01", "2022-03-31"),
    "11月—3月": ("2021-11-01", "2022-03-31"),
    "2023年6月至2024年5月": ("2023-06-01", "2024-05-31"),
    "即日起至5月31日": ("2021-04-09", "2021-05-31"),
    "６月１日起": ("2021-06-01", None),
    "“五一”前": (None, "2021-05-01"),
    "上半年": ("2021-01-01", "2021-06-30"),
    "二〇二一年四月": ("2021-04-01", "2021-04-30"),
    "2021.4.9": ("2021-04-09", "2021-04-09"),
}


@pytest.mark.parametrize("written", SPANS)
def test_means_these_days(written: str) -> None:
    found = list(moments(fold(written), ERA))
    assert len(found) == 1
    assert written[found[0].start : found[0].end] == written
    shown = tuple(day.isoformat() if day else None for day in (found[0].first, found[0].last))
    assert shown == SPANS[written]


@pytest.mark.parametrize("text", ["第一个月", "三个月内", "10个工作日", "3.5万人", "郑工〔2021〕3号"])
def test_is_no_date(text: str) -> None:
    assert list(moments(fold(text), ERA)) == []


def test_without_a_year_the_days_stay_open() -> None:
    found = next(moments("4月底前", Era()))
    assert (found.first, found.last, found.assumed) == (None, None, True)


def test_a_year_once_written_counts_for_the_months_after_it() -> None:
    found = list(moments(fold("2022年1月启动，3月底前完成"), ERA))
    assert found[1].last == date(2022, 3, 31)


@pytest.mark.parametrize(
    "written", ["2021年4月9日", "二〇二一年四月九日", "2021.4.9", "2021-04-09", "２０２１年４月９日"]
)
def test_full_dates(written: str) -> None:
    assert full_date(fold(written)) == date(2021, 4, 9)


def test_a_day_that_does_not_exist_is_none() -> None:
    assert full_date("2021年2月30日") is None


def test_a_title_with_two_years_speaks_of_no_single_one() -> None:
    assert year_in("2022年工作要点") == 2022
    assert year_in("2023年至2025年行动计划") is None
