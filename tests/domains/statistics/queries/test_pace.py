"""Words for figures: exact at their bounds, in both directions, without a place for what was not assigned."""

from datetime import date
from decimal import Decimal

import pytest

from jiangong.domains.statistics.choices import Stage
from jiangong.domains.statistics.queries.pace import Term, Yardstick, completion, percent_text


def stage(amount, target="100", elapsed="50", kind="sum", direction="up") -> Stage:
    decimal = None if amount is None else Decimal(amount)
    return Yardstick(kind, direction, Decimal(elapsed)).stage(
        None if target is None else Decimal(target), decimal
    )


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("100", Stage.DONE),
        ("99.9999", Stage.NORMAL),
        ("48.5", Stage.NORMAL),  # 97 % of 50
        ("48.4999", Stage.SLOW),
        ("40", Stage.SLOW),  # 80 % of 50
        ("39.9999", Stage.BEHIND),
        ("0", Stage.BEHIND),
    ],
)
def test_the_bounds_are_97_and_80_per_cent_of_the_time(amount, expected):
    assert stage(amount) == expected


def test_nothing_assigned_is_no_stage_and_no_percentage():
    assert stage("5", target=None) == Stage.NONE
    assert completion(None, Decimal(5)) is None
    assert percent_text(None) == "—"


def test_a_target_of_0_is_a_target():
    assert stage("0", target="0") == Stage.DONE
    assert completion(Decimal(0), Decimal(3)) is None


def test_before_the_beginning_nothing_is_late():
    assert stage("0", elapsed="0") == Stage.NORMAL


@pytest.mark.parametrize(
    ("amount", "elapsed", "expected", "word"),
    [
        ("0", "50", Stage.NORMAL, "正常"),
        ("50", "50", Stage.NORMAL, "正常"),
        ("60", "50", Stage.SLOW, "偏多"),  # 50/60 of the pace
        ("90", "50", Stage.BEHIND, "过快"),
        ("101", "50", Stage.BEHIND, "超出"),
        ("100", "100", Stage.DONE, "已达标"),
    ],
)
def test_where_fewer_is_better_the_target_is_a_ceiling(amount, elapsed, expected, word):
    yardstick = Yardstick("sum", "down", Decimal(elapsed))
    assert yardstick.stage(Decimal(100), Decimal(amount)) == expected
    assert yardstick.word(Decimal(100), Decimal(amount)) == word


def test_a_ratio_does_not_wait_for_the_end_of_the_year():
    assert stage("78", target="80", kind="ratio", elapsed="10") == Stage.NORMAL
    assert stage("40", target="80", kind="ratio", elapsed="10") == Stage.BEHIND


def test_time_is_counted_in_days_and_both_ends_count():
    term = Term(date(2021, 1, 1), date(2021, 12, 31), date(2021, 9, 30))
    assert (term.passed, term.days, f"{term.elapsed:.1f}") == (273, 365, "74.8")
    assert Term(date(2021, 6, 1), date(2021, 9, 30), date(2021, 5, 1)).elapsed == 0
    assert Term(date(2021, 6, 1), date(2021, 9, 30), date(2022, 5, 1)).elapsed == 100


def test_a_percentage_is_never_rounded_up():
    assert percent_text(Decimal("99.99")) == "99%"
    assert percent_text(Decimal(1234)) == "1,234%"
