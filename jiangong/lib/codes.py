"""National codes of units, persons, phones and places: what cannot be is refused, what looks odd only warns.

`normalize_…` and `read_…` raise ValueError with one Chinese sentence when a text cannot be such a code.
`check_…` never raises and returns what is worth showing: real legacy codes fail their check digit.
Sentences never repeat a personal number, so they may be logged.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from .dates import CHINA

# GB 32100: unified social credit code.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {character: value for value, character in enumerate(_CREDIT_ALPHABET)}
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_CREDIT_LENGTH = 18
_UNION_KINDS = {"81": "基层工会", "89": "其他工会"}

# GB 11643: citizen identity number.
_ID_DIGITS = "10X98765432"
_ID_SHAPE = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_ID_WITHIN = re.compile(r"(?=([1-9]\d{16}[\dX]))", re.ASCII)  # every place: other digits may stand before it
_OLD_ID_SHAPE = re.compile(r"[1-9]\d{14}", re.ASCII)
# The last group is the identity card of permanently resident foreigners.
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d")
_OLDEST_BIRTH = date(1880, 1, 1)

_MOBILE = re.compile(r"1[3-9]\d{9}")
_SERVICE_LINE = re.compile(r"[48]00\d{7}")
_LANDLINE = re.compile(r"(010|02\d)(\d{8})|(0[3-9]\d{2})(\d{7,8})")
_EXTENSION = re.compile(r"(?:-|转|分机|#|EXT\.?)(\d{1,6})$", re.IGNORECASE)

_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_DASHES = re.compile(r"[-‐‑‒–—―−]+")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """What an identity number says about its holder."""

    number: str
    birth_on: date
    gender: Literal["male", "female"]
    division: str


@dataclass(frozen=True, slots=True)
class Division:
    """A GB/T 2260 code and its name in the years it was in force (`until` None: still)."""

    code: str
    name: str
    since: int
    until: int | None = None


# 郑州市 as it has stood since 2004, when 邙山区 became 惠济区. 经开区, 高新区, 郑东新区 and 航空港区 are not
# statutory divisions and so have no code here.
ZHENGZHOU_DIVISIONS = (
    Division("410100", "郑州市", 2004),
    Division("410102", "中原区", 2004),
    Division("410103", "二七区", 2004),
    Division("410104", "金水区", 2004),
    Division("410105", "管城回族区", 2004),
    Division("410106", "上街区", 2004),
    Division("410108", "惠济区", 2004),
    Division("410122", "中牟县", 2004),
    Division("410181", "巩义市", 2004),
    Division("410182", "荥阳市", 2004),
    Division("410183", "新密市", 2004),
    Division("410184", "新郑市", 2004),
    Division("410185", "登封市", 2004),
)


def credit_code_digit(body: str) -> str:
    """The check character that belongs to the first 17 characters of a credit code."""
    total = sum(
        _CREDIT_VALUES[character] * weight for character, weight in zip(body, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[-total % 31]


def normalize_credit_code(text: str) -> str:
    """Half-width, upper case, no blanks or hyphens; refuses what has not the shape of a credit code."""
    code = _compact(text)
    if not code:
        raise ValueError("统一社会信用代码是空的，请填写18位代码。")
    if len(code) != _CREDIT_LENGTH:
        raise ValueError(f"统一社会信用代码应为18位，这里有{len(code)}位，请核对。")
    strange = "、".join(dict.fromkeys(character for character in code if character not in _CREDIT_VALUES))
    if strange:
        raise ValueError(f"统一社会信用代码里不会有“{strange}”（也不用字母I、O、S、V、Z），请核对。")
    if not re.fullmatch(r"\d{6}", code[2:8]):
        raise ValueError("统一社会信用代码第3至8位是登记机关行政区划码，应全为数字，请核对。")
    return code


def check_credit_code(text: str, *, union: bool = False) -> list[str]:
    """Warnings about a credit code; with `union`, also when it is not one given to a trade union."""
    try:
        code = normalize_credit_code(text)
    except ValueError as refusal:
        return [str(refusal)]
    warnings = []
    expected = credit_code_digit(code[:17])
    if code[17] != expected:
        warnings.append(f"统一社会信用代码的校验位应为“{expected}”，这里是“{code[17]}”，请核对是否录错。")
    if union and not union_code_kind(code):
        warnings.append("工会的统一社会信用代码以81（基层工会）或89（其他工会）开头，请核对。")
    return warnings


def union_code_kind(code: str) -> str:
    """基层工会 for 81, 其他工会 for 89, nothing for a code that no trade union has."""
    return _UNION_KINDS.get(_compact(code)[:2], "")


def id_number_digit(body: str) -> str:
    """The check character that belongs to the first 17 digits of an identity number.

    The weights are the powers of two modulo 11, to which 13 is 2: the sum is the number read to the base of 13.
    """
    return _ID_DIGITS[int(body, 13) * 2 % 11]


def normalize_id_number(text: str) -> str:
    """18 half-width characters; the 15 digits of before 1999 are completed with century and check digit."""
    number = _compact(text)
    if not number:
        raise ValueError("身份证号是空的，请填写18位号码。")
    if _OLD_ID_SHAPE.fullmatch(number):
        body = number[:6] + "19" + number[6:]
        return body + id_number_digit(body)
    if len(number) != _CREDIT_LENGTH:
        raise ValueError(f"身份证号应为18位，这里有{len(number)}位，请核对。")
    if not _ID_SHAPE.fullmatch(number):
        raise ValueError("身份证号的前17位应为数字，最后一位为数字或X，请核对。")
    return number


def read_id_number(text: str) -> IdNumber:
    """Birth date, gender and division of an identity number; refuses a shape or birth date that cannot be."""
    number = normalize_id_number(text)
    try:
        birth_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise ValueError("身份证号第7至14位的出生日期不存在，请核对。") from None
    if not _OLDEST_BIRTH <= birth_on <= datetime.now(CHINA).date():
        raise ValueError("身份证号里的出生日期不可能，请核对第7至14位。")
    return IdNumber(number, birth_on, "male" if int(number[16]) % 2 else "female", number[:6])


def check_id_number(text: str) -> list[str]:
    """Warnings about an identity number: its check digit and its province."""
    try:
        number = read_id_number(text).number
    except ValueError as refusal:
        return [str(refusal)]
    warnings = []
    if number[17] != id_number_digit(number[:17]):
        warnings.append("身份证号的校验位不符，请对照证件核对。")
    if not _PROVINCE.match(number):
        warnings.append("身份证号前两位不是现有的省份代码，请核对。")
    return warnings


def holds_id_number(text: str) -> bool:
    """Whether somewhere in a text stands what can be an identity number: its birth date and check digit agree."""
    told = _DASHES.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", text).upper()))
    return any(not check_id_number(found[1]) for found in _ID_WITHIN.finditer(told))


def normalize_phone(text: str) -> str:
    """13812345678, 0371-66666666, 0371-66666666-801 or 4001234567 from whatever way it was typed."""
    typed = _DASHES.sub("-", _BLANKS.sub("", unicodedata.normalize("NFKC", text)))
    if not typed:
        raise ValueError("电话号码是空的，请填写手机号或带区号的座机号。")
    typed, abroad = re.subn(r"^\(?(?:\+|00)86\)?-?|^86(?=1[3-9]\d{9}$)", "", typed)
    digits = re.sub(r"[-()]", "", typed)
    if _MOBILE.fullmatch(digits) or _SERVICE_LINE.fullmatch(digits):
        return digits
    landline = _read_landline(typed, "0" if abroad and not digits.startswith("0") else "")
    if landline:
        return landline
    if re.fullmatch(r"[2-8]\d{6,7}", digits):
        raise ValueError("座机号码缺少区号，请写成0371-66666666这样的格式。")
    if re.fullmatch(r"1\d+", digits):
        raise ValueError(f"手机号应为11位并以13至19开头，这里有{len(digits)}位，请核对。")
    raise ValueError("看不懂这个电话号码，请填写11位手机号，或0371-66666666这样带区号的座机号。")


def normalize_division_code(text: str) -> str:
    """Six digits of GB/T 2260; refuses any other shape."""
    code = _compact(text)
    if not re.fullmatch(r"[1-9]\d{5}", code):
        raise ValueError("行政区划代码应为6位数字，例如410100（郑州市），请核对。")
    return code


def division_name(code: str, year: int) -> str:
    """The name a division code stood for in that year, or nothing where the table does not know."""
    for division in ZHENGZHOU_DIVISIONS:
        in_force = division.since <= year and (division.until is None or year <= division.until)
        if division.code == code and in_force:
            return division.name
    return ""


def _read_landline(typed: str, trunk: str) -> str:
    """Area code, line and extension joined by hyphens; "" when it is not a landline with its area code."""
    for extension in (_EXTENSION.search(typed), None):
        number = typed[: extension.start()] if extension else typed
        found = _LANDLINE.fullmatch(trunk + re.sub(r"[-()]", "", number))
        if found:
            parts = [part for part in found.groups() if part]
            return "-".join([*parts, extension.group(1)] if extension else parts)
    return ""


def _compact(text: str) -> str:
    """Half-width and upper case, without the blanks and hyphens people put in to read more easily."""
    return _DASHES.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", text))).upper()
