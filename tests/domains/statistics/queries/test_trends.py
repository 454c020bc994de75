"""Months of a goal: the last one ends on the day that is looked at."""

from datetime import date

import pytest

from jiangong.domains.statistics.queries.board import board_of
from jiangong.domains.statistics.queries.rows import place_of
from jiangong.domains.statistics.queries.trends import month_ends, trend_of, year_before
from tests.domains.statistics.conftest import DAY


def test_the_line_is_the_boards_own_figure(cast, plan, goals, figures):
    board = board_of(place_of(plan, cast.actor("city_officer")), DAY)
    line = trend_of(board.goals[1], goals[1].indicator, cast.federation.pk, board.head.cells[1].target)
    assert line.now == (0, 67, 67, 67, 67, 67, 67, 67, 67, None, None, None)
    assert line.past[:3] == (0, 40, 40)
    assert line.now[8] == board.head.cells[1].amount
    middle = board_of(place_of(plan, cast.actor("city_officer")), date(2024, 9, 29))
    line = trend_of(middle.goals[0], goals[0].indicator, cast.federation.pk, None)
    assert line.now[8] == middle.head.cells[0].amount == 8


def test_months_of_a_part_of_a_year():
    assert month_ends(date(2024, 6, 10), date(2024, 8, 15)) == [
        date(2024, 6, 30),
        date(2024, 7, 31),
        date(2024, 8, 15),
    ]


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2023, 2, 28), 3, date(2020, 2, 29)),  # the end of the month is its end
        (date(2024, 12, 31), 1, date(2023, 12, 31)),
        (date(2024, 9, 30), 2, date(2022, 9, 30)),
        (date(2024, 9, 15), 1, date(2023, 9, 15)),
    ],
)
def test_the_same_day_of_another_year(day, years, expected):
    assert year_before(day, years) == expected
