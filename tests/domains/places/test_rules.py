"""What is understood, what is refused, and in which words."""

from datetime import date
from decimal import Decimal

import pytest

from jiangong.domains.places import rules


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0371-67180000", "0371-67180000"),
        ("（0371）67180000", "037167180000"),
        ("400-800-1234", "400-800-1234"),
        ("12351", "12351"),
        ("", ""),
    ],
)
def test_a_place_has_a_public_number(typed, kept):
    assert rules.read_phone(typed) == kept


@pytest.mark.parametrize("typed", ["13800001111", "+86 138 0000 1111", "138-0000-1111"])
def test_a_private_mobile_is_refused(typed):
    with pytest.raises(ValueError, match="不填个人手机号"):
        rules.read_phone(typed)


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="看不懂这个电话"):
        rules.read_phone("问门卫")


def test_degrees_keep_six_decimals():
    assert rules.read_coordinate("113.6253°", "经度") == Decimal("113.625300")
    assert rules.read_coordinate("３４．７４６６", "纬度") == Decimal("34.746600")


@pytest.mark.parametrize(
    ("typed", "label", "said"),
    [
        ("34.7466", "经度", "填反"),
        ("113.62", "纬度", "填反"),
        ("200", "经度", "73到136"),
        ("东经", "经度", "请填写度数"),
        ("NaN", "经度", "请填写度数"),
    ],
)
def test_degrees_that_cannot_be_are_refused(typed, label, said):
    with pytest.raises(ValueError, match=said):
        rules.read_coordinate(typed, label)


def test_facilities_are_read_by_the_list_of_the_kind():
    assert rules.read_facilities("微波炉、饮水设备", "station") == ["water", "microwave"]
    with pytest.raises(ValueError, match="没有“钢琴”"):
        rules.read_facilities("钢琴", "station")


def test_a_show_base_needs_its_basis_and_others_do_not():
    assert "依据" in rules.basis_fault("show_base", " ")
    assert rules.basis_fault("show_base", "郑工发〔2021〕3号") == ""
    assert rules.basis_fault("library", "") == ""


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 2, 2), "晚于今天"), (date(1900, 1, 1), "1949"), (date(2026, 2, 1), ""), (None, "")],
)
def test_a_place_was_opened_in_this_state_and_not_tomorrow(day, said):
    fault = rules.opening_fault(day, date(2026, 2, 1))
    assert said in fault
    assert bool(said) == bool(fault)
