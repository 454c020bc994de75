"""Every kind of figure as dated amounts under a path: the one place that reads ledgers and facts for sums."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Aggregate, BigIntegerField, Count, F, QuerySet, Sum, TextField
from django.db.models.functions import Cast, Round

from jiangong.domains.indicators.choices import FactSource, IndicatorKind, SourceMode
from jiangong.domains.indicators.measures import Measure, find_measure
from jiangong.domains.indicators.models import Fact, Indicator
from jiangong.domains.indicators.queries.places import BATCH, Places, moved_between
from jiangong.domains.indicators.queries.sources import COUNTED, Sources
from jiangong.lib.amounts import UNITS

TEN_THOUSAND = "万"  # 万人 counts the 人 of a ledger by the ten thousand
CHUNK = 10_000
FEW = 5  # indicators found row by row; for more, one pass over the index that holds all sums need is quicker
ALWAYS = (date.min, date.max)


class Listed(Aggregate):
    """The values of a group as one text: SQL hands over a year of months as one row."""

    output_field = TextField()
    function = "GROUP_CONCAT"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        return self.as_sql(
            compiler,
            connection,
            function="STRING_AGG",
            template="%(function)s((%(expressions)s)::text, ',')",
            **extra,
        )


@lru_cache(maxsize=10_000)
def _places_of(days: str) -> tuple[tuple[int, int], ...]:
    """ "2026-04-30,2026-05-31" as years and places of months: most units state figures on the same days."""
    return tuple((int(day[:4]), int(day[5:7]) - 1) for day in days.split(","))


@lru_cache(maxsize=10_000)
def _whole_year(days: str) -> int | None:
    """The year, where the days are in its twelve months, one in each, in order."""
    places = _places_of(days)
    first = places[0][0]
    return first if places == tuple((first, month) for month in range(12)) else None


def _with_numbers(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], list[int]]]:
    """Rows with their last text, "7,-1", as numbers; read together it takes half the time."""
    while chunk := list(islice(rows, CHUNK)):
        numbers = json.loads(f"[[{'],['.join([row[-1] for row in chunk])}]]")
        for row, amounts in zip(chunk, numbers, strict=True):
            yield row[:-1], amounts


def _by_year(days: str, numbers: list[int]) -> Iterable[tuple[int, list[int]]]:
    """The months of each year."""
    years: dict[int, list[int]] = {}
    for (year, month), amount in zip(_places_of(days), numbers, strict=True):
        years.setdefault(year, [0] * 12)[month] += amount
    return years.items()


class Contribution(NamedTuple):
    """An amount that one organization adds on a day to every organization of the path from ``reach`` on."""

    indicator: int
    organization: int
    day: date
    path: str
    reach: int
    amount: int


class Presence(NamedTuple):
    """Something counted once was there on a day."""

    day: date
    path: str
    reach: int
    identity: object


class Ledger:
    """What measures and facts hold about some indicators, organizations and days."""

    def __init__(
        self,
        indicators: Collection[Indicator],
        organizations: Collection[int] | None = None,
        days: tuple[date, date] = ALWAYS,
        places: Places | None = None,
        sources: Sources | None = None,
    ) -> None:
        self.indicators = [one for one in indicators if one.kind != IndicatorKind.RATIO]
        self.flows = [one for one in self.indicators if not one.is_stock]
        self.organizations, self.days = organizations, days
        self.sources = sources or Sources(self.indicators)
        self.places = places or Places(organizations)

    def contributions(self) -> Iterator[Contribution]:
        """Everything that adds up."""
        yield from self.measured(self.flows)
        yield from self.stated(self.flows)
        yield from self.stocks()

    def presences(self, indicator: Indicator) -> Iterator[Presence]:
        """The things a distinct count finds in a ledger."""
        measure = find_measure(indicator.measure)
        if measure is None or not measure.identity:
            return
        rows = self._measured(measure, measure.date).order_by()
        fields = (f"{measure.organization}_id", measure.date, measure.identity)
        for organization, day, identity in rows.values_list(*fields).distinct():
            path = self.places.path(organization, day)
            mode, reach = self.sources.resolve(indicator.pk, path, day)
            if mode == SourceMode.LEDGER:
                yield Presence(day, path, reach, identity)

    def measured(self, indicators: list[Indicator]) -> Iterator[Contribution]:
        """What ledgers hold of what happens in a span."""
        for indicator in indicators:
            measure = find_measure(indicator.measure)
            if measure is None or measure.identity:
                continue
            for organization, day, amount in self._sums(measure, measure.date, indicator):
                if found := self._placed(indicator.pk, organization, day, amount, None):
                    yield found

    def stated(self, indicators: list[Indicator]) -> Iterator[Contribution]:
        """What is stated of it, day by day."""
        rows = self._fact_rows(indicators, self.days).order_by()
        groups = rows.values_list("indicator_id", "organization_id", "dated_on", "source")
        for key, organization, day, source, amount in groups.annotate(total=Sum("amount")).iterator():
            if found := self._placed(key, organization, day, amount, FactSource(source)):
                yield found

    def stated_years(self, indicators: list[Indicator]) -> Iterator[tuple[int, int, int, list[int]]]:
        """The same by indicator, organization and year with twelve months, where one mode holds for everybody."""
        counted = {one.pk: COUNTED[self.sources.usual(one.pk)] for one in indicators}
        is_few = len(indicators) <= FEW
        rows = self._fact_rows(indicators if is_few else None, self.days).order_by()
        groups = rows.values_list("organization_id", "indicator_id", "source")
        listed = groups.annotate(days=Listed("dated_on"), amounts=Listed("amount"))
        for (organization, indicator, source, days), amounts in _with_numbers(listed.iterator(CHUNK)):
            if source not in counted.get(indicator, ()):
                continue
            if year := _whole_year(days):
                yield indicator, organization, year, amounts
            else:
                for part, months in _by_year(days, amounts):
                    yield indicator, organization, part, months

    def _placed(
        self, indicator: int, organization: int, day: date, amount: int, source: FactSource | None
    ) -> Contribution | None:
        path = self.places.path(organization, day)
        mode, reach = self.sources.resolve(indicator, path, day)
        counts = mode == SourceMode.LEDGER if source is None else source in COUNTED[mode]
        return Contribution(indicator, organization, day, path, reach, amount) if counts else None

    def stocks(self) -> Iterator[Contribution]:
        """A stock's changes. Its whole past is needed, so the bounds of days do not apply."""
        indicators = [one for one in self.indicators if one.is_stock]
        events: dict[tuple[int, int], list[tuple[date, FactSource | None, int]]] = defaultdict(list)
        for indicator in indicators:
            for organization, day, amount in self._stock_rows(indicator):
                events[indicator.pk, organization].append((day, None, amount))
        for key, organization, day, source, amount in self._fact_rows(indicators, ALWAYS).values_list(
            "indicator_id", "organization_id", "dated_on", "source", "amount"
        ):
            events[key, organization].append((day, FactSource(source), amount))
        steps = {one.pk for one in indicators if one.kind == IndicatorKind.MILESTONE}
        for (key, organization), found in events.items():
            yield from self._stock_changes(key, organization, found, key in steps)

    def _stock_changes(
        self, indicator: int, organization: int, events: list, is_step: bool
    ) -> Iterator[Contribution]:
        """Walk through the days on which the stock, its place or its source may have changed."""
        turns = {day for day, _, _ in events} | set(self.places.moves(organization))
        for path in self.places.paths(organization):
            turns.update(self.sources.changes(indicator, path))
        by_day = {
            day: list(found) for day, found in groupby(sorted(events, key=itemgetter(0)), key=itemgetter(0))
        }
        levels: dict[FactSource | None, int] = defaultdict(int)
        place, held = ("", 0), 0
        for day in sorted(turns):
            for _, source, amount in by_day.get(day, ()):
                # A ledger's rows come and go; a stated stock replaces the one before.
                levels[source] = levels[source] + amount if source is None else amount
            path = self.places.path(organization, day)
            mode, reach = self.sources.resolve(indicator, path, day)
            stock = sum(levels[source] for source in COUNTED[mode])
            stock += levels[None] if mode == SourceMode.LEDGER else 0
            if is_step:
                stock = UNITS if stock > 0 else 0
            if (path, reach) == place:
                if stock != held:
                    yield Contribution(indicator, organization, day, path, reach, stock - held)
            else:
                if held:
                    yield Contribution(indicator, organization, day, *place, -held)
                if stock:
                    yield Contribution(indicator, organization, day, path, reach, stock)
            place, held = (path, reach), stock

    def _stock_rows(self, indicator: Indicator) -> Iterator[tuple[int, date, int]]:
        measure = find_measure(indicator.measure)
        if measure is None:
            return
        yield from self._sums(measure, measure.date, indicator, ALWAYS)
        if measure.until:
            for organization, day, amount in self._sums(measure, measure.until, indicator, ALWAYS):
                yield organization, day, -amount

    def _fact_rows(self, indicators: list[Indicator] | None, days: tuple[date, date]) -> QuerySet:
        rows = Fact.objects.ungated("figures count every record of a unit").order_by("dated_on", "pk")
        if self.organizations is not None:
            rows = rows.filter(organization__in=self.organizations)
        if days != ALWAYS:
            rows = rows.filter(dated_on__range=days)
        return rows if indicators is None else rows.filter(indicator__in=[one.pk for one in indicators])

    def _sums(
        self, measure: Measure, date_field: str, indicator: Indicator, days: tuple[date, date] | None = None
    ) -> Iterator[tuple[int, date, int]]:
        rows = self._measured(measure, date_field, days or self.days).order_by()
        amount = amount_of(measure, indicator)
        groups = rows.values_list(f"{measure.organization}_id", date_field).annotate(total=amount)
        return (row for row in groups.iterator() if row[2] is not None)

    def _measured(self, measure: Measure, date_field: str, days: tuple[date, date] | None = None) -> QuerySet:
        rows = measure.rows().filter(**{f"{date_field}__isnull": False})
        days = self.days if days is None else days
        if self.organizations is not None:
            rows = rows.filter(**{f"{measure.organization}__in": self.organizations})
        return rows if days == ALWAYS else rows.filter(**{f"{date_field}__range": days})


