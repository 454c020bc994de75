"""Masks: what stays readable, and that nothing more does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib.masks import mask_id_number, mask_name, mask_phone


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


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳锋", "欧阳*"),
        ("欧阳建国", "欧阳**"),
        ("欧阳", "欧*"),
        ("买买提·艾力", "买*****"),
        ("张", "*"),
        ("", ""),
        (" 王五 ", "王*"),
    ],
)
def test_mask_name(name, masked):
    assert mask_name(name) == masked


@given(st.text(st.characters(categories=["Lo", "Nd"]), min_size=1, max_size=30))
def test_masks_always_hide_something_and_keep_the_length(text):
    for masked in (mask_id_number(text), mask_name(text), mask_phone(text)):
        assert len(masked) == len(text)
        assert "*" in masked
