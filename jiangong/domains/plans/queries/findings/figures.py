"""Figures as notices write them, made comparable: 1.2万人次 and 12000人次 say the same."""

from dataclasses import dataclass
from decimal import Decimal

from jiangong.lib.names import normalize

_MULTIPLES = {"万": 10_000, "亿": 100_000_000}
_SHORTEST = 2  # characters of a subject that say enough to compare


@dataclass(frozen=True, slots=True)
class Magnitude:
    """A unit of measure taken apart: 万人次 is 10,000 times 人次."""

    factor: int
    base: str


def magnitude(unit: str) -> Magnitude:
    """The multiple in front of a unit and the unit itself."""
    factor = _MULTIPLES.get(unit[:1])
    return Magnitude(factor, unit[1:]) if factor and len(unit) > 1 else Magnitude(1, unit)


def in_unit(value: Decimal | None, unit: str, wanted: str) -> Decimal | None:
    """The same amount counted in another unit of the same base."""
    if value is None:
        return None
    return value * magnitude(unit).factor / magnitude(wanted).factor


def is_same_subject(one: str, other: str) -> bool:
    """Whether two names mean the same: one's characters stand in the other in their order."""
    short, long = sorted((normalize(one), normalize(other)), key=len)
    if len(short) < _SHORTEST:
        return short == long
    characters = iter(long)
    return all(character in characters for character in short)
