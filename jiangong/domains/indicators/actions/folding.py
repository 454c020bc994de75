"""Bringing kept sums up to date: a batch of what changed, or everything anew."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jiangong.domains.indicators.choices import IndicatorKind, Series
from jiangong.domains.indicators.models import Cell, Folding, Indicator, Pending, Summary
from jiangong.domains.indicators.models.summary import MONTHS
from jiangong.domains.indicators.queries.cells import (
    CELL_COLUMNS,
    CellKey,
    Months,
    Stale,
    SumKey,
    all_cells,
    all_counted,
    counted_sums,
    differences,
    kept_cells,
    right_cells,
    stale_parts,
    sums_of,
)
from jiangong.domains.indicators.queries.contributions import CHUNK
from jiangong.domains.indicators.queries.places import Places
from jiangong.kit.loading.bulk import bulk_load
from jiangong.kit.loading.garbage import uncollected

WHY = "sums are kept for everybody"
MOST = 5000  # pending rows of one batch
ROWS = 1000  # rows of one statement

SUM_COLUMNS = ("indicator_id", "organization_id", "year", "series")


@transaction.atomic
def fold_pending(most: int = MOST) -> int:
    """Take a batch of what changed into the sums; how many pending rows that settled."""
    _hold()
    batch = list(Pending.objects.order_by("pk").values_list("pk", "source", "organization_id", "year")[:most])
    if not batch:
        return 0
    stale = stale_parts((row[1:] for row in batch), list(Indicator.objects.ungated(WHY)))
    if stale:
        _fold(stale)
    for start in range(0, len(batch), ROWS):
        Pending.objects.filter(pk__in=[row[0] for row in batch[start : start + ROWS]]).delete()
    Folding.objects.update(generation=F("generation") + 1, folded_at=timezone.now())
    return len(batch)


def fold_some() -> bool:
    """The worker's chore; looking first keeps SQLite's only writer free. Whether more may be waiting."""
    return Pending.objects.exists() and fold_pending() == MOST


def fold_everything() -> int:
    """Until nothing is pending."""
    settled = 0
    while count := fold_pending():
        settled += count
    return settled


def _hold() -> None:
    """One fold at a time; SQLite's write transaction holds everybody else anyway."""
    Folding.objects.get_or_create(pk=1)
    Folding.objects.select_for_update().get(pk=1)


def _fold(stale: Stale) -> None:
    right, kept = right_cells(stale), kept_cells(stale)
    sums = sums_of(dict(differences(right, kept)))
    _write_cells(right, kept)
    _add_to_sums(sums)
    for indicator in stale.indicators:
        if indicator.kind == IndicatorKind.DISTINCT:
            _count_again(indicator, stale.years)


def _write_cells(right: dict[CellKey, Months], kept: dict[CellKey, Months]) -> None:
    changed = [key for key, months in right.items() if kept.get(key) != months]
    _upsert(
        Cell,
        [_cell(key, right[key]) for key in changed],
        ("organization", "indicator", "year", "path", "reach"),
    )
    for key in kept.keys() - right.keys():
        Cell.objects.ungated(WHY).filter(
            indicator=key.indicator,
            organization=key.organization,
            year=key.year,
            path=key.path,
            reach=key.reach,
        ).delete()


def _cell(key: CellKey, months: Months) -> Cell:
    return Cell(
        indicator_id=key.indicator,
        organization_id=key.organization,
        year=key.year,
        path=key.path,
        reach=key.reach,
        **dict(zip(MONTHS, months, strict=True)),
    )


def _add_to_sums(changes: dict[SumKey, Months]) -> None:
    """New sums are the kept ones plus what changed; nobody else writes them meanwhile."""
    kept: dict[SumKey, Months] = {}
    nodes = {key[1] for key in changes}
    indicators = {key[0] for key in changes}
    for start in range(0, len(nodes), ROWS):
        part = sorted(nodes)[start : start + ROWS]
        rows = Summary.objects.ungated(WHY).filter(
            organization__in=part, indicator__in=indicators, series=Series.AMOUNT
        )
        for indicator, organization, year, series, *months in rows.values_list(
            "indicator_id", "organization_id", "year", "series", *MONTHS
        ):
            kept[indicator, organization, year, series] = months
    nothing = [0] * 12
    _write_sums(
        {
            key: [old + new for old, new in zip(kept.get(key, nothing), change, strict=True)]
            for key, change in changes.items()
        }
    )


def _count_again(indicator: Indicator, years: Collection[int]) -> None:
    """Distinct counts do not add up: every node of the year is counted again."""
    rows = Summary.objects.ungated(WHY).filter(indicator=indicator, year__in=years)
    rows.exclude(series=Series.AMOUNT).delete()
    _write_sums(counted_sums(indicator, years))


def _write_sums(sums: dict[SumKey, Months]) -> None:
    rows = [
        Summary(
            indicator_id=indicator,
            organization_id=organization,
            year=year,
            series=series,
            **dict(zip(MONTHS, months, strict=True)),
        )
        for (indicator, organization, year, series), months in sums.items()
    ]
    _upsert(Summary, rows, ("organization", "indicator", "year", "series"))


def _upsert(model: type, rows: list, unique: tuple[str, ...]) -> None:
    model.objects.ungated(WHY).bulk_create(
        rows,
        batch_size=ROWS,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=MONTHS,
    )


@uncollected()
@transaction.atomic
def rebuild(indicators: Iterable[Indicator] | None = None) -> int:
    """Everything worked out anew from ledgers and facts; how many cells there are then."""
    _hold()
    every = list(Indicator.objects.ungated(WHY)) if indicators is None else list(indicators)
    wanted = [one for one in every if one.kind != IndicatorKind.RATIO]
    kept_of = {} if indicators is None else {"indicator__in": [one.pk for one in every]}
    places = Places()
    cells = all_cells(wanted, places)
    sums = sums_of(cells) | all_counted(wanted, places)
    count = len(cells)
    _replace(Cell, CELL_COLUMNS, kept_of, cells)
    _replace(Summary, SUM_COLUMNS, kept_of, sums)
    Folding.objects.update(generation=F("generation") + 1, folded_at=timezone.now())
    return count


def _replace(model: type, columns: tuple[str, ...], kept_of: dict, right: dict[Any, Months]) -> None:
    """Write what differs and take it out of ``right``: most rows are as they should be, and stay."""
    wrong, width = [], len(columns) + 1
    rows = model.objects.ungated(WHY).filter(**kept_of).values_list("pk", *columns, *MONTHS)
    for row in rows.iterator(chunk_size=CHUNK):
        key = row[1:width]
        if right.get(key) == list(row[width:]):
            del right[key]
        else:
            wrong.append(row[0])
    for start in range(0, len(wrong), ROWS):
        model.objects.ungated(WHY).filter(pk__in=wrong[start : start + ROWS]).delete()
    bulk_load(model, (*columns, *MONTHS), ((*key, *months) for key, months in right.items()))
