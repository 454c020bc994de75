"""One cell at a time: stable values in, harmless text out, headings compared the way people read them."""

import datetime
import math
import re
from decimal import Decimal

from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.limits import MAX_CELL_CHARACTERS

_EXACT = 10**15  # a spreadsheet keeps 15 significant digits
_MARKS = re.compile(r"[\s*＊:：]|[（(](?:必填|选填)[）)]")
_RISKY = re.compile(r"'*(?:[\s\x00-\x1f]*[=+\-@＝＋－＠﹢﹣﹦﹫]|[\t\r\n])")


class Imprecise(int):
    """A whole number of more than 15 digits: the spreadsheet has already replaced its tail by zeros."""


def stable(value: object) -> str | int | float | None:
    """Turns what calamine read into text, whole number or decimal; blank becomes None."""
    if isinstance(value, str):
        if len(value) > MAX_CELL_CHARACTERS:
            raise Refused(f"有单元格超过{MAX_CELL_CHARACTERS:,}个字，请缩短后重新上传。")
        return value or None
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return (
            value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
        )
    return value if value is None or isinstance(value, int) else str(value)


def _number(value: float) -> int | float:
    if -_EXACT < value < _EXACT:
        return int(value) if value.is_integer() else value
    if not math.isfinite(value):
        raise Refused("表格里有无法识别的数值，请更正或清空该单元格后重新上传。")
    return Imprecise(Decimal(f"{value:.15g}"))


def same_heading(text: object) -> str:
    """The part of a heading that counts: no spaces, required marks or colons."""
    return _MARKS.sub("", str(text or "")).casefold()


def neutralize(value: object) -> object:
    """Puts an apostrophe before text that a spreadsheet would run as a formula; `restore` takes exactly it off."""
    return "'" + value if isinstance(value, str) and _RISKY.match(value) else value


def restore(text: str) -> str:
    """Undoes `neutralize`: for every text, `restore(neutralize(text)) == text`."""
    return text[1:] if text.startswith("'") and _RISKY.match(text, 1) else text
