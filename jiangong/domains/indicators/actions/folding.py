"""Bringing kept sums up to date: a batch of what changed, or everything anew."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from operator import add
from typing import Any

from django.db import transaction
from django.db.models import F, Model, Q, QuerySet
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
    ledger_years,
    right_cells,
    stale_parts,
    sums_of,
)
from jiangong.domains.indicators.queries.contributions import CHUNK, batches
from jiangong.domains.indicators.queries.places import Places, ever_below
from jiangong.kit.loading.bulk import bulk_load, bulk_put
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


@transaction.atomic
def fold_below(indicator: Indicator, node: int, since: date) -> None:
    """Work out anew what is or ever was below a node, from a year on: its figures come from somewhere else now."""
    _hold()
    stale = Stale([indicator], ever_below(node), {since.year, date.max.year})
    _fold(stale)
    if indicator.kind == IndicatorKind.DISTINCT and (
        years := [year for year in ledger_years(indicator) if year >= since.year]
    ):
        _count_again(indicator, years)
    Folding.objects.update(generation=F("generation") + 1, folded_at=timezone.now())


def _hold() -> None:
    """One fold at a time; SQLite's write transaction holds everybody else anyway."""
    Folding.objects.get_or_create(pk=1)
    Folding.objects.select_for_update().get(pk=1)


def _fold(stale: Stale) -> None:
    right, kept = right_cells(stale), kept_cells(stale)
    sums = sums_of(dict(differences(right, kept)))
    _write_cells(right, kept)
    _add_to_sums(sums)
    for indicator in stale.counted_again:
        _count_again(indicator, stale.years)


def _write_cells(right: dict[CellKey, Months], kept: dict[CellKey, Months]) -> None:
    changed = [key for key, months in right.items() if kept.get(key) != months]
    _put(Cell, CELL_COLUMNS, {key: right[key] for key in changed})
    _take_out(kept.keys() - right.keys())


def _take_out(gone: Collection[CellKey]) -> None:
    for part in batches({key.organization for key in gone}):
        held = Cell.objects.ungated(WHY).filter(
            indicator__in={key.indicator for key in gone}, organization__in=part
        )
        wrong = [row[0] for row in held.values_list("pk", *CELL_COLUMNS) if row[1:] in gone]
        for start in range(0, len(wrong), ROWS):
            Cell.objects.ungated(WHY).filter(pk__in=wrong[start : start + ROWS]).delete()


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
    sums = {key: list(map(add, kept.get(key, nothing), change)) for key, change in changes.items()}
    _put(Summary, SUM_COLUMNS, sums)


def _count_again(indicator: Indicator, years: Collection[int]) -> None:
    """Distinct counts do not add up: every node of the year is counted again, and what differs is written."""
    rows = Summary.objects.ungated(WHY).filter(indicator=indicator, year__in=years)
    _replace(Summary, SUM_COLUMNS, rows.exclude(series=Series.AMOUNT), counted_sums(indicator, years))


def _put(model: type[Model], columns: tuple[str, ...], right: Mapping[Any, Months]) -> None:
    """New months of rows that may be there."""
    rows = ((*key, *months) for key, months in right.items())
    bulk_put(model, (*columns, *MONTHS), rows, unique=columns)


@uncollected()
@transaction.atomic
def rebuild(indicators: Iterable[Indicator] | None = None) -> int:
    """Everything worked out anew from ledgers and facts; how many cells there are then."""
    _hold()
    every = list(Indicator.objects.ungated(WHY)) if indicators is None else list(indicators)
    wanted = [one for one in every if one.kind != IndicatorKind.RATIO]
    kept_of = Q() if indicators is None else Q(indicator__in=[one.pk for one in every])
    places = Places()
    cells = all_cells(wanted, places)
    sums = sums_of(cells) | all_counted(wanted, places)
    count = len(cells)
    _replace(Cell, CELL_COLUMNS, Cell.objects.ungated(WHY).filter(kept_of), cells)
    _replace(Summary, SUM_COLUMNS, Summary.objects.ungated(WHY).filter(kept_of), sums)
    Folding.objects.update(generation=F("generation") + 1, folded_at=timezone.now())
    return count


def _replace(model: type[Model], columns: tuple[str, ...], kept: QuerySet, right: dict[Any, Months]) -> None:
    """Write what differs and take it out of ``right``: most rows are as they should be, and stay."""
    wrong, width = [], len(columns) + 1
    rows = kept.values_list("pk", *columns, *MONTHS)
    for row in rows.iterator(chunk_size=CHUNK):
        key = row[1:width]
        if right.get(key) == list(row[width:]):
            del right[key]
        else:
            wrong.append(row[0])
    for start in range(0, len(wrong), ROWS):
        model.objects.ungated(WHY).filter(pk__in=wrong[start : start + ROWS]).delete()
    bulk_load(model, (*columns, *MONTHS), ((*key, *months) for key, months in right.items()))
