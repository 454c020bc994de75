"""Readers: what people type becomes one clean value or one sentence."""

from datetime import date

import pytest

from jiangong.domains.people import rules
from tests.factories.people import make_id_number

ID = make_id_number(date(1985, 3, 4), sequence=7)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("张三", "张三"),
        (" 张　三 ", "张三"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("John Smith", "John Smith"),
        ("欧阳修\u200b", "欧阳修"),
    ],
)
def test_read_name(typed, meant):
    assert rules.read_name(typed) == meant


@pytest.mark.parametrize("typed", ["", "张", "张3", "<script>", "张" * 21, "🙂🙂"])
def test_read_name_refuses(typed):
    with pytest.raises(ValueError, match="姓名"):
        rules.read_name(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("高级工", "senior"),
        ("三级", "senior"),
        ("技师（二级）", "technician"),
        ("", "none"),
        ("首席技师", "chief_technician"),
    ],
)
def test_read_grade(typed, meant):
    assert rules.read_grade(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("是", True), ("否", False), (None, False), (True, True), ("√", True)]
)
def test_read_flag(typed, meant):
    assert rules.read_flag(typed) is meant


def test_read_id_number_takes_numbers_blanks_and_small_letters():
    assert rules.read_id_number(f"{ID[:6]} {ID[6:]}") == ID
    assert rules.read_id_number(ID.lower()) == ID
    assert rules.read_id_number(None) == ""


@pytest.mark.parametrize(
    "number", ["41010319850230001X", "410103298503040017", "654321", "ABCDEFGHIJKLMNOPQR"]
)
def test_read_id_number_refuses_what_cannot_be_and_does_not_repeat_it(number):
    with pytest.raises(ValueError, match="身份证号") as caught:
        rules.read_id_number(number)
    assert number not in str(caught.value)


def test_id_number_warnings_are_those_of_the_long_check():
    odd = ID[:-1] + ("1" if ID[-1] != "1" else "2")
    assert rules.id_number_warnings(ID) == []
    assert rules.id_number_warnings(odd) == ["身份证号的校验位不符，请对照证件核对。"]
    strange = make_id_number(date(1985, 3, 4), sequence=7, division="780103")
    assert rules.id_number_warnings(strange) == ["身份证号前两位不是现有的省份代码，请核对。"]


def test_agree_with_id_number_completes_and_contradicts():
    assert rules.agree_with_id_number(ID, "", None) == ("male", date(1985, 3, 4))
    assert rules.agree_with_id_number("", "female", None) == ("female", None)
    with pytest.raises(ValueError, match="性别与身份证号不一致"):
        rules.agree_with_id_number(ID, "female", None)


def test_read_birth_refuses_the_future_and_reads_excel():
    assert rules.read_birth("") is None
    assert rules.read_birth(31110) == date(1985, 3, 4)
    with pytest.raises(ValueError, match="1900年至今天"):
        rules.read_birth("1899-12-31")
