"""Formulas: our own grammar, exact results, and one sentence for everything that is not a formula."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib.formulas import FormulaError, read_formula

KNOWN = {"上年": Decimal(10), "会员数": Decimal("1234.5"), "剩余": Decimal(0), "缺": None}


def reckon(text: str):
    return read_formula(text, KNOWN).reckon(KNOWN)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("上年", 10),
        ("上年×1.1", 11),
        ("上年 * 1.1 + 2", 13),
        ("2+3×4", 14),
        ("（2＋3）×4", 20),
        ("10－4－3", 3),
        ("12÷4÷3", 1),
        ("-上年+12", 2),
        ("上年×50%", 5),
        ("最大（上年，12）", 12),
        ("最小(上年, 12, 7)", 7),
        ("最大(上年)", 10),
        (".5×上年", 5),
        ("会员数/3", Fraction("411.5")),
        ("1÷3×3", 1),
        ("0.1+0.2", Fraction("0.3")),
    ],
)
def test_a_formula_is_reckoned_exactly(text, result):
    assert reckon(text) == result


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "请填写公式。"),
        ("上年×", "公式没有写完，请补充。"),
        ("上年 2", "公式里多出了“2”，请修改公式。"),
        ("(上年", "公式里缺少“)”，请修改公式。"),
        ("去年×2", "公式里的“去年”认不出来，可以用："),
        ("上年;2", "公式里的“;”认不出来，请修改公式。"),
        ("最大 上年", "公式里缺少“(”，请修改公式。"),
        ("1" * 201, "公式太长，请缩短到200字以内。"),
        ("(" * 40 + "1" + ")" * 40, "公式里的括号套得太深，请简化公式。"),
        ("-" * 60 + "1", "公式里的括号套得太深，请简化公式。"),
        ("__import__('os')", "公式里的“'”认不出来"),
        ("上年.real", "公式里的“.”认不出来"),
        ("上年**9**9", "公式里的“*”认不出来"),
    ],
)
def test_what_is_no_formula_is_told_in_one_sentence(text, sentence):
    with pytest.raises(FormulaError) as caught:
        read_formula(text, KNOWN)
    assert str(caught.value).startswith(sentence)
    assert str(caught.value).endswith("。")


def test_a_quantity_that_is_not_known_gives_nothing():
    assert reckon("缺+1") is None
    assert reckon("最大(缺, 1)") is None


def test_dividing_by_nothing_is_told():
    with pytest.raises(FormulaError, match="除数为0"):
        reckon("上年÷剩余")


def test_the_names_in_use_are_known_before_anything_is_looked_up():
    assert read_formula("上年+最大(会员数,1)", KNOWN).names == {"上年", "会员数"}


@given(st.text(alphabet="0123456789.+-*/×÷()（），,% 上年会员数最大小_a\n", max_size=60))
def test_any_text_is_a_formula_or_is_refused(text):
    told = "。"
    try:
        read_formula(text, KNOWN).reckon(KNOWN)
    except FormulaError as error:
        told = str(error)
    assert told.endswith("。")
