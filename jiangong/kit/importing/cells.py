"""Readers of cells that every ledger needs: JSON-ready values, or one sentence saying what to write."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from jiangong.kit.importing.specs import as_text
from jiangong.lib.dates import parse_date

_YES, _NO = {"是", "√", "1"}, {"否", "×", "0"}


def words(longest: int) -> Callable[[Any], str]:
    """Text of at most so many characters."""

    def read(cell: Any) -> str:
        text = as_text(cell)
        if len(text) > longest:
            raise ValueError(f"超过{longest}个字，请缩短。")
        return text

    return read


def day(cell: Any) -> str:
    """A day as ISO text."""
    found: date = parse_date(cell)
    return found.isoformat()


def whole(most: int, least: int = 0) -> Callable[[Any], int]:
    """A whole number between two bounds."""

    def read(cell: Any) -> int:
        text = as_text(cell).replace(",", "").removesuffix(".0")
        if not (text.isascii() and text.isdigit() and len(text) < 12):
            raise ValueError("这里应为整数，请改正。")
        if not least <= (number := int(text)) <= most:
            raise ValueError(f"应在{least:,}至{most:,}之间，请核对。")
        return number

    return read


def amount(places: int, most: Decimal) -> Callable[[Any], str]:
    """An exact decimal that is not negative, as text: staged rows are JSON."""

    def read(cell: Any) -> str:
        try:
            number = Decimal(as_text(cell).replace(",", ""))
        except InvalidOperation:
            raise ValueError("这里应为数字，请改正。") from None
        if not number.is_finite() or number < 0 or number > most:
            raise ValueError(f"应在0至{most:,}之间，请核对。")
        if -int(number.as_tuple().exponent) > places:
            rounded = round(number, places)
            if rounded != number and abs(rounded - number) > Decimal("1e-9"):
                raise ValueError(f"小数最多{places}位，请改正。")
            number = rounded  # a spreadsheet's 12.300000000000001
        return f"{number:f}"

    return read


def flag(cell: Any) -> bool:
    """是 or 否."""
    text = as_text(cell).removesuffix(".0")
    if text not in _YES | _NO:
        raise ValueError("这里请填“是”或“否”。")
    return text in _YES


def one_of(labels: Mapping[str, str]) -> Callable[[Any], str]:
    """A code by its label; of several labels for one code the first is told."""
    first = {code: label for label, code in reversed([*labels.items()])}
    offered = "、".join(label for label, code in labels.items() if first[code] == label)

    def read(cell: Any) -> str:
        text = as_text(cell)
        if text not in labels:
            raise ValueError(f"没有“{text[:20]}”，请从“{offered}”中选择。")
        return labels[text]

    return read
