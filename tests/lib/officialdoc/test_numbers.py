"""Numbers in both scripts."""

from decimal import Decimal

import pytest

from jiangong.lib.officialdoc.numbers import from_chinese, plain, shown, to_chinese, value_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("二十", 20),
        ("一百五十", 150),
        ("一百零五", 105),
        ("两", 2),
        ("三千二百", 3200),
        ("二〇二一", 2021),
        ("十一", 11),
    ],
)
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert from_chinese(numeral) == value


@pytest.mark.parametrize("text", ["", "十百", "人", "一二十"])
def test_no_numeral(text: str) -> None:
    assert from_chinese(text) is None


def test_separators_go_and_decimals_stay() -> None:
    assert plain("1,234,567.50") == "1234567.50"
    assert value_of("007") == "7"
    assert value_of("5.5") == "5.5"


def test_sums_are_shown_without_idle_zeros() -> None:
    assert shown(Decimal("120.50")) == "120.5"
    assert shown(Decimal("1E+3")) == "1000"


def test_every_number_in_words_is_read_back_as_itself():
    assert all(from_chinese(to_chinese(number)) == number for number in range(1, 10_000))
    assert [to_chinese(number) for number in (10, 12, 105, 110, 1_010, 2_000)] == [
        "十", "十二", "一百零五", "一百一十", "一千零一十", "二千",
    ]  # fmt: skip
    for number in (0, -3, 10_000):
        with pytest.raises(ValueError, match="no words"):
            to_chinese(number)
