"""Reads the dates people type into cells and writes the two forms the product shows."""

import math
import re
import unicodedata
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")

_EXAMPLE = "请写成2021-09-28这样的格式。"
_SEPARATED = re.compile(r"(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(
    r"(?:T|\s+|(?<=[日号]))\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_DASHES = str.maketrans("‐‑‒–—―−。．", "-------..")
# Excel believes in 29 February 1900 (serial 60), so the origin shifts by one day there.
_LEAP_BUG_SERIAL = 60
_LAST_SERIAL = 2_958_465  # 9999-12-31


def parse_date(value: object) -> date:
    """The date meant by a cell: text in the usual spellings, an Excel serial number, a date or a datetime."""
    if isinstance(value, datetime):
        return (value.astimezone(CHINA) if value.tzinfo else value).date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_number(value)
    if isinstance(value, str):
        return _from_text(value)
    raise ValueError(f"这个单元格不是日期，{_EXAMPLE}")


def format_day(day: date) -> str:
    """For prose: 2021年9月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def format_iso(day: date) -> str:
    """For tables and exports: 2021-09-28, also when given a moment."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


def _from_number(number: int | float) -> date:
    if not math.isfinite(number):
        raise ValueError(f"这个单元格不是日期，{_EXAMPLE}")
    serial = math.floor(number)
    if serial == number and _COMPACT.fullmatch(str(serial)):  # 20210928 typed into a cell is a number there
        return _from_text(str(serial))
    if not 1 <= serial <= _LAST_SERIAL or serial == _LEAP_BUG_SERIAL:
        raise ValueError(f"数字“{number:.15g}”不能当作日期，{_EXAMPLE}")
    origin = date(1899, 12, 31) if serial < _LEAP_BUG_SERIAL else date(1899, 12, 30)
    return origin + timedelta(days=serial)


def _from_text(typed: str) -> date:
    text = unicodedata.normalize("NFKC", typed).translate(_DASHES).strip()
    shown = typed.strip()[:40]
    if not text:
        raise ValueError(f"日期是空的，{_EXAMPLE}")
    found = _SEPARATED.match(text) or _CHINESE.match(text) or _COMPACT.match(text)
    time = _TIME.fullmatch(text, found.end()) if found else None
    if found is None or (found.end() != len(text) and time is None):
        raise ValueError(f"看不懂日期“{shown}”，{_EXAMPLE}")
    year, month, day = (int(part) for part in found.groups() if part.isdecimal())
    try:
        read = date(year, month, day)
        return _day_in_china(read, time) if time else read
    except (ValueError, OverflowError):
        raise ValueError(f"日期“{shown}”不存在，{_EXAMPLE}") from None


def _day_in_china(read: date, time: re.Match[str]) -> date:
    """Check the clock part and, where it names an offset, move to the day it is in China."""
    hour, minute, second, offset = time.groups()
    moment = datetime(read.year, read.month, read.day, int(hour), int(minute), int(second or 0), tzinfo=CHINA)
    if offset is None:
        return moment.date()
    suffix = "+00:00" if offset in "zZ" else offset
    return moment.replace(tzinfo=datetime.strptime(suffix, "%z").tzinfo).astimezone(CHINA).date()
