"""The records a figure is made of: the same rows the sums were made of, to be read one by one."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from jiangong.domains.indicators.choices import FactSource, IndicatorKind, SourceMode
from jiangong.domains.indicators.measures import Measure, find_measure
from jiangong.domains.indicators.models import Fact, Indicator, SourceRule
from jiangong.domains.indicators.queries.contributions import amount_of, converts
from jiangong.domains.indicators.queries.places import Places, spans_below
from jiangong.domains.indicators.queries.sources import COUNTED, Sources
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.kit.access.paths import ancestor_ids
from jiangong.lib.amounts import UNITS, from_units, to_units

WHY = "the records of a figure the reader may see"
LONG_AGO, FAR_AWAY = date(1900, 1, 1), date(9000, 1, 1)
Stretch = tuple[date, date]  # from a day until another, that one not counted


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record behind a figure."""

    day: date
    unit: str
    title: str
    url: str
    amount: Decimal


@dataclass(frozen=True)
class Part:
    """The records of one origin."""

    label: str
    explanation: str
    rows: QuerySet
    measure: Measure | None
    indicator: Indicator

    @property
    def count(self) -> int:
        return self._whole[0]

    @property
    def amount(self) -> Decimal:
        """What they add up to; things counted once are counted once."""
        return self._whole[1]

    @cached_property
    def _whole(self) -> tuple[int, Decimal]:
        """How many, and what they add up to: one pass over the rows."""
        if self.measure is not None and self.measure.identity:
            things = models.Count(self.measure.identity, distinct=True)
            found = self.rows.aggregate(count=models.Count("pk"), total=things)
            return found["count"], Decimal(found["total"])
        amount = amount_of(self.measure, self.indicator) if self.measure else Sum("amount")
        found = self.rows.aggregate(count=models.Count("pk"), total=amount)
        return found["count"], from_units(found["total"] or 0)

    def page(self, offset: int, limit: int) -> list[RecordRow]:
        """Some of them, the latest first."""
        if self.measure is None:
            rows = self.rows.select_related("organization").order_by("-dated_on", "-pk")[
                offset : offset + limit
            ]
            return [
                RecordRow(one.dated_on, str(one.organization), str(one), one.origin_url, one.value)
                for one in rows
            ]
        return list(self._measured(self.measure, offset, limit))

    def _measured(self, measure: Measure, offset: int, limit: int) -> Iterator[RecordRow]:
        related = (measure.organization, *measure.related)
        rows = self.rows.select_related(*related).order_by(f"-{measure.date}", "-pk")
        factor = 1 if converts(measure, self.indicator) else UNITS
        for one in rows[offset : offset + limit]:
            amount = Decimal(getattr(one, measure.value) or 0) if measure.value else Decimal(1)
            yield RecordRow(
                getattr(one, measure.date),
                str(getattr(one, measure.organization)),
                str(one),
                one.get_absolute_url(),
                from_units(to_units(amount) * factor // UNITS),
            )


def record_parts(indicator: Indicator, organization: Organization, span: Span) -> list[Part]:
    """Everything behind the figure of an organization in a span; a ratio has the parts of its two figures."""
    if indicator.kind == IndicatorKind.RATIO:
        both = (indicator.numerator, indicator.denominator)
        return [part for one in both if one for part in record_parts(one, organization, span)]
    standing = _Standing(indicator, organization, span)
    measure = find_measure(indicator.measure)
    parts = []
    if measure is not None:
        rows = standing.rows(measure.rows(), measure.organization, measure.date, None)
        if measure.until:
            rows = rows.filter(
                Q(**{f"{measure.until}__isnull": True}) | Q(**{f"{measure.until}__gt": span.ends_on})
            )
        parts.append(Part(measure.label, measure.explanation, rows, measure, indicator))
    for source in FactSource:
        facts = Fact.objects.ungated(WHY).filter(indicator=indicator, source=source)
        rows = standing.rows(facts, "organization", "dated_on", source)
        if indicator.is_stock:
            rows = rows.filter(pk=_latest(facts, span.ends_on))
        parts.append(Part(source.label, "", rows, None, indicator))
    return [part for part in parts if part.count]


def _latest(facts: QuerySet, day: date) -> Subquery:
    """A stated stock replaces the one before."""
    earlier = facts.filter(organization=OuterRef("organization"), dated_on__lte=day)
    return Subquery(earlier.order_by("-dated_on", "-pk").values("pk")[:1])


class _Standing:
    """Which rows count for a node: whose place and source were right on their day — a stock's, on the last day."""

    def __init__(self, indicator: Indicator, organization: Organization, span: Span) -> None:
        self.indicator, self.node, self.span = indicator, organization, span
        self.sources = Sources([indicator])

    def rows(self, rows: QuerySet, organization: str, day: str, source: FactSource | None) -> QuerySet:
        """Steady organizations by one range of paths, the others each by their own stretches of days."""
        if self.indicator.is_stock:
            rows = rows.filter(**{f"{day}__lte": self.span.ends_on})
        else:
            rows = rows.filter(**{f"{day}__range": (self.span.starts_on, self.span.ends_on)})
        condition = Q(pk__in=[])
        if self._counts(SourceMode(self.indicator.source_mode), source):
            steady = Q(**{f"{organization}__in": self.inside})
            condition = steady & ~Q(**{f"{organization}__in": self.special}) if self.special else steady
        for stretch, organizations in self._stretches(source).items():
            part = Q(**{f"{organization}__in": organizations})
            if not self.indicator.is_stock:
                part &= Q(**{f"{day}__gte": stretch[0], f"{day}__lt": stretch[1]})
            condition |= part
        return rows.filter(condition)

    @staticmethod
    def _counts(mode: SourceMode, source: FactSource | None) -> bool:
        return mode == SourceMode.LEDGER if source is None else source in COUNTED[mode]

    @cached_property
    def inside(self) -> QuerySet:
        """Whoever stands or ever stood below the node."""
        return spans_below(self.node).order_by().values("organization_id")

    @cached_property
    def special(self) -> list[int]:
        """Organizations below the node that moved, or for which a rule says where their figure comes from."""
        spans = OrganizationSpan.objects.ungated(WHY).filter(organization__in=self.inside).order_by()
        several = (
            spans.values("organization_id").annotate(n=models.Count("path", distinct=True)).filter(n__gt=1)
        )
        found = set(several.values_list("organization_id", flat=True))
        rules = SourceRule.objects.ungated(WHY).filter(indicator=self.indicator)
        ruled = set(rules.values_list("organization_id", flat=True))
        if self.indicator.source_mode == SourceMode.FROM_ABOVE:
            ruled.add(self.indicator.organization_id)
        for path, key in spans.values_list("path", "organization_id") if ruled else ():
            if ruled.intersection(ancestor_ids(path)):
                found.add(key)
        return sorted(found)

    def _stretches(self, source: FactSource | None) -> dict[Stretch, list[int]]:
        """The days on which the special ones count, those with the same days together."""
        if not self.special:
            return {}
        places = Places(self.special)
        found: dict[Stretch, list[int]] = defaultdict(list)
        for organization in self.special:
            if self.indicator.is_stock:
                if self._stands(places.path(organization, self.span.ends_on), self.span.ends_on, source):
                    found[LONG_AGO, FAR_AWAY].append(organization)
                continue
            for stretch in self._own_stretches(places, organization, source):
                found[stretch].append(organization)
        return found

    def _own_stretches(
        self, places: Places, organization: int, source: FactSource | None
    ) -> Iterator[Stretch]:
        turns = set(places.moves(organization)) | {LONG_AGO}
        for path in places.paths(organization):
            turns.update(self.sources.changes(self.indicator.pk, path))
        ordered = [*sorted(turns), FAR_AWAY]
        for first, last in pairwise(ordered):
            if self._stands(places.path(organization, first), first, source):
                yield first, last

    def _stands(self, path: str, day: date, source: FactSource | None) -> bool:
        mode, reach = self.sources.resolve(self.indicator.pk, path, day)
        return self.node.pk in ancestor_ids(path)[reach:] and self._counts(mode, source)


def formula_of(indicator: Indicator) -> str:
    """How a figure comes about, in one sentence for its reader."""
    if indicator.kind == IndicatorKind.RATIO:
        return f"{indicator.numerator} ÷ {indicator.denominator}，先分别汇总再相除。"
    said = {
        IndicatorKind.SUM: "所属各单位在这段时间内的数据相加。",
        IndicatorKind.DISTINCT: "所属各单位在这段时间内出现过的对象，同一对象只计一次。",
        IndicatorKind.LATEST: "所属各单位截至期末最后一次数据相加。",
        IndicatorKind.MILESTONE: "截至期末已完成的单位数。",
    }
    return said[IndicatorKind(indicator.kind)]
