"""Codes: what cannot be is refused in one sentence, what looks odd only warns."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib.codes import (
    ZHENGZHOU_DIVISIONS,
    IdNumber,
    check_credit_code,
    check_id_number,
    credit_code_digit,
    division_name,
    holds_id_number,
    id_number_digit,
    normalize_credit_code,
    normalize_division_code,
    normalize_id_number,
    normalize_phone,
    read_id_number,
    union_code_kind,
)

CREDIT_BODIES = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9).map("81410100".__add__)


def good_union_code() -> str:
    body = "81410100MC0123456"
    return body + credit_code_digit(body)


def refusal_of(call, text: str) -> str:
    with pytest.raises(ValueError) as caught:
        call(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("code", "digit"),
    [("91350100M0001TGQXM", "1"), ("91350211M0000XUF46", "R"), ("91350203M0001FUE2P", "J")],
)
def test_real_legacy_codes_only_warn(code, digit):
    assert credit_code_digit(code[:17]) == digit
    assert normalize_credit_code(code) == code
    assert check_credit_code(code) == [
        f"统一社会信用代码的校验位应为“{digit}”，这里是“{code[17]}”，请核对是否录错。"
    ]


def test_correct_code_gives_no_warning():
    assert check_credit_code("91440300708461136T") == []
    assert check_credit_code(good_union_code(), union=True) == []


@given(CREDIT_BODIES, st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_check_digit_notices_any_single_wrong_character(body, place, character):
    code = body + credit_code_digit(body)
    changed = code[:place] + character + code[place + 1 :]
    assert check_credit_code(code) == []
    assert (check_credit_code(changed) == []) == (changed == code)


def test_credit_code_is_evened_out():
    code = good_union_code()
    wide = "".join(chr(ord(character) + 0xFEE0) for character in code.lower())
    assert normalize_credit_code(f" {wide[:4]} {wide[4:10]}-{wide[10:]}\n") == code


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "统一社会信用代码是空的，请填写18位代码。"),
        ("81410100", "统一社会信用代码应为18位，这里有8位，请核对。"),
        ("8141010OMC0123456S", "统一社会信用代码里不会有“O、S”（也不用字母I、O、S、V、Z），请核对。"),
        ("81A10100MC01234567", "统一社会信用代码第3至8位是登记机关行政区划码，应全为数字，请核对。"),
    ],
)
def test_malformed_credit_code_is_refused_and_reported(text, sentence):
    assert refusal_of(normalize_credit_code, text) == sentence
    assert check_credit_code(text) == [sentence]


def test_union_codes_are_recognised():
    assert union_code_kind(good_union_code()) == "基层工会"
    assert union_code_kind("８９410100MC01234567") == "其他工会"
    assert union_code_kind("91440300708461136T") == ""
    assert check_credit_code("91440300708461136T", union=True) == [
        "工会的统一社会信用代码以81（基层工会）或89（其他工会）开头，请核对。"
    ]


def test_an_identity_number_is_found_within_words_and_no_other_long_number():
    number = "11010519491231002X"
    for told in (
        number,
        f"身份证{number[:6]} {number[6:14]} {number[14:]}。",
        f"户号7{number.lower()}",
        f"电话{number}",
    ):
        assert holds_id_number(told), told
    for told in (
        "",
        "2026-11-02至2026-11-06",
        "郑工发〔2026〕3号，13912345678",
        "账号6222021702001234567",
        "110105194912310021",
    ):
        assert not holds_id_number(told), told


def test_id_number_tells_birth_gender_and_division():
    assert read_id_number("11010519491231002X") == IdNumber(
        "11010519491231002X", date(1949, 12, 31), "female", "110105"
    )
    assert check_id_number("11010519491231002X") == []
    assert read_id_number("410182199001010038").gender == "male"


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002X ",
        "110105-19491231-002X",
    ],
)
def test_id_number_is_evened_out(typed):
    assert normalize_id_number(typed) == "11010519491231002X"


def test_old_number_of_15_digits_is_completed():
    assert normalize_id_number("110105491231002") == "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "身份证号是空的，请填写18位号码。"),
        ("4101821990", "身份证号应为18位，这里有10位，请核对。"),
        ("4101821990010100X8", "身份证号的前17位应为数字，最后一位为数字或X，请核对。"),
        ("41018219900101003A", "身份证号的前17位应为数字，最后一位为数字或X，请核对。"),
        ("410182199002300038", "身份证号第7至14位的出生日期不存在，请核对。"),
        ("410182900230003", "身份证号第7至14位的出生日期不存在，请核对。"),
        ("410182179001010038", "身份证号里的出生日期不可能，请核对第7至14位。"),
        ("410182299001010038", "身份证号里的出生日期不可能，请核对第7至14位。"),
    ],
)
def test_impossible_id_number_is_refused_without_repeating_it(text, sentence):
    assert refusal_of(read_id_number, text) == sentence
    assert check_id_number(text) == [sentence]


def test_birth_counts_by_the_day_in_china():
    with time_machine.travel(datetime(2026, 11, 19, 16, 0, tzinfo=UTC), tick=False):
        assert read_id_number("410182202611200038").birth_on == date(2026, 11, 20)
        assert "不可能" in refusal_of(read_id_number, "410182202611210038")


def test_wrong_check_digit_and_province_only_warn():
    assert read_id_number("990105194912310020").division == "990105"
    assert check_id_number("110105194912310020") == ["身份证号的校验位不符，请对照证件核对。"]
    assert check_id_number("200105194912310020")[-1] == "身份证号前两位不是现有的省份代码，请核对。"


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999))
def test_exactly_one_check_digit_fits(birth_on, order):
    body = f"410103{birth_on:%Y%m%d}{order:03d}"
    fitting = [digit for digit in "0123456789X" if not check_id_number(body + digit)]
    assert len(fitting) == 1
    assert read_id_number(body + fitting[0]).birth_on == birth_on


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("13812345678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("(+86)13812345678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("１３８　１２３４　５６７８", "13812345678"),
        ("0371-66666666", "0371-66666666"),
        ("0371 6666 6666", "0371-66666666"),
        ("037166666666", "0371-66666666"),
        ("（0371）66666666", "0371-66666666"),
        ("0371—6666666", "0371-6666666"),
        ("010-12345678", "010-12345678"),
        ("02112345678", "021-12345678"),
        ("+86 371 6666 6666", "0371-66666666"),
        ("+86-10-12345678", "010-12345678"),
        ("0371-66666666-801", "0371-66666666-801"),
        ("0371-66666666转801", "0371-66666666-801"),
        ("0371-6666666 分机 6", "0371-6666666-6"),
        ("400-123-4567", "4001234567"),
    ],
)
def test_phone_is_evened_out(typed, phone):
    assert normalize_phone(typed) == phone
    assert normalize_phone(phone) == phone


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (" ", "电话号码是空的，请填写手机号或带区号的座机号。"),
        ("66666666", "座机号码缺少区号，请写成0371-66666666这样的格式。"),
        ("1381234567", "手机号应为11位并以13至19开头，这里有10位，请核对。"),
        ("12812345678", "手机号应为11位并以13至19开头，这里有11位，请核对。"),
        ("找老王", "看不懂这个电话号码，请填写11位手机号，或0371-66666666这样带区号的座机号。"),
        ("+1 415 555 0100", "看不懂这个电话号码，请填写11位手机号，或0371-66666666这样带区号的座机号。"),
    ],
)
def test_phone_that_cannot_be_is_refused(typed, sentence):
    assert refusal_of(normalize_phone, typed) == sentence


@given(st.text())
def test_no_text_breaks_the_checks(text):
    assert all(sentence.endswith("。") for sentence in check_credit_code(text) + check_id_number(text))


def test_division_code_has_six_digits():
    assert normalize_division_code(" ４１０１ 03 ") == "410103"
    for wrong in ("", "4101", "41010A", "010103", "4101030"):
        assert (
            refusal_of(normalize_division_code, wrong)
            == "行政区划代码应为6位数字，例如410100（郑州市），请核对。"
        )


def test_zhengzhou_has_twelve_statutory_divisions():
    names = {division.code: division_name(division.code, 2021) for division in ZHENGZHOU_DIVISIONS}
    assert names.pop("410100") == "郑州市"
    assert len(names) == 12
    assert names["410105"] == "管城回族区"
    assert all(re.fullmatch(r".+[区市县]", name) for name in names.values())


def test_division_name_is_known_only_for_the_years_of_the_table():
    assert division_name("410108", 2004) == "惠济区"
    assert division_name("410108", 2003) == ""
    assert division_name("410199", 2021) == ""


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # of GB 11643


@given(st.text("0123456789", min_size=17, max_size=17))
def test_the_check_digit_is_that_of_the_standard(body):
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    assert id_number_digit(body) == "10X98765432"[total % 11]


@pytest.mark.parametrize("number", ["٤" * 17 + "٤", "４１０１" + "٣" * 14, "1" + "٣" * 14])
def test_digits_of_other_scripts_are_no_identity_number(number):
    assert "应为" in refusal_of(normalize_id_number, number)
