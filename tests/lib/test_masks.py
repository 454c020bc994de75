"""Masks: what stays readable, and that nothing more does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib.masks import mask_id_number, mask_numbers, mask_phone


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("410182199001010038", "4101**********0038"),
        ("41010519491231002X", "4101**********002X"),
        ("410105491231002", "410*********002"),
        ("E12345678", "E1*****78"),
        ("123", "***"),
        ("", ""),
    ],
)
def test_mask_id_number(number, masked):
    assert mask_id_number(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812341234", "138****1234"),
        ("0371-66661234", "0371-****1234"),
        ("010-66661234-801", "010-****1234"),
        ("0371-6666123", "0371-****123"),
        ("4001234567", "*******567"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_mask_phone(number, masked):
    assert mask_phone(number) == masked


@given(st.text(st.characters(categories=["Lo", "Nd"]), min_size=1, max_size=30))
def test_masks_always_hide_something_and_keep_the_length(text):
    for masked in (mask_id_number(text), mask_phone(text)):
        assert len(masked) == len(text)
        assert "*" in masked


@pytest.mark.parametrize(
    "text",
    [
        "电话13812345678，",
        "138-1234-5678",
        "138 1234 5678",
        "１３８１２３４５６７８",
        "4101031980050612345",
        "41010319800506123X",
        "410103 1980 0506 123x",
        "(0371)6612-3456",
        "一三八一二三四五六七八",
        "账号6222.0212.3456.7890",
    ],
)
def test_no_number_of_a_person_is_left_in_a_text_for_everybody(text):
    left = mask_numbers(text)
    digits = [one for one in left if one.isdigit() or one in "零〇一二三四五六七八九"]
    assert len(digits) < 7
    assert "*" in left


def test_what_is_no_number_of_a_person_stays():
    text = "2021年9月28日完成技术改进36项，节约标准煤120吨，产值1500万元。"
    assert mask_numbers(text) == text
