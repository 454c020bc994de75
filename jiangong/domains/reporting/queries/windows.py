"""Windows: which spans a rhythm gives, and whether a unit may report now — by the database's clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.db.models.lookups import LessThan
from django.utils import timezone

from jiangong.domains.reporting.choices import Rhythm, WindowStanding
from jiangong.domains.reporting.models import Report, Schedule, Unlock, Window
from jiangong.lib.dates import format_day

MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF_YEAR: 6}
QUARTERS = ("一", "二", "三", "四")


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether one unit may report in a window at a moment, and whether that is late."""

    window: Window
    moment: datetime
    unlocked_until: date | None = None

    @property
    def today(self) -> date:
        return timezone.localdate(self.moment)

    @property
    def is_unlocked(self) -> bool:
        return self.unlocked_until is not None and self.today <= self.unlocked_until

    @property
    def closes_on(self) -> date:
        return closing_day(self.window)

    @property
    def is_late(self) -> bool:
        return self.today > self.window.due_on

    @property
    def standing(self) -> WindowStanding:
        return standing_of(self.window, self.today)

    @property
    def refusal(self) -> str:
        """Why nothing can be reported now; empty when it can."""
        if self.is_unlocked:
            return ""
        if self.today < self.window.opens_on:
            return f"{self.window}从{format_day(self.window.opens_on)}开始填报，请到时再报。"
        if self.standing == WindowStanding.LOCKED:
            return f"{self.window}已经锁定，不能再填报；确需补报或更正的，请制订单位开锁。"
        return ""


def closing_day(window: Window) -> date:
    """The last day on which a report is taken, late as it may be."""
    return closing_on(window.due_on, window.grace_days)


def closing_on(due_on: date, grace_days: int) -> date:
    return due_on + timedelta(days=grace_days)


STANDING_FIELDS = ("opened_at", "locked_at", "opens_on", "due_on", "grace_days")


class DaysAfter(models.Func):
    """A date so many days after another, both of them columns."""

    template, arg_joiner = "(%(expressions)s)", " + "
    output_field = models.DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        return self.as_sql(
            compiler,
            connection,
            template="date(%(expressions)s || ' days')",
            arg_joiner=", '+' || ",
            **extra,
        )


def standing_of(window: Window, today: date) -> WindowStanding:
    """Whether a window takes reports from everybody on that day."""
    return standing_from(*(getattr(window, name) for name in STANDING_FIELDS), today=today)


def standing_from(
    opened: datetime | None, locked: datetime | None, opens_on: date, due_on: date, grace: int, *, today: date
) -> WindowStanding:
    """A window is locked by hand, or by the clock after its days of grace."""
    if locked is not None or closing_on(due_on, grace) < today:
        return WindowStanding.LOCKED
    return WindowStanding.COMING if opened is None or today < opens_on else WindowStanding.OPEN


def standings_on(today: date) -> dict[WindowStanding, models.Q]:
    """The same as conditions, so that lists and their counts say what each window says."""
    locked = models.Q(locked_at__isnull=False) | models.Q(LessThan(DaysAfter("due_on", "grace_days"), today))
    coming = models.Q(opened_at=None) | models.Q(opens_on__gt=today)
    return {
        WindowStanding.OPEN: ~locked & ~coming,
        WindowStanding.COMING: ~locked & coming,
        WindowStanding.LOCKED: locked,
    }


def opening_for(report: Report) -> Opening:
    """For one report, read once per request: the clock and the lock are those of its transaction."""
    known = getattr(report, "_opening", None)
    if known is None:
        known = openings([report])[report.pk]
        report._opening = known
    return known


