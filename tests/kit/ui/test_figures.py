"""How numbers, dates and progress read."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jiangong.kit.ui.figures import day_text, moment_text, number_text, percent, stage


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1405, None, "1,405"),
        (-3, None, "−3"),
        (Decimal("1234567.50"), None, "1,234,567.50"),
        (Decimal("7.25"), 1, "7.2"),
        (0, None, "0"),
        (None, None, "—"),
        ("", None, "—"),
        ("份", None, "份"),
        (float("nan"), None, "nan"),
        (True, None, "True"),
    ],
)
def test_number_text_separates_thousands_and_shows_a_true_minus(value, places, text):
    assert number_text(value, places) == text


@pytest.mark.parametrize(
    ("style", "text"), [("iso", "2021-04-09"), ("prose", "2021年4月9日"), ("short", "4月9日")]
)
def test_day_text_in_each_style(style, text):
    assert day_text(date(2021, 4, 9), style) == text


def test_day_text_of_a_moment_is_the_day_in_the_federations_zone():
    assert day_text(datetime(2021, 4, 8, 16, 30, tzinfo=UTC)) == "2021-04-09"


def test_moment_text_in_the_federations_zone():
    assert moment_text(datetime(2021, 4, 8, 16, 30, tzinfo=UTC), "prose") == "2021年4月9日 00:30"


@pytest.mark.parametrize("text", [day_text, moment_text])
def test_dates_not_known_read_as_a_dash(text):
    assert text(None) == "—"


@pytest.mark.parametrize(
    ("value", "total", "elapsed", "expected"),
    [
        (20, 20, 74.8, "ok"),
        (97, 100, 100, "mute"),
        (Decimal("96.9"), 100, 100, "warn"),
        (80, 100, 100, "warn"),
        (Decimal("79.9"), 100, 100, "crit"),
        (0, 100, None, "mute"),
        (5, None, 50, "none"),
        (5, 0, 50, "none"),
        (None, 10, 50, "none"),
    ],
)
def test_stage_measures_completion_against_time_passed(value, total, elapsed, expected):
    assert stage(value, total, elapsed) == expected


def test_percent_of_nothing_asked_is_unknown():
    assert percent(3, 0) is None
