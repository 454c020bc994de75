"""Unions below a node × indicators × months of a year: one read, whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.figures import months_of, values
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.queries.levels import NOT_UNIONS
from jiangong.kit.access.actor import Actor

MOST_INDICATORS = 12
MONTHS = range(1, 13)
NOT_ADDED = (IndicatorKind.DISTINCT, IndicatorKind.RATIO)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One union and indicator through a year; months to come have no figure."""

    organization_id: int
    name: str
    indicator: Indicator
    months: tuple[Decimal | None, ...]
    year: Decimal | None


@dataclass(frozen=True)
class Pivot:
    """The table of one node."""

    node: Organization
    year: int
    indicators: tuple[Indicator, ...]
    lines: tuple[Line, ...]


def unions_below(node: Organization, actor: Actor) -> models.QuerySet[Organization]:
    """Who stands directly below, in their order."""
    below = Organization.objects.visible_to(actor).filter(parent=node, closed_on=None)
    return below.exclude(kind__in=NOT_UNIONS).order_by("position", "pk")


def pivot_of(
    node: Organization,
    units: Sequence[tuple[int, str]],
    indicators: Sequence[Indicator],
    year: int,
    today: date,
) -> Pivot:
    """The node itself first, then the unions given; each month as a figure of its own, and the year so far."""
    rows = [(node.pk, str(node)), *units]
    keys = [key for key, _ in rows]
    read = months_of(indicators, keys, year) if indicators else {}
    whole = _years(indicators, keys, year)
    known = 12 if year < today.year else today.month
    blank = (None,) * (12 - known)
    lines = tuple(
        Line(key, name, one, (*months[:known], *blank), _year(one, key, months, whole))
        for key, name in rows
        for one in indicators
        for months in (read[one.pk, key],)
    )
    return Pivot(node, year, tuple(indicators), lines)


Whole = dict[tuple[int, int], Decimal | None]


def _years(indicators: Sequence[Indicator], organizations: list[int], year: int) -> Whole:
    """Of what does not add up over months the year is a figure of its own."""
    asked = [one for one in indicators if one.kind in NOT_ADDED]
    if not asked:
        return {}
    span = Span(date(year, 1, 1), date(year, 12, 31))
    found = values(asked, organizations, [span])
    return {(one.pk, key): found[one.pk, key, span].amount for one in asked for key in organizations}


def _year(
    indicator: Indicator, organization: int, months: list[Decimal | None], whole: Whole
) -> Decimal | None:
    if indicator.kind in NOT_ADDED:
        return whole[indicator.pk, organization]
    return months[-1] if indicator.is_stock else sum((one or ZERO for one in months), ZERO)