def organizations_with_rows(indicators: Collection[Indicator], first: date, last: date) -> set[int]:
    """Whose figures may differ between the day before ``first`` and ``last``."""
    plain = [one for one in indicators if one.kind != IndicatorKind.RATIO]
    facts = Fact.objects.ungated("figures count every record of a unit").filter(
        indicator__in=[one.pk for one in plain], dated_on__range=(first, last)
    )
    found = set(facts.order_by().values_list("organization_id", flat=True).distinct())
    for measure in filter(None, map(find_measure, {one.measure for one in plain})):
        for day in filter(None, (measure.date, measure.until)):
            rows = measure.rows().filter(**{f"{day}__range": (first, last)}).order_by()
            found.update(rows.values_list(f"{measure.organization}_id", flat=True).distinct())
    if any(one.is_stock for one in plain):
        found |= moved_between(first, last)
    return found


def amount_of(measure: Measure, indicator: Indicator) -> object:
    """The sum of a group of a ledger's rows in ten-thousandths of the indicator's unit."""
    units = 1 if converts(measure, indicator) else UNITS
    if not measure.value:
        return Count("pk") * units
    return Sum(Cast(Round(F(measure.value) * units), BigIntegerField()))


def converts(measure: Measure, indicator: Indicator) -> bool:
    """Whether the indicator counts by the ten thousand what the ledger counts one by one."""
    return indicator.unit.startswith(TEN_THOUSAND) and not measure.unit.startswith(TEN_THOUSAND)


def batches(organizations: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(organizations)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]
