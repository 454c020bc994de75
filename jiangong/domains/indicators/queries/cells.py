"""Cells as they should be now, beside the cells that are kept: what folding writes and reading takes into account."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from operator import add
from typing import NamedTuple

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery

from jiangong.domains.indicators.choices import IndicatorKind, Series
from jiangong.domains.indicators.measures import find_measure
from jiangong.domains.indicators.models import Cell, Fact, Indicator, Pending
from jiangong.domains.indicators.models.summary import MONTHS
from jiangong.domains.indicators.queries.contributions import Contribution, Ledger, Presence, batches
from jiangong.domains.indicators.queries.places import Places
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.kit.access.paths import ancestor_ids

WHY = "sums are kept for everybody"
SPANS = OrganizationSpan._meta.db_table
SINGLED_OUT = 5  # organizations of one sheet or card; a table of many takes all that is pending into account
Months = list[int]
SumKey = tuple[int, int, int, str]  # indicator, organization, year, series


CELL_COLUMNS = ("indicator_id", "organization_id", "year", "path", "reach")


class CellKey(NamedTuple):
    """What one cell is about."""

    indicator: int
    organization: int
    year: int
    path: str
    reach: int

    @property
    def nodes(self) -> list[int]:
        """The organization itself and those above whose figures it is part of, from the top."""
        return ancestor_ids(self.path)[self.reach :]


@dataclass(slots=True)
class Stale:
    """What pending changes touch: which indicators, which organizations, which years."""

    indicators: list[Indicator]
    organizations: set[int] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    counted_again: list[Indicator] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.indicators and self.organizations)


def stale_parts(pending: Iterable[tuple[str, int, int]], indicators: Collection[Indicator]) -> Stale:
    """Of these indicators, what the changed tables feed; a moved organization changes everything it has."""
    by_table: dict[str, list[Indicator]] = defaultdict(list)
    everything = [one for one in indicators if one.kind != IndicatorKind.RATIO]
    for one in everything:
        if measure := find_measure(one.measure):
            by_table[measure.model_class._meta.db_table].append(one)
    by_table[SPANS] = everything
    counted = {one for one in everything if one.kind == IndicatorKind.DISTINCT}
    again = {table: counted.intersection(fed) for table, fed in by_table.items()}
    by_table[Fact._meta.db_table] = everything  # a stated figure is added to what is counted, not counted
    stale, tables, moved = Stale([]), set(), set()
    for source, organization, year in pending:
        if source in by_table:
            tables.add(source)
            stale.organizations.add(organization)
            stale.years.add(year)
        if source == SPANS:
            moved.add(organization)
    stale.years.update(_years_of(moved, everything))
    stale.indicators = list({one.pk: one for table in tables for one in by_table[table]}.values())
    stale.counted_again = list(set().union(*(again.get(table, ()) for table in tables)))
    return stale


def _years_of(organizations: Collection[int], indicators: Collection[Indicator]) -> Iterator[int]:
    """From the first to the last that these have anything of, also what counted nowhere where they were."""
    measures = {one.measure: find_measure(one.measure) for one in indicators}
    sources = [(Fact.objects.ungated(WHY), "organization", "dated_on")]
    sources += [(one.rows(), one.organization, one.date) for one in measures.values() if one]
    for part in batches(organizations):
        for rows, organization, day in sources:
            days = rows.filter(**{f"{organization}__in": part}).aggregate(first=Min(day), last=Max(day))
            if days["first"]:
                yield from range(days["first"].year, days["last"].year + 1)


def sums_of(cells: dict[CellKey, Months]) -> dict[SumKey, Months]:
    """What stands below every node above, by indicator, organization, year and series.

    Cells with the same nodes above are added up first: there are few unions of townships and many in them.
    """
    groups: dict[tuple[int, int, str, int], Months] = {}
    for key, months in cells.items():
        above = (key.indicator, key.year, key.path[: key.path.rindex("/", 0, -1) + 1], key.reach)
        held = groups.get(above)
        groups[above] = months if held is None else list(map(add, held, months))
    sums: dict[SumKey, Months] = {}
    for (indicator, year, path, reach), months in groups.items():
        for node in ancestor_ids(path)[reach:]:
            place = (indicator, node, year, Series.AMOUNT)
            held = sums.get(place)
            sums[place] = months if held is None else list(map(add, held, months))
    return sums


def pending_changes() -> list[tuple[str, int, int]]:
    """All that no sum knows yet."""
    return list(Pending.objects.values_list("source", "organization_id", "year").distinct())


def singled_out(nodes: Collection[int]) -> list[str]:
    """Few nodes as parts of the paths below them; of many, none: they take all that is pending into account."""
    return [f"/{node}/" for node in nodes] if len(nodes) <= SINGLED_OUT else []


def pending_rows(nodes: Collection[int], parts: Collection[str]) -> QuerySet[Pending]:
    """What no sum knows yet; of nodes singled out only what is, was or comes to be below one of them.

    While everybody reports, what a union reads must not grow with what all the others have sent.
    """
    if not parts:
        return Pending.objects.all()
    spans, units = OrganizationSpan.objects.ungated(WHY), Organization.objects.ungated(WHY)
    # Most have nobody below and never had, and a root has everybody: then nothing is looked at one by one.
    has_some = Exists(spans.filter(parent__in=nodes)) | Exists(units.filter(parent__in=nodes))
    is_top = Exists(units.filter(pk__in=nodes, parent=None))
    inside = Q(*(Q(path__contains=part) for part in parts), _connector=Q.OR)
    # Counted, not asked for: of what may exist PostgreSQL would look through every organization there is.
    once, now = (
        Subquery(
            rows.filter(**{key: OuterRef("organization_id")})
            .order_by()
            .values(key)
            .annotate(found=Count("pk", filter=inside))
            .values("found")
        )
        for rows, key in ((spans, "organization_id"), (units, "pk"))
    )
    below = Q(has_some) & (Q(is_top) | Q(once__gt=0) | Q(now__gt=0))
    asked = Q(organization_id__in=nodes) | Q(source=SPANS) | below
    return Pending.objects.alias(once=once, now=now).filter(asked)


def right_cells(stale: Stale) -> dict[CellKey, Months]:
    """The cells of what is stale, from ledgers and facts."""
    flows = [one for one in stale.indicators if not one.is_stock]
    stocks = [one for one in stale.indicators if one.is_stock]
    days = (date(min(stale.years), 1, 1), date(max(stale.years), 12, 31))
    cells: dict[CellKey, Months] = {}
    for part in batches(stale.organizations):
        for ledger in (Ledger(flows, part, days), Ledger(stocks, part)):
            if ledger.indicators:
                _gathered(ledger.contributions(), cells)
    return cells


def all_cells(indicators: Collection[Indicator], places: Places) -> dict[CellKey, Months]:
    """Every cell there should be; what is stated of organizations that never moved comes a year at a time."""
    ledger = Ledger(indicators, places=places)
    plain = [one for one in ledger.flows if ledger.sources.is_plain(one.pk)]
    moved = places.moved
    cells: dict[CellKey, Months] = {}
    skipped = set(moved)
    for indicator, organization, year, months in ledger.stated_years(plain):
        if organization not in skipped:
            cells[CellKey(indicator, organization, year, places.only(organization), 0)] = months
    ruled = [one for one in ledger.flows if one not in plain]
    rest = chain(ledger.measured(ledger.flows), ledger.stocks(), ledger.stated(ruled))
    if moved:
        rest = chain(rest, *(Ledger(plain, part).stated(plain) for part in batches(moved)))
    return _gathered(rest, cells)


def _gathered(
    contributions: Iterable[Contribution], cells: dict[CellKey, Months] | None = None
) -> dict[CellKey, Months]:
    """Contributions by cell."""
    found: dict[CellKey, Months] = {} if cells is None else cells
    for one in contributions:
        key = CellKey(one.indicator, one.organization, one.day.year, one.path, one.reach)
        months = found.get(key)
        if months is None:
            months = found[key] = [0] * 12
        months[one.day.month - 1] += one.amount
    return found


def ledger_years(indicator: Indicator) -> list[int]:
    """The years a ledger has rows of."""
    measure = find_measure(indicator.measure)
    return sorted({one.year for one in measure.rows().dates(measure.date, "year")}) if measure else []


def kept_cells(stale: Stale) -> dict[CellKey, Months]:
    """The cells that are kept of what is stale; a stock is always looked at whole."""
    cells = {}
    stocks = {one.pk for one in stale.indicators if one.is_stock}
    first, last = min(stale.years), max(stale.years)
    for part in batches(stale.organizations):
        rows = Cell.objects.ungated(WHY).filter(
            indicator__in=[one.pk for one in stale.indicators], organization__in=part
        )
        for row in rows.values_list(*CELL_COLUMNS, *MONTHS):
            key = CellKey(*row[:5])
            if key.indicator in stocks or first <= key.year <= last:
                cells[key] = list(row[5:])
    return cells


def differences(
    right: dict[CellKey, Months], kept: dict[CellKey, Months]
) -> Iterator[tuple[CellKey, Months]]:
    """What has to be added to every sum a cell is part of."""
    nothing = [0] * 12
    for key in right.keys() | kept.keys():
        change = [new - old for new, old in zip(right.get(key, nothing), kept.get(key, nothing), strict=True)]
        if any(change) or key not in kept:  # a stated 0 is a figure too
            yield key, change


class Counted:
    """Things counted once, of one indicator and year, below every node they were seen under."""

    def __init__(self, year: int) -> None:
        self.year = year
        self._months: dict[int, list[set]] = defaultdict(lambda: [set() for _ in range(12)])

    def add(self, presence: Presence) -> None:
        for node in ancestor_ids(presence.path)[presence.reach :]:
            self._months[node][presence.day.month - 1].add(presence.identity)

    def series(self, node: int) -> dict[Series, Months]:
        """How many were there in each month, and how many for the first time."""
        if node not in self._months:
            return {Series.PRESENT: [0] * 12, Series.FRESH: [0] * 12}
        present, fresh = [], []
        seen: set[object] = set()
        for things in self._months[node]:
            present.append(len(things))
            fresh.append(len(things - seen))
            seen |= things
        return {Series.PRESENT: present, Series.FRESH: fresh}

    @property
    def nodes(self) -> set[int]:
        return set(self._months)


def counted_sums(
    indicator: Indicator, years: Collection[int], places: Places | None = None
) -> dict[SumKey, Months]:
    """The distinct counts of some years at every node that has any."""
    return {
        (indicator.pk, node, year, series): months
        for year, counted in counted_once(indicator, years, places).items()
        for node in counted.nodes
        for series, months in counted.series(node).items()
    }


def all_counted(indicators: Iterable[Indicator], places: Places) -> dict[SumKey, Months]:
    """Every distinct count there should be."""
    found: dict[SumKey, Months] = {}
    for one in indicators:
        if one.kind == IndicatorKind.DISTINCT and (years := ledger_years(one)):
            found.update(counted_sums(one, years, places))
    return found


def counted_once(
    indicator: Indicator, years: Collection[int], places: Places | None = None
) -> dict[int, Counted]:
    """The distinct counts of some years, from the ledger."""
    found = {year: Counted(year) for year in years}
    ledger = Ledger([indicator], days=(date(min(years), 1, 1), date(max(years), 12, 31)), places=places)
    for presence in ledger.presences(indicator):
        if presence.day.year in found:
            found[presence.day.year].add(presence)
    return found
