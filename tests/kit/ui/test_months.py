"""The sheet of a month."""

from datetime import date

import pytest

from jiangong.kit.ui.months import Entry, days_between, month_sheet, read_month, span_of

TODAY = date(2026, 11, 27)


def sheet(first: date, entries=None):
    return month_sheet(first, TODAY, entries or {}, lambda day: f"m{day:%Y-%m}", lambda day: f"d{day}")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2024-02", date(2024, 2, 1)),
        ("2024-13", date(2026, 11, 1)),
        ("", date(2026, 11, 1)),
        ("9999-01", date(2026, 11, 1)),
        ("0001-01", date(2026, 11, 1)),
    ],
)
def test_a_month_is_read_or_it_is_this_one(text, first):
    assert read_month(text, TODAY) == first


@pytest.mark.parametrize(
    ("first", "span"),
    [
        (date(2024, 2, 1), (date(2024, 1, 29), date(2024, 3, 3))),
        (date(2026, 11, 1), (date(2026, 10, 26), date(2026, 12, 6))),
        (date(2021, 2, 1), (date(2021, 2, 1), date(2021, 2, 28))),
    ],
)
def test_a_sheet_is_whole_weeks_from_monday(first, span):
    assert span_of(first) == span
    days = [day.on for week in sheet(first).weeks for day in week]
    assert (days[0], days[-1], len(days) % 7) == (*span, 0)
    assert {len(week) for week in sheet(first).weeks} == {7}


def test_neighbours_today_and_outside_days_are_marked():
    month = sheet(date(2026, 12, 1))
    assert (month.previous, month.following, month.now) == ("m2026-11", "m2027-01", "m2026-11")
    first = month.weeks[0][0]
    assert (first.on, first.inside, first.weekday) == (date(2026, 11, 30), False, "一")
    today = [day for week in sheet(date(2026, 11, 1)).weeks for day in week if day.is_today]
    assert [day.on for day in today] == [TODAY]


def test_what_does_not_fit_a_day_is_behind_a_link():
    many = [Entry(str(n), "/") for n in range(6)]
    month = sheet(date(2026, 11, 1), {TODAY: many, date(2026, 11, 3): many[:4]})
    full, fits = month.busy_days[1], month.busy_days[0]
    assert (len(full.entries), full.more, full.url) == (3, 3, "d2026-11-27")
    assert (len(fits.entries), fits.more) == (4, 0)


def test_what_lasts_longer_stands_on_the_days_of_the_sheet_only():
    within = (date(2026, 11, 2), date(2026, 11, 4))
    assert list(days_between(date(2026, 11, 1), date(2026, 11, 3), within)) == [
        date(2026, 11, 2),
        date(2026, 11, 3),
    ]
