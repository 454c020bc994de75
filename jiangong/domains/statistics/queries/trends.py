"""How a figure grew month by month, beside the time and the year before."""

from datetime import date, timedelta
from decimal import Decimal

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.figures import values
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.statistics.queries.board import BoardGoal
from jiangong.domains.statistics.queries.pace import Term
from jiangong.kit.ui.charts import LineChart


def trend_of(goal: BoardGoal, indicator: Indicator, organization: int, target: Decimal | None) -> LineChart:
    """A goal's figure through its own months."""
    return _trend(indicator, organization, goal.term, target)


def year_trend(indicator: Indicator, organization: int, day: date) -> LineChart:
    """An indicator through a calendar year, whatever plans want of it."""
    return _trend(indicator, organization, Term(date(day.year, 1, 1), date(day.year, 12, 31), day), None)


def _trend(indicator: Indicator, organization: int, term: Term, target: Decimal | None) -> LineChart:
    """Month ends, this year and a year before; the last month ends on the day looked at."""
    ends = month_ends(term.starts_on, term.ends_on)
    now = {
        end: Span(term.starts_on, min(end, term.counted_to)) for end in ends if first(end) <= term.counted_to
    }
    past = {end: Span(year_before(term.starts_on), year_before(end)) for end in ends}
    read = values([indicator], [organization], sorted({*now.values(), *past.values()}))
    amounts = [read[indicator.pk, organization, now[end]].amount if end in now else None for end in ends]
    return LineChart(
        name=indicator.name,
        unit=indicator.unit,
        labels=tuple(f"{end.month}月" for end in ends),
        now=tuple(amounts),
        past=tuple(read[indicator.pk, organization, past[end]].amount for end in ends),
        target=target,
        is_cumulative=indicator.kind in (IndicatorKind.SUM, IndicatorKind.DISTINCT),
    )


def month_ends(starts_on: date, ends_on: date) -> list[date]:
    """The last days of the months from one day to another."""
    found, day = [], first(starts_on)
    while day <= ends_on:
        following = (day + timedelta(days=31)).replace(day=1)
        found.append(min(following - timedelta(days=1), ends_on))
        day = following
    return found


def first(day: date) -> date:
    return day.replace(day=1)


def year_before(day: date, years: int = 1) -> date:
    """The same day of an earlier year; the 29th of February is the last of the month there."""
    last = (first(day) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if day == last:
        return date(day.year - years + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)
    return day.replace(year=day.year - years)
