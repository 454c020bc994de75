"""Apportioning and writing amounts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib.amounts import apportion, displayed, plain, shown


def test_largest_remainders_get_what_is_left():
    shares = apportion(Decimal(10), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)})
    assert shares == {"a": Decimal(4), "b": Decimal(3), "c": Decimal(3)}


@given(
    total=st.integers(0, 10**6),
    decimals=st.integers(0, 4),
    weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any),
)
def test_shares_add_up_exactly_and_stay_within_one_step_of_what_is_due(total, decimals, weights):
    keyed = {index: Decimal(weight) for index, weight in enumerate(weights)}
    shares = apportion(Decimal(total), keyed, decimals)
    step = Decimal(1).scaleb(-decimals)
    assert sum(shares.values()) == total
    assert all(abs(shares[k] - total * w / sum(keyed.values())) <= step for k, w in keyed.items())


def test_nothing_to_weigh_by_is_an_error():
    with pytest.raises(ValueError, match="weights"):
        apportion(Decimal(10), {"a": Decimal(0)})


@pytest.mark.parametrize(("value", "text"), [("5.5000", "5.5"), ("100.0000", "100"), ("0", "0")])
def test_plain_has_no_trailing_zeros(value, text):
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("1000.0000", 0, "1,000"), ("-10", 0, "−10"), ("5.5", 0, "5.5"), ("6", 1, "6.0")],
)
def test_shown_as_people_read_it(value, decimals, text):
    assert shown(Decimal(value), decimals) == text


def test_not_assigned_is_a_dash():
    assert shown(None) == "—"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("105.3493", 1, "105.3"), ("99.99", 0, "99"), ("-1.29", 1, "−1.2"), ("1234", 0, "1,234")],
)
def test_what_is_displayed_is_cut_and_never_rounded_up(value, decimals, text):
    assert displayed(Decimal(value), decimals) == text
