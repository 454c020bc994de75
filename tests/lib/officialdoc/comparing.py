"""When two readings say the same: names and values exactly, long texts nearly."""

import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any

NEARLY = 0.8
LOOSE = str.maketrans("", "", " \t\r\n　、，。；：,.;:·“”\"'‘’《》〈〉—-–~～")
BRACKETS = str.maketrans("〔〕[]【】", "()()()")


def spaceless(text: str | None) -> str:
    """A name as it is compared: full and half width are one, spaces and kinds of brackets do not count."""
    return "".join(unicodedata.normalize("NFKC", text or "").split()).translate(BRACKETS)


def bare(text: str | None) -> str:
    """A long text as it is compared: letters, figures and round brackets only."""
    return unicodedata.normalize("NFKC", text or "").translate(BRACKETS).translate(LOOSE)


def ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def same_name(one: str | None, other: str | None) -> bool:
    return spaceless(one) == spaceless(other)


def same_number(one: str | None, other: str | None) -> bool:
    """5.50 and 5.5 are one number; anything that is no number is compared as text."""
    if one is None or other is None:
        return one is other
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return same_name(one, other)


def nearly(one: str | None, other: str | None) -> bool:
    """Titles and items: the same but for punctuation and a few characters."""
    left, right = bare(one), bare(other)
    return left == right or (bool(left and right) and ratio(left, right) >= NEARLY)


def speaks_of(key: str | None, text: str | None, least: int = 4) -> bool:
    """Whether a text, however long it was cut, is about the key phrase."""
    left, right = bare(key), bare(text)
    if not left or not right:
        return False
    if left in right or right in left:
        return True
    block = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return block.size >= min(least, len(left))


def same_path(one: str | None, other: str | None) -> bool:
    """Paths of labels; the label of the plan may stand in front or not."""
    left, right = labels(one), labels(other)
    short, long = sorted((left, right), key=len)
    return bool(short) and long[-len(short) :] == short


def labels(path: str | None) -> list[str]:
    return [label(part) for part in (path or "").split("/") if part]


def label(text: str | None) -> str:
    """`一、`, `一` and `一.` are one label; `（一）` and `(一)` too, but not `一`."""
    return spaceless(text).strip("、.,")


def paired(
    expected: Sequence[dict[str, Any]], actual: Sequence[dict[str, Any]], likeness: Callable[..., float]
) -> dict[int, int]:
    """Which expected entry goes with which actual one: what must be read first, then the most alike."""
    found = [
        (bool(wanted.get("optional")), -score, at, place)
        for at, wanted in enumerate(expected)
        for place, given in enumerate(actual)
        if (score := float(likeness(wanted, given))) > 0
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, at, place in sorted(found):
        if at not in pairs and place not in taken:
            pairs[at] = place
            taken.add(place)
    return pairs
