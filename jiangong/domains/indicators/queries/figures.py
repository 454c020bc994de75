"""The one answer to "what is this indicator, below this organization, in this span?" — for every screen, file and API."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import BigIntegerField, CharField, F, QuerySet
from django.db.models import Value as Constant
from django.utils import timezone

from jiangong.domains.indicators.choices import IndicatorKind, Series
from jiangong.domains.indicators.models import Cell, Folding, Indicator, Summary
from jiangong.domains.indicators.models.summary import MONTHS
from jiangong.domains.indicators.queries.cells import (
    Months,
    Stale,
    counted_once,
    differences,
    kept_cells,
    pending_rows,
    right_cells,
    singled_out,
    stale_parts,
)
from jiangong.domains.indicators.queries.edges import Edges, ValueKey
from jiangong.domains.indicators.queries.spans import Span, kept_series, whole_months
from jiangong.kit.access.compiled import compiled
from jiangong.lib.amounts import UNITS, from_units

WHY = "a figure is the same for all who may see it"
TRIES = 5
PERCENT = ("%", "％")
NOTHING: Months = [0] * 12
OWN = Constant(Series.AMOUNT.value, output_field=CharField())
FOLDED = Constant("", output_field=CharField())
NUMBER = Constant(0, output_field=BigIntegerField())


@dataclass(frozen=True, slots=True)
class Value:
    """A figure and when it was computed; ``is_stated`` tells a 0 that somebody or some record says from silence."""

    amount: Decimal | None
    computed_at: datetime
    is_stated: bool = True


def value(indicator: Indicator, organization: int, span: Span) -> Value:
    """One figure."""
    return values([indicator], [organization], [span])[indicator.pk, organization, span]


def values(
    indicators: Collection[Indicator], organizations: Collection[int], spans: Collection[Span]
) -> dict[ValueKey, Value]:
    """Many figures in a number of queries that does not grow with them; whatever is pending is counted in."""
    for _ in range(TRIES):
        reading = _Reading(indicators, organizations, spans)
        found = reading.values()
        if reading.is_of_one_moment():
            return found
    return found  # folds come faster than we read: each single figure is still one that was right


def months_of(
    indicators: Collection[Indicator], organizations: Collection[int], year: int
) -> dict[tuple[int, int], list[Decimal | None]]:
    """The twelve months of a year by indicator and organization: what tables of thousands of figures read."""
    year_span = [Span(date(year, 1, 1), date(year, 12, 31))]
    for _ in range(TRIES):
        reading = _Reading(indicators, organizations, year_span)
        found = reading.months(year)
        if reading.is_of_one_moment():
            return found
    return found


@compiled
def _generations() -> QuerySet:
    return Folding.objects.filter(pk=1).values_list("generation", flat=True)


@compiled
def _at_one_moment(
    indicators: Collection[int],
    organizations: Collection[int],
    parts: Collection[str],
    first: int | None,
    last: int,
) -> QuerySet:
    """What nodes contribute themselves, and what stands below them; what is pending; how often was folded.

    One statement sees one moment: were it several, a fold between them would count a change twice or not at all.
    """
    own, below = (
        model.objects.ungated(WHY)
        .filter(indicator__in=indicators, organization__in=organizations, year__lte=last)
        .filter(**({} if first is None else {"year__gte": first}))
        .order_by()
        .values_list("indicator_id", "organization_id", series, "year", *MONTHS)
        for model, series in ((Cell, OWN), (Summary, F("series")))
    )
    nobody, nothing = NUMBER, [NUMBER] * len(MONTHS)
    pending = pending_rows(organizations, parts).values_list(
        nobody, "organization_id", "source", "year", *nothing
    )
    folded = Folding.objects.filter(pk=1).values_list(nobody, nobody, FOLDED, "generation", *nothing)
    return own.union(below, pending.distinct(), folded, all=True)


class _Reading:
    """One pass over kept sums, what is pending, and the days no whole month covers."""

    def __init__(
        self, indicators: Collection[Indicator], organizations: Collection[int], spans: Collection[Span]
    ) -> None:
        self.asked = list(indicators)
        self.parts = _with_parts(self.asked)
        self.organizations, self.spans = list(organizations), list(dict.fromkeys(spans))  # each edge once
        self.now = timezone.now()
        self.sums: dict[tuple[int, int, str], dict[int, Months]] = defaultdict(dict)
        self.pending: list[tuple[str, int, int]] = []
        self.generation, self.looked_further = 0, False
        self._read_kept()
        self._count_in_pending()

    def is_of_one_moment(self) -> bool:
        """Whether nothing was folded since the sums were read, wherever more than they was read."""
        return not self.looked_further or next(iter(_generations()), 0) == self.generation

    def values(self) -> dict[ValueKey, Value]:
        edges = Edges(list(self.parts.values()), self.organizations, self.spans)
        self.looked_further |= edges.looked
        plain = {
            (key, organization, span): self._plain(one, organization, span, edges)
            for key, one in self.parts.items()
            for organization in self.organizations
            for span in self.spans
        }
        ratios = {
            (one.pk, organization, span): _ratio(one, organization, span, plain)
            for one in self.asked
            if one.kind == IndicatorKind.RATIO
            for organization in self.organizations
            for span in self.spans
        }
        if not ratios:
            return plain
        asked = {one.pk for one in self.asked}
        return {place: value for place, value in (plain | ratios).items() if place[0] in asked}

    def months(self, year: int) -> dict[tuple[int, int], list[Decimal | None]]:
        plain = {
            (one.pk, organization): self._months(one, organization, year)
            for one in self.parts.values()
            for organization in self.organizations
        }
        found: dict[tuple[int, int], list[Decimal | None]] = {}
        for one in self.asked:
            for organization in self.organizations:
                if one.kind == IndicatorKind.RATIO:
                    over, under = (
                        plain[part, organization] for part in (one.numerator_id, one.denominator_id) if part
                    )
                    factor = _factor(one)
                    found[one.pk, organization] = [
                        Decimal(a * factor) / b if b else None for a, b in zip(over, under, strict=True)
                    ]
                else:
                    found[one.pk, organization] = [from_units(units) for units in plain[one.pk, organization]]
        return found

    def _months(self, indicator: Indicator, organization: int, year: int) -> Months:
        """In ten-thousandths; a stock stands at the end of each month."""
        years = self.sums.get((indicator.pk, organization, Series.AMOUNT), {})
        months = years.get(year, NOTHING)
        if indicator.is_stock:
            held = sum(sum(one) for earlier, one in years.items() if earlier < year)
            return [held := held + change for change in months]
        if indicator.kind == IndicatorKind.DISTINCT:
            things = self.sums.get((indicator.pk, organization, Series.PRESENT), {}).get(year, NOTHING)
            return [amount + count * UNITS for amount, count in zip(months, things, strict=True)]
        return months

    def _read_kept(self) -> None:
        last = max(span.ends_on.year for span in self.spans)
        first = None  # a stock stands as everything before has left it
        if not any(one.is_stock for one in self.parts.values()):
            first = min(span.starts_on.year for span in self.spans)
        wanted = singled_out(self.organizations)
        for indicator, organization, kind, year, *months in _at_one_moment(
            list(self.parts), self.organizations, wanted, first, last
        ):
            if indicator:
                self._add(indicator, organization, kind, year, months)
            elif organization:
                self.pending.append((kind, organization, year))
            else:
                self.generation = year

    def _add(self, indicator: int, organization: int, series: str, year: int, months: Months) -> None:
        years = self.sums[indicator, organization, series]
        held = years.get(year)
        years[year] = months if held is None else [old + new for old, new in zip(held, months, strict=True)]

    def _count_in_pending(self) -> None:
        if not self.pending:
            return
        self.looked_further = True
        stale = stale_parts(self.pending, list(self.parts.values()))
        if not stale:
            return
        wanted = set(self.organizations)
        for key, change in differences(right_cells(stale), kept_cells(stale)):
            for node in wanted.intersection(key.nodes):
                self._add(key.indicator, node, Series.AMOUNT, key.year, change)
        for one in stale.counted_again:
            self._count_again(one, stale)

    def _count_again(self, indicator: Indicator, stale: Stale) -> None:
        for year, counted in counted_once(indicator, stale.years).items():
            for node in self.organizations:
                for series, months in counted.series(node).items():
                    self.sums[indicator.pk, node, series][year] = months

    def _plain(self, indicator: Indicator, organization: int, span: Span, edges: "Edges") -> Value:
        amount = self._whole_months(indicator, organization, span)
        amount += edges.amount(indicator, organization, span)
        if indicator.kind == IndicatorKind.DISTINCT:
            amount += self._distinct(indicator, organization, span, edges)
        is_stated = amount != 0 or bool(self.sums.get((indicator.pk, organization, Series.AMOUNT)))
        return Value(Decimal(amount) / UNITS, self.now, is_stated)

    def _whole_months(self, indicator: Indicator, organization: int, span: Span) -> int:
        years = self.sums.get((indicator.pk, organization, Series.AMOUNT), {})
        whole = whole_months(indicator, span)
        if whole is None:
            return 0
        first, last = whole
        return sum(
            sum(months[(first[1] - 1 if year == first[0] else 0) : (last[1] if year == last[0] else 12)])
            for year, months in years.items()
            if first[0] <= year <= last[0]
        )

    def _distinct(self, indicator: Indicator, organization: int, span: Span, edges: "Edges") -> int:
        counted = edges.counted(indicator, organization, span)
        series = kept_series(span)
        if counted is not None or series is None:
            return counted or 0
        months = self.sums.get((indicator.pk, organization, series), {}).get(span.starts_on.year)
        return sum(months[span.starts_on.month - 1 : span.ends_on.month]) * UNITS if months else 0


def _with_parts(indicators: Iterable[Indicator]) -> dict[int, Indicator]:
    """The indicators that are summed: a ratio is worked out from its two parts."""
    ratios = [one for one in indicators if one.kind == IndicatorKind.RATIO]
    keys = {key for one in ratios for key in (one.numerator_id, one.denominator_id)}
    parts = {one.pk: one for one in indicators if one.kind != IndicatorKind.RATIO}
    if missing := keys - parts.keys():
        parts.update(Indicator.objects.ungated(WHY).in_bulk(missing))
    return parts


def _ratio(indicator: Indicator, organization: int, span: Span, plain: Mapping[ValueKey, Value]) -> Value:
    """Summed numerators over summed denominators, never a mean of ratios."""
    over, under = (
        plain[key, organization, span] for key in (indicator.numerator_id, indicator.denominator_id) if key
    )
    computed_at = max(over.computed_at, under.computed_at)
    if not under.amount or over.amount is None:
        return Value(None, computed_at, is_stated=False)
    return Value(over.amount * _factor(indicator) / under.amount, computed_at)


def _factor(indicator: Indicator) -> int:
    return 100 if indicator.unit in PERCENT else 1
