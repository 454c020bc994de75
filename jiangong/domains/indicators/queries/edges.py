"""What the days outside whole months hold, straight from ledgers and facts."""

from collections import defaultdict
from collections.abc import Collection

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.contributions import Ledger, batches, organizations_with_rows
from jiangong.domains.indicators.queries.spans import Span, head_days, kept_series, tail_days
from jiangong.kit.access.paths import ancestor_ids
from jiangong.lib.amounts import UNITS

ValueKey = tuple[int, int, Span]  # indicator, organization, span


class Edges:
    """What the days outside whole months hold, straight from ledgers and facts.

    The first days are added. The last month is taken whole and the days after the span are taken off again: as of
    today they are nearly empty, while the days before are full.
    """

    def __init__(
        self, indicators: list[Indicator], organizations: Collection[int], spans: Collection[Span]
    ) -> None:
        self._amounts: dict[ValueKey, int] = defaultdict(int)
        self._things: dict[ValueKey, set] = defaultdict(set)
        self._uncounted: set[tuple[int, Span]] = set()
        self._wanted = set(organizations)
        self.looked = False  # whether ledgers were read at all
        flows = [one for one in indicators if not one.is_stock]
        for span in spans:
            if head := head_days(span):
                self._add(flows, span, head, 1)
            if tail := tail_days(span):
                self._add(indicators, span, tail, -1)
            for indicator in indicators:
                if indicator.kind == IndicatorKind.DISTINCT and self._is_loose(indicator, span, tail):
                    self._count(indicator, span)

    def amount(self, indicator: Indicator, organization: int, span: Span) -> int:
        return self._amounts.get((indicator.pk, organization, span), 0)

    def counted(self, indicator: Indicator, organization: int, span: Span) -> int | None:
        """How many different things, where kept sums cannot tell."""
        if (indicator.pk, span) not in self._uncounted:
            return None
        return len(self._things.get((indicator.pk, organization, span), ())) * UNITS

    def _add(self, indicators: list[Indicator], span: Span, days: Span, sign: int) -> None:
        self.looked = True
        for part in batches(organizations_with_rows(indicators, days.starts_on, days.ends_on)):
            for one in Ledger(indicators, part, (days.starts_on, days.ends_on)).contributions():
                if days.starts_on <= one.day <= days.ends_on:
                    for node in self._wanted.intersection(ancestor_ids(one.path)[one.reach :]):
                        self._amounts[one.indicator, node, span] += sign * one.amount

    def _is_loose(self, indicator: Indicator, span: Span, tail: Span | None) -> bool:
        if kept_series(span) is None:
            return True
        return bool(tail and organizations_with_rows([indicator], tail.starts_on, tail.ends_on))

    def _count(self, indicator: Indicator, span: Span) -> None:
        self.looked = True
        self._uncounted.add((indicator.pk, span))
        ledger = Ledger([indicator], days=(span.starts_on, span.ends_on))
        for one in ledger.presences(indicator):
            for node in self._wanted.intersection(ancestor_ids(one.path)[one.reach :]):
                self._things[indicator.pk, node, span].add(one.identity)