def openings(reports: list[Report]) -> dict[int, Opening]:
    """For reports of any windows: one query, and a second one only where something was ever unlocked."""
    asked = Window.objects.ungated("the reports were read through the gate").filter(
        pk__in={one.window_id for one in reports}
    )
    found = {one.pk: one for one in asked.annotate(moment=Now(), was_unlocked=was_unlocked("pk"))}
    until = _untils([key for key, one in found.items() if one.was_unlocked])
    return {
        one.pk: Opening(
            found[one.window_id],
            found[one.window_id].moment,
            _latest(until.get((one.window_id, None)), until.get((one.window_id, one.organization_id))),
        )
        for one in reports
    }


def opening_at(report: Report, moment: datetime, *, was_unlocked: bool) -> Opening:
    """The same for a report that was read with its window at that moment."""
    until = _untils([report.window_id]) if was_unlocked else {}
    days = (until.get((report.window_id, unit)) for unit in (None, report.organization_id))
    return Opening(report.window, moment, _latest(*days))


def was_unlocked(window: str) -> models.Exists:
    """Whether the window under this name was ever unlocked for anybody."""
    return models.Exists(Unlock.objects.filter(window=models.OuterRef(window)))


def _untils(windows: list[int]) -> dict[tuple[int, int | None], date]:
    found: dict[tuple[int, int | None], date] = {}
    rows = Unlock.objects.filter(window__in=windows).values_list("window_id", "unit_id", "until")
    for window, unit, until in rows if windows else ():
        found[window, unit] = max(until, found.get((window, unit), until))
    return found


def _latest(*days: date | None) -> date | None:
    return max((one for one in days if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class SpanOfReport:
    """The days a window is about, with their name."""

    label: str
    starts_on: date
    ends_on: date


def spans_of(schedule: Schedule) -> Iterator[SpanOfReport]:
    """Every span of the rhythm between the schedule's days; the first and the last may be cut short."""
    first, last = schedule.starts_on, schedule.ends_on
    if schedule.rhythm in (Rhythm.CUSTOM, Rhythm.ANY_TIME):
        label = f"{first.year}年" if schedule.rhythm == Rhythm.ANY_TIME else _days(first, last)
        yield SpanOfReport(label, first, last)
        return
    starts = [day for day in _starts(Rhythm(schedule.rhythm), first, last) if day <= last]
    for day, following in pairwise([*starts, last + timedelta(days=1)]):
        label = label_of(Rhythm(schedule.rhythm), day)
        yield SpanOfReport(label, max(day, first), following - timedelta(days=1))


def _starts(rhythm: Rhythm, first: date, last: date) -> Iterator[date]:
    """The days on which spans begin, from the one that holds ``first``."""
    if rhythm == Rhythm.TEN_DAYS:
        month = first.replace(day=1)
        while month <= last:
            for day in (1, 11, 21):
                start = month.replace(day=day)
                if _ten_days_end(start) >= first:
                    yield start
            month = _after(month, 1)
        return
    step = MONTHS[rhythm]
    start = first.replace(month=(first.month - 1) // step * step + 1, day=1)
    while start <= last:
        yield start
        start = _after(start, step)


def _ten_days_end(start: date) -> date:
    return (
        _after(start.replace(day=1), 1) - timedelta(days=1) if start.day == 21 else start + timedelta(days=9)
    )


def _after(month: date, step: int) -> date:
    place = month.year * 12 + month.month - 1 + step
    return date(place // 12, place % 12 + 1, 1)


def label_of(rhythm: Rhythm, start: date) -> str:
    """How a span is called."""
    if rhythm == Rhythm.TEN_DAYS:
        return f"{start.year}年{start.month}月{'上中下'[min((start.day - 1) // 10, 2)]}旬"
    if rhythm == Rhythm.QUARTER:
        return f"{start.year}年{QUARTERS[(start.month - 1) // 3]}季度"
    if rhythm == Rhythm.HALF_YEAR:
        return f"{start.year}年{'上' if start.month < 7 else '下'}半年"
    return f"{start.year}年{start.month}月"


def _days(first: date, last: date) -> str:
    """28th to 27th: what no calendar names."""
    until = f"{last.month}月{last.day}日" if last.year == first.year else format_day(last)
    return f"{format_day(first)}至{until}"
