"""Unions below a node × indicators × months of a year: one read, whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.figures import Span, values
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.queries.levels import NOT_UNIONS
from jiangong.kit.access.actor import Actor

MOST_INDICATORS = 12
MONTHS = range(1, 13)


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
    months = [Span.month(year, month) for month in MONTHS]
    whole = Span(date(year, 1, 1), date(year, 12, 31))
    known = [span for span in months if span.starts_on <= today]
    read = values(indicators, [key for key, _ in rows], [*known, whole]) if indicators else {}
    blank = (None,) * (len(months) - len(known))
    lines = tuple(
        Line(
            key,
            name,
            one,
            tuple(read[one.pk, key, span].amount for span in known) + blank,
            read[one.pk, key, whole].amount,
        )
        for key, name in rows
        for one in indicators
    )
    return Pivot(node, year, tuple(indicators), lines)
