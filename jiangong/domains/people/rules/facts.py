"""Reads a person's facts from what was typed or imported: form and import share every reader.

A reader returns the clean value or raises ``ValueError`` with one sentence that repeats no personal number.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone

from jiangong.domains.people.choices import Gender, SkillGrade
from jiangong.lib import codes
from jiangong.lib.dates import parse_date

EARLIEST_BIRTH = date(1900, 1, 1)
FLAGS = ("is_migrant_worker", "is_new_employment", "is_union_official")
_NAME = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff〇·]{2,20}|[A-Za-z][A-Za-z .'\-·]{1,39}")
_PLAIN_NAME = re.compile(r"[一-鿿]{2,20}")  # nearly all, and nothing in it has another spelling
_DOTS = str.maketrans("•・‧．∙.", "······")
_SPACE_BETWEEN_HAN = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_GENDER_OF_DIGIT = {str(digit): (Gender.MALE if digit % 2 else Gender.FEMALE).value for digit in range(10)}
_GENDERS = {"男": Gender.MALE, "女": Gender.FEMALE, "男性": Gender.MALE, "女性": Gender.FEMALE}
_GRADES = {
    **{str(label): value for value, label in SkillGrade.choices},
    **{str(value): value for value in SkillGrade.values},
    "学徒": SkillGrade.APPRENTICE,
    "初级": SkillGrade.JUNIOR,
    "中级": SkillGrade.INTERMEDIATE,
    "高级": SkillGrade.SENIOR,
    "五级": SkillGrade.JUNIOR,
    "四级": SkillGrade.INTERMEDIATE,
    "三级": SkillGrade.SENIOR,
    "二级": SkillGrade.TECHNICIAN,
    "一级": SkillGrade.SENIOR_TECHNICIAN,
    "没有": SkillGrade.NONE,
}
_GRADE_NOTE = re.compile(r"[（(].*?[)）]|/.*$")
_PLAIN_ID_NUMBER = re.compile(r"[1-9][0-9]{16}[0-9X]")
_PLAIN_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_YES = {"是", "有", "√", "1", "y", "yes", "true", "对"}
_NO = {"", "否", "无", "×", "0", "n", "no", "false", "不是"}


class Contradiction(ValueError):
    """Somebody's identity number says otherwise than ``field``."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(slots=True)
class PersonFacts:
    """What is registered about a person; ``None`` for a number leaves it as it is."""

    name: str
    organization: Any
    gender: str = ""
    birth_on: date | None = None
    occupation: str = ""
    skill_grade: str = SkillGrade.NONE
    title: str = ""
    is_migrant_worker: bool = False
    is_new_employment: bool = False
    is_union_official: bool = False
    phone: str | None = None
    id_number: str | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "PersonFacts":
        """From cleaned form values, whatever else the form holds."""
        return cls(**{name: values[name] for name in cls.__slots__ if name in values})

    def columns(self) -> dict[str, Any]:
        """Everything but the two numbers, as columns of the model."""
        return {name: getattr(self, name) for name in self.__slots__ if name not in ("phone", "id_number")}


def read_words(value: object, most: int, label: str) -> str:
    """Free text on one line without invisible characters."""
    text = " ".join(_CONTROL.sub(" ", str(value or "")).split())
    if len(text) > most:
        raise ValueError(f"{label}最多{most}个字，这里有{len(text)}个，请缩短。")
    return text


def read_name(value: object) -> str:
    """张三, 阿依古丽·买买提, John Smith; blanks inside a Chinese name are typing, not name."""
    if type(value) is str and _PLAIN_NAME.fullmatch(value):
        return value
    text = unicodedata.normalize("NFKC", read_words(value, 60, "姓名"))
    if not text:
        raise ValueError("请填写姓名。")
    text = _SPACE_BETWEEN_HAN.sub("", text)
    if not text.isascii():
        text = text.translate(_DOTS)
    if not _NAME.fullmatch(text):
        raise ValueError("姓名应为2至20个汉字（可含间隔号“·”），外文姓名用字母，请核对。")
    return text


