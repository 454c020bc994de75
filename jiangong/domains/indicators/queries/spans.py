"""Spans of days, and which whole months and loose days they are made of."""

from dataclasses import dataclass
from datetime import date, timedelta

from jiangong.domains.indicators.choices import Series
from jiangong.domains.indicators.models import Indicator


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from one to another, both counted."""

    starts_on: date
    ends_on: date

    @classmethod
    def month(cls, year: int, month: int) -> "Span":
        return cls(date(year, month, 1), _month_end(date(year, month, 1)))

    @classmethod
    def year_to(cls, day: date) -> "Span":
        return cls(date(day.year, 1, 1), day)


def whole_months(indicator: Indicator, span: Span) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first and the last month taken whole; a stock has them all from the beginning."""
    start = date.min if indicator.is_stock else span.starts_on
    first = (start.year, start.month) if start.day == 1 else _next_month(start)
    last = (span.ends_on.year, span.ends_on.month)
    return (first, last) if first <= last else None


def head_days(span: Span) -> Span | None:
    """The rest of the month a span begins within."""
    return None if span.starts_on.day == 1 else Span(span.starts_on, _month_end(span.starts_on))


def tail_days(span: Span) -> Span | None:
    """What is left of its last month."""
    end = _month_end(span.ends_on)
    return None if span.ends_on == end else Span(span.ends_on + timedelta(days=1), end)


def kept_series(span: Span) -> Series | None:
    """What answers a distinct count without counting: one month, or months from January."""
    if span.starts_on.day != 1 or span.starts_on.year != span.ends_on.year:
        return None
    if span.starts_on.month == span.ends_on.month:
        return Series.PRESENT
    return Series.FRESH if span.starts_on.month == 1 else None


def _month_end(day: date) -> date:
    year, month = _next_month(day)
    return date(year, month, 1) - timedelta(days=1)


def _next_month(day: date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
