"""A month as weeks of days, with what stands on each."""

import calendar
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SHOWN = 4  # entries of one day; the rest is behind a link
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a day."""

    label: str
    url: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the sheet; those of the neighbouring months are outside."""

    on: date
    inside: bool
    is_today: bool
    entries: Sequence[Entry]
    more: int
    url: str

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.on.weekday()]


@dataclass(frozen=True, slots=True)
class Month:
    """A sheet of a calendar with the addresses of its neighbours."""

    first: date
    weeks: Sequence[Sequence[Day]]
    previous: str
    following: str
    now: str

    @property
    def label(self) -> str:
        return f"{self.first.year}年{self.first.month}月"

    @property
    def busy_days(self) -> list[Day]:
        """Days of the month with anything on them, as a phone lists them."""
        return [day for week in self.weeks for day in week if day.inside and day.entries]


def read_month(text: str, today: date) -> date:
    """The first of the month meant by ``2026-11``; this month for anything else."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if 1950 <= first.year <= 2100 else today.replace(day=1)


def span_of(first: date) -> tuple[date, date]:
    """The first and the last day of the sheet, whole weeks from Monday."""
    start = first - timedelta(days=first.weekday())
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return start, last + timedelta(days=6 - last.weekday())


def month_sheet(
    first: date,
    today: date,
    entries: Mapping[date, Sequence[Entry]],
    month_url: Callable[[date], str],
    day_url: Callable[[date], str],
) -> Month:
    """The sheet of a month; an address for each neighbour and each day comes from the page."""
    start, end = span_of(first)
    days = [
        _day(start + timedelta(days=n), first, today, entries, day_url) for n in range((end - start).days + 1)
    ]
    return Month(
        first=first,
        weeks=[days[n : n + 7] for n in range(0, len(days), 7)],
        previous=month_url((first - timedelta(days=1)).replace(day=1)),
        following=month_url((first + timedelta(days=32)).replace(day=1)),
        now=month_url(today.replace(day=1)),
    )


def _day(
    on: date,
    first: date,
    today: date,
    entries: Mapping[date, Sequence[Entry]],
    day_url: Callable[[date], str],
) -> Day:
    found = entries.get(on, ())
    shown = found if len(found) <= SHOWN else found[: SHOWN - 1]
    inside = (on.year, on.month) == (first.year, first.month)
    return Day(on, inside, on == today, shown, len(found) - len(shown), day_url(on))


def days_between(first: date, last: date, within: tuple[date, date]) -> Iterable[date]:
    """The days something lasts that lie on the sheet."""
    start, end = max(first, within[0]), min(last, within[1])
    return (start + timedelta(days=n) for n in range((end - start).days + 1))
