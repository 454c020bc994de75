"""What a sheet asks of whoever fills it in: lines to type, lines to look at, minutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from jiangong.domains.reporting.choices import EntryMode
from jiangong.domains.reporting.queries.lines import Line

SECONDS_PER_SHEET = 30  # opening it, reading the note, sending it
SECONDS_PER_TYPED = 20
SECONDS_PER_KNOWN = 3


@dataclass(frozen=True, slots=True)
class Burden:
    """Lines and minutes."""

    sheets: int = 0
    typed: int = 0
    known: int = 0

    def __add__(self, other: "Burden") -> "Burden":
        return Burden(self.sheets + other.sheets, self.typed + other.typed, self.known + other.known)

    @property
    def minutes(self) -> int:
        seconds = self.sheets * SECONDS_PER_SHEET
        seconds += self.typed * SECONDS_PER_TYPED + self.known * SECONDS_PER_KNOWN
        return ceil(seconds / 60)


def burden_of(lines: Iterable[Line]) -> Burden:
    """One sheet."""
    typed = known = 0
    for one in lines:
        if one.mode != EntryMode.DERIVED:
            known, typed = (known + 1, typed) if one.is_known else (known, typed + 1)
    return Burden(1, typed, known)
