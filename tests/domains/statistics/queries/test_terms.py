"""A goal's own period goes before the plan's year; what cannot be read does not."""

from datetime import date

import pytest

from jiangong.domains.plans.models import Goal, Plan
from jiangong.domains.statistics.queries.terms import term_of

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("", YEAR),
        ("全年", YEAR),
        ("每年", YEAR),
        ("11月底前", (date(2024, 1, 1), date(2024, 11, 30))),
        ("6月至9月", (date(2024, 6, 1), date(2024, 9, 30))),
        ("视情况而定", YEAR),
        ("6月、9月", YEAR),
    ],
)
def test_periods(period, expected):
    term = term_of(Goal(period=period), Plan(year=2024), date(2024, 8, 1))
    assert (term.starts_on, term.ends_on) == expected
