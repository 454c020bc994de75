"""Bounds on the make-up of a list, and how a list stands with them.

A bound asks that of the listed (or of those with a base mark) at least or at most a share or a number bear a
mark. Every bound, whatever its rounding, is one integer inequality that is linear in the candidates.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Side(StrEnum):
    """Which side of the bound is legal."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Rounding(StrEnum):
    """How a share of a number of people becomes a number of people."""

    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Bound:
    """One rule of structure; ``base`` narrows the list to those with that mark, "" means all of it."""

    key: str
    mark: str
    side: Side
    share: Fraction | None = None
    number: int | None = None
    base: str = ""
    rounding: Rounding = Rounding.UP

    def needed(self, base: int) -> int:
        """The number of people the bound means for a base of so many."""
        if self.share is None:
            return self.number or 0
        exact = self.share * base
        if self.rounding is Rounding.DOWN:
            return exact.numerator // exact.denominator
        if self.rounding is Rounding.NEAREST:
            return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
        return -(-exact.numerator // exact.denominator)

    def is_met(self, count: int, base: int) -> bool:
        needed = self.needed(base)
        return count >= needed if self.side is Side.AT_LEAST else count <= needed

    def terms(self) -> tuple[int, int, int]:
        """(a, b, c) with: legal exactly if a·count + b·base + c ≥ 0."""
        sign = 1 if self.side is Side.AT_LEAST else -1
        if self.share is None:
            return sign, 0, -sign * (self.number or 0)
        p, q = self.share.numerator, self.share.denominator
        if self.rounding is Rounding.NEAREST:
            return sign * 2 * q, -sign * 2 * p, q - 1 if self.side is Side.AT_LEAST else q
        generous = Rounding.DOWN if self.side is Side.AT_LEAST else Rounding.UP
        return sign * q, -sign * p, q - 1 if self.rounding is generous else 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody with marks; whoever is swapped comes from the same ``group``, so that its places stay its own."""

    key: Hashable
    marks: frozenset[str]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a list stands with one bound."""

    bound: Bound
    count: int
    base: int
    needed: int
    is_met: bool


def standings(bounds: Sequence[Bound], listed: Sequence[Candidate]) -> list[Standing]:
    """Every bound with what the list has and what it needs."""
    found = []
    for bound in bounds:
        inside = [one.marks for one in listed if not bound.base or bound.base in one.marks]
        count = sum(bound.mark in marks for marks in inside)
        base = len(inside)
        found.append(Standing(bound, count, base, bound.needed(base), bound.is_met(count, base)))
    return found
