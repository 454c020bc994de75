"""Numbers as notices write them: thousands separators, Chinese numerals, 万 and 亿."""

import re
from decimal import Decimal

_DIGITS = {**{character: value for value, character in enumerate("〇一二三四五六七八九")}, "零": 0, "两": 2}
_WORDS = "零一二三四五六七八九"
_STEPS = {"十": 10, "百": 100, "千": 1_000}
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
CHINESE = r"[〇零一二两三四五六七八九十百千]+"
_WHOLE = re.compile(rf"(?:{ARABIC})")


def from_chinese(numeral: str) -> int | None:
    """一百五十 is 150, 二〇二一 is 2021; None when it is no number."""
    if not numeral or any(character not in _DIGITS and character not in _STEPS for character in numeral):
        return None
    if not any(character in _STEPS for character in numeral):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    total, digit, last = 0, None, 10_000
    for character in numeral:
        if character in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[character]
            continue
        step = _STEPS[character]
        if step >= last or digit == 0:
            return None
        total += (1 if digit is None else digit) * step
        last, digit = step, None
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """12 is 十二, 105 is 一百零五, 1010 is 一千零一十; up to 9999."""
    if not 0 < number < 10_000:
        raise ValueError(f"no words for {number}")
    words, gap = "", False
    for step, name in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            words += (
                ("零" if gap else "") + ("" if not words and digit * step == 10 else _WORDS[digit]) + name
            )
        gap = bool(words) and not digit
    return words


def small(numeral: str) -> int | None:
    """A short numeral of either script, as in 3月, 三月, 第十二条."""
    return int(numeral) if numeral.isdecimal() else from_chinese(numeral)


def plain(number: str) -> str:
    """An Arabic number without separators or idle zeros in front; decimals stay as written."""
    bare = number.replace(",", "")
    whole, dot, decimals = bare.partition(".")
    return (whole.lstrip("0") or "0") + dot + decimals


def value_of(text: str) -> str | None:
    """The decimal string of an Arabic or Chinese number."""
    if _WHOLE.fullmatch(text):
        return plain(text)
    found = from_chinese(text)
    return None if found is None else str(found)


def shown(value: Decimal) -> str:
    """A sum as people write it: no exponent, no idle zeros behind the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
