"""Every kept sum against the bare ledgers and facts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction

from jiangong.domains.indicators.choices import IndicatorKind, Series
from jiangong.domains.indicators.models import Indicator, Summary
from jiangong.domains.indicators.models.summary import MONTHS
from jiangong.domains.indicators.queries.cells import (
    Months,
    all_cells,
    counted_once,
    differences,
    kept_cells,
    ledger_years,
    pending_changes,
    right_cells,
    stale_parts,
    sums_of,
)

WHY = "verified for everybody"
SHOWN = 20

SumKey = tuple[int, int, int, str]


@dataclass
class Verification:
    """What was compared, and what differed."""

    sums: int = 0
    pending: int = 0
    differing: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        return self.sums * len(MONTHS)


def verify_summary() -> Verification:
    """In one snapshot: what is pending in it is counted in, as a reader would."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return _verify()


def _verify() -> Verification:
    indicators = [one for one in Indicator.objects.ungated(WHY) if one.kind != IndicatorKind.RATIO]
    pending = pending_changes()
    kept, right = _kept(), sums_of(all_cells(indicators))
    stale = stale_parts(pending, indicators)
    if stale:
        for key, months in sums_of(dict(differences(right_cells(stale), kept_cells(stale)))).items():
            kept[key] = [old + new for old, new in zip(kept.get(key, [0] * 12), months, strict=True)]
    recounted = {one.pk for one in stale.indicators if one.kind == IndicatorKind.DISTINCT}
    for one in indicators:
        if one.kind == IndicatorKind.DISTINCT:
            right.update(_counted(one))
    result = Verification(pending=len(pending))
    for key in sorted(kept.keys() | right.keys()):
        if key[0] in recounted and key[3] != Series.AMOUNT:
            continue  # a reader counts these anew while something is pending
        result.sums += 1
        nothing = [0] * 12
        if kept.get(key, nothing) != right.get(key, nothing):
            indicator, organization, year, series = key
            result.differing.append(
                f"指标{indicator}、组织{organization}、{year}年（{Series(series).label}）："
                f"留存{kept.get(key)}，应为{right.get(key)}"
            )
    return result


def _kept() -> dict[SumKey, Months]:
    rows = Summary.objects.ungated(WHY).values_list(
        "indicator_id", "organization_id", "year", "series", *MONTHS
    )
    found: dict[SumKey, Months] = defaultdict(lambda: [0] * 12)
    for indicator, organization, year, series, *months in rows.iterator():
        found[indicator, organization, year, series] = months
    return found


def _counted(indicator: Indicator) -> Iterator[tuple[SumKey, Months]]:
    if years := ledger_years(indicator):
        for year, counted in counted_once(indicator, years).items():
            for node in counted.nodes:
                for series, months in counted.series(node).items():
                    yield (indicator.pk, node, year, series), months
