"""Twelve indicators with a figure of every union for every month of a year."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiangong.domains.indicators.actions.folding import rebuild
from jiangong.domains.indicators.choices import FactSource, IndicatorKind
from jiangong.domains.indicators.models import Fact, Indicator, Pending
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.loading.bulk import bulk_load
from jiangong.lib.amounts import UNITS

WHY = "data for measurements"
INDICATORS = 12
COLUMNS = ("organization_id", "indicator_id", "dated_on", "amount", "source", "origin", "origin_url")


@transaction.atomic
def load(year: int | None = None) -> int:
    """Facts of all unions, and their sums; how many facts."""
    federation = Organization.objects.ungated(WHY).get(kind=OrganizationKind.FEDERATION)
    indicators = [
        Indicator.objects.create(
            organization=federation,
            code=f"CL{number:04d}",
            name=f"测量指标{number}",
            unit="个",
            kind=IndicatorKind.SUM,
        )
        for number in range(1, INDICATORS + 1)
    ]
    unions = list(Organization.objects.ungated(WHY).order_by("path").values_list("pk", flat=True))
    loaded = bulk_load(Fact, COLUMNS, _facts(unions, indicators, year or timezone.localdate().year))
    Pending.objects.all().delete()  # everything is summed below
    rebuild(indicators)
    return loaded


def _facts(unions: list[int], indicators: list[Indicator], year: int) -> Iterator[tuple[Any, ...]]:
    random = Random(7)  # noqa: S311 — the same data in every measurement
    months = [date(year, month, 15) for month in range(1, 13)]
    for union in unions:
        for indicator in indicators:
            for day in months:
                origin = f"scale:{union}:{day:%m}"
                yield union, indicator.pk, day, random.randrange(100) * UNITS, FactSource.TYPED, origin, ""