def read_gender(value: object) -> str:
    text = read_words(value, 20, "性别")
    if text in {"", *Gender.values}:
        return text
    if text not in _GENDERS:
        raise ValueError("性别请填“男”或“女”。")
    return _GENDERS[text]


def read_birth(value: object) -> date | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    day = parse_date(value)
    if not EARLIEST_BIRTH <= day <= timezone.localdate():
        raise ValueError("出生日期应在1900年至今天之间，请核对。")
    return day


def read_phone(value: object) -> str:
    if type(value) is str and _PLAIN_MOBILE.fullmatch(value):
        return value
    text = _number_text(value)
    if not text or _PLAIN_MOBILE.fullmatch(text):
        return text
    return codes.normalize_phone(text)


def read_id_number(value: object) -> str:
    if type(value) is str and _PLAIN_ID_NUMBER.fullmatch(value) and _birth_in(value):
        return value
    text = _number_text(value)
    if not text or (_PLAIN_ID_NUMBER.fullmatch(text) and _birth_in(text)):
        return text
    return codes.read_id_number(text).number


def _birth_in(id_number: str) -> date:
    """The birth date an identity number names; few days stand in many numbers."""
    return _birth_written(id_number[6:14])


@lru_cache(maxsize=40_000)
def _birth_written(digits: str) -> date:
    return codes.read_id_number(f"110101{digits}0010").birth_on


def read_grade(value: object) -> str:
    text = _GRADE_NOTE.sub("", read_words(value, 40, "技能等级")).strip()
    if not text:
        return SkillGrade.NONE
    if text not in _GRADES:
        raise ValueError(f"没有“{text[:20]}”这个技能等级，请填学徒工至首席技师中的一级，或填“无”。")
    return _GRADES[text]


def read_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = str("" if value is None else value).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise ValueError("这里请填“是”或“否”。")


def read_occupation(value: object) -> str:
    return read_words(value, 60, "工种（职业）")


def read_title(value: object) -> str:
    return read_words(value, 60, "职务")


READERS: dict[str, Callable[[object], Any]] = {
    "name": read_name,
    "gender": read_gender,
    "birth_on": read_birth,
    "id_number": read_id_number,
    "phone": read_phone,
    "occupation": read_occupation,
    "skill_grade": read_grade,
    "title": read_title,
    **dict.fromkeys(FLAGS, read_flag),
}


def said_by_id_number(id_number: str) -> tuple[str, date]:
    """The gender and birth date an identity number names."""
    return _GENDER_OF_DIGIT[id_number[16]], _birth_in(id_number)


def agree_with_id_number(id_number: str, gender: str, birth_on: date | None) -> tuple[str, date | None]:
    """Gender and birth date as the identity number says; a contradiction is refused."""
    if not id_number:
        return gender, birth_on
    said_gender, said_birth = said_by_id_number(id_number)
    if birth_on is not None and birth_on != said_birth:
        raise Contradiction("birth_on", "出生日期与身份证号不一致，请核对其中一项。")
    if gender and gender != said_gender:
        raise Contradiction("gender", "性别与身份证号不一致，请核对其中一项。")
    return said_gender, said_birth


def id_number_warnings(id_number: str) -> list[str]:
    """What looks odd about an identity number but may stand: real old cards fail their check digit."""
    if not id_number:
        return []
    usual = id_number[17] == codes.id_number_digit(id_number[:17]) and _is_known_province(id_number[:2])
    return [] if usual else codes.check_id_number(id_number)


@lru_cache(maxsize=100)
def _is_known_province(two: str) -> bool:
    body = f"{two}010119900101001"
    return not codes.check_id_number(body + codes.id_number_digit(body))


def _number_text(value: object) -> str:
    """A number typed into a cell arrives as a number; its digits are meant."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
