"""Every kept sum against the bare ledgers and facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from jiangong.domains.indicators.choices import IndicatorKind, Series
from jiangong.domains.indicators.models import Cell, Indicator, Summary
from jiangong.domains.indicators.models.summary import MONTHS
from jiangong.domains.indicators.queries.cells import (
    CELL_COLUMNS,
    CellKey,
    Months,
    SumKey,
    all_cells,
    all_counted,
    differences,
    kept_cells,
    pending_changes,
    right_cells,
    stale_parts,
    sums_of,
)
from jiangong.domains.indicators.queries.places import Places
from jiangong.kit.loading.garbage import uncollected

WHY = "verified for everybody"
SHOWN = 20


@dataclass
class Verification:
    """What was compared, and what differed."""

    rows: int = 0
    pending: int = 0
    differing: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        return self.rows * len(MONTHS)

    def compare(self, what: str, kept: Mapping[Any, Months], right: Mapping[Any, Months]) -> None:
        nothing = [0] * 12
        for key in kept.keys() | right.keys():
            self.rows += 1
            held, due = kept.get(key, nothing), right.get(key, nothing)
            if list(held) != list(due):
                self.differing.append(f"{what}{'、'.join(map(str, key))}：留存{held}，应为{due}")


@uncollected()
def verify_summary() -> Verification:
    """In one snapshot: what is pending in it is counted in, as a reader would."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return _verify()


def _verify() -> Verification:
    indicators = [one for one in Indicator.objects.ungated(WHY) if one.kind != IndicatorKind.RATIO]
    pending = pending_changes()
    cells, sums, counts = _kept_cells(), *_kept_sums()
    stale = stale_parts(pending, indicators)
    if stale:
        changes = dict(differences(right_cells(stale), kept_cells(stale)))
        _add(cells, changes)
        _add(sums, sums_of(changes))
    places = Places()
    right = all_cells(indicators, places)
    result = Verification(pending=len(pending))
    result.compare("单元", cells, right)
    result.compare("汇总", sums, sums_of(right))
    recounted = {
        one.pk for one in stale.counted_again
    }  # a reader counts these anew while something is pending
    settled = [one for one in indicators if one.pk not in recounted]
    kept = {key: months for key, months in counts.items() if key[0] not in recounted}
    result.compare("去重", kept, all_counted(settled, places))
    return result


def _add(held: dict[Any, Months], changes: Mapping[Any, Months]) -> None:
    for key, months in changes.items():
        held[key] = [old + new for old, new in zip(held.get(key, [0] * 12), months, strict=True)]


def _kept_cells() -> dict[CellKey, Months]:
    rows = Cell.objects.ungated(WHY).values_list(*CELL_COLUMNS, *MONTHS)
    return {CellKey(*row[:5]): list(row[5:]) for row in rows.iterator()}


def _kept_sums() -> tuple[dict[SumKey, Months], dict[SumKey, Months]]:
    """What adds up, and what is counted once."""
    rows = Summary.objects.ungated(WHY).values_list(
        "indicator_id", "organization_id", "year", "series", *MONTHS
    )
    found: tuple[dict[SumKey, Months], dict[SumKey, Months]] = ({}, {})
    for row in rows.iterator():
        found[row[3] != Series.AMOUNT][row[:4]] = list(row[4:])
    return found
