"""Steps between the first and the last month."""

from datetime import date

import pytest

from jiangong.lib.timelines import next_month, timeline_of


def test_a_timeline_covers_whole_months():
    line = timeline_of([date(2021, 4, 20), None, date(2021, 12, 31)])
    assert (line.first, line.last, line.days) == (date(2021, 4, 1), date(2022, 1, 1), 275)
    assert [one.label for one in line.months()] == [f"{n}月" for n in range(4, 13)]


def test_no_dates_no_timeline():
    assert timeline_of([None]) is None


def test_january_of_the_next_year_says_so():
    line = timeline_of([date(2021, 12, 1), date(2022, 3, 1)])
    assert [one.label for one in line.months()] == ["12月", "2022年1月", "2月", "3月"]


def test_bars_run_to_the_end_of_their_last_day():
    line = timeline_of([date(2021, 1, 1), date(2021, 12, 31)])
    bar = line.bar(date(2021, 1, 1), date(2021, 12, 31))
    assert (bar.left, bar.width) == ("0.00", "100.00")
    assert line.bar(None, None) is None


def test_a_single_day_is_seen_and_stays_inside():
    line = timeline_of([date(2021, 1, 1), date(2021, 12, 31)])
    bar = line.bar(None, date(2021, 12, 31))
    assert (bar.left, bar.width) == ("99.00", "1.00")


@pytest.mark.parametrize(("day", "place"), [(date(2021, 7, 1), "49.59"), (date(2022, 1, 1), None)])
def test_today_is_marked_only_inside(day, place):
    assert timeline_of([date(2021, 1, 1), date(2021, 12, 31)]).mark(day) == place


def test_months_follow_each_other_over_the_year():
    assert (next_month(date(2021, 12, 5)), next_month(date(2021, 1, 31))) == (
        date(2022, 1, 1),
        date(2021, 2, 1),
    )
