"""Verified figures for whoever shows figures: the latest that stands beside what was reported."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiangong.domains.supervision.choices import VisitState
from jiangong.domains.supervision.models import FigureCheck

Key = tuple[int, int, date]  # indicator, organization, first day


@dataclass(frozen=True, slots=True)
class Verified:
    """What inspectors found on a day, and what had been reported then."""

    amount: Decimal
    reported: Decimal | None
    ends_on: date
    visit_id: int


def verified_figures(
    indicators: Collection[int], organizations: Collection[int], as_of: date
) -> dict[Key, Verified]:
    """By indicator, unit and first day of the span, the latest found until a day."""
    rows = FigureCheck.objects.filter(
        indicator__in=indicators,
        visit__organization__in=organizations,
        visit__state=VisitState.DONE,
        verified__isnull=False,
        ends_on__lte=as_of,
    ).order_by("ends_on", "visit_id")
    found: dict[Key, Verified] = {}
    for row in rows.select_related("visit"):
        if row.verified is not None:  # the condition above, said to the reader of types
            key = (row.indicator_id, row.visit.organization_id, row.starts_on)
            found[key] = Verified(row.verified, row.reported, row.ends_on, row.visit_id)
    return found
