"""Where dated steps lie between the first and the last month of a plan, in per cent of the width."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

THINNEST = 1.0  # a single day in a year must still be seen


@dataclass(frozen=True, slots=True)
class Month:
    """One month's column."""

    label: str
    left: str
    middle: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One step's place."""

    left: str
    width: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Whole months from the earliest to the latest date."""

    first: date
    last: date  # the first day after the last month

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    def position(self, day: date) -> float:
        return 100 * (day - self.first).days / self.days

    def mark(self, day: date) -> str | None:
        """Where a day lies; nothing outside."""
        return f"{self.position(day):.2f}" if self.first <= day < self.last else None

    def bar(self, start: date | None, end: date | None) -> Bar | None:
        """A step from its first to the end of its last day; with one date only, that day."""
        begin, finish = start or end, end or start
        if begin is None or finish is None:
            return None
        left, right = self.position(begin), self.position(date.fromordinal(finish.toordinal() + 1))
        width = max(right - left, THINNEST)
        return Bar(f"{min(left, 100 - width):.2f}", f"{width:.2f}")

    def months(self) -> list[Month]:
        """The columns; January carries its year where there are several."""
        found, day = [], self.first
        while day < self.last:
            following = next_month(day)
            left, right = self.position(day), self.position(following)
            label = f"{day.year}年1月" if day.month == 1 and self.first.year != day.year else f"{day.month}月"
            found.append(Month(label, f"{left:.2f}", f"{(left + right) / 2:.2f}"))
            day = following
        return found


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def timeline_of(dates: Iterable[date | None]) -> Timeline | None:
    """Whole months around all dates; nothing where there is none."""
    known = [one for one in dates if one is not None]
    if not known:
        return None
    return Timeline(min(known).replace(day=1), next_month(max(known)))
