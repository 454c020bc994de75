"""Where the figure of a unit comes from in a month, and how far up it reaches."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from jiangong.domains.indicators.choices import FactSource, SourceMode
from jiangong.domains.indicators.models import Indicator, SourceRule
from jiangong.kit.access.compiled import compiled
from jiangong.kit.access.paths import ancestor_ids

# A confirmation is no fact; an explained difference is one, and it stands beside the ledger's own rows.
COUNTED = {
    SourceMode.LEDGER: frozenset({FactSource.ADJUSTMENT}),
    SourceMode.TYPED: frozenset({FactSource.TYPED}),
    SourceMode.FROM_ABOVE: frozenset({FactSource.ABOVE}),
}


@compiled
def _rules(indicators: Collection[int]) -> QuerySet:
    rows = SourceRule.objects.ungated("figures are the same for all").filter(indicator__in=indicators)
    return rows.order_by("starts_on").values_list("indicator_id", "organization_id", "starts_on", "mode")


class Sources:
    """The rules of some indicators; the nearest organization's latest rule holds, else the indicator's own."""

    def __init__(self, indicators: Collection[Indicator], supposed: SourceRule | None = None) -> None:
        """``supposed``: what would be, were this rule there."""
        self._usual = {one.pk: (SourceMode(one.source_mode), one.organization_id) for one in indicators}
        self._rules: dict[tuple[int, int], list[tuple[date, SourceMode]]] = defaultdict(list)
        self._cache: dict[tuple[int, str, date], tuple[SourceMode, int]] = {}
        for indicator, organization, starts, mode in _rules([one.pk for one in indicators]):
            self._rules[indicator, organization].append((starts, SourceMode(mode)))
        if supposed is not None:
            self._suppose(supposed)

    def _suppose(self, rule: SourceRule) -> None:
        key = (rule.indicator_id, rule.organization_id)
        others = [one for one in self._rules[key] if one[0] != rule.starts_on]
        self._rules[key] = sorted([*others, (rule.starts_on, SourceMode(rule.mode))])

    def resolve(self, indicator: int, path: str, day: date) -> tuple[SourceMode, int]:
        """The mode of the unit at the end of the path, and how many of its organizations from the top it misses."""
        month = day.replace(day=1)
        key = (indicator, path, month)
        if key not in self._cache:
            self._cache[key] = self._resolve(indicator, ancestor_ids(path), month)
        return self._cache[key]

    def is_plain(self, indicator: int) -> bool:
        """Whether one mode holds for everybody, always, and reaches to the top."""
        usual, _ = self._usual[indicator]
        return usual != SourceMode.FROM_ABOVE and all(key != indicator for key, _ in self._rules)

    def usual(self, indicator: int) -> SourceMode:
        return self._usual[indicator][0]

    def changes(self, indicator: int, path: str) -> list[date]:
        """The months from which something else holds on a path."""
        found = (self._rules.get((indicator, one), ()) for one in ancestor_ids(path))
        return sorted({starts for rules in found for starts, _ in rules})

    def _resolve(self, indicator: int, ids: list[int], month: date) -> tuple[SourceMode, int]:
        usual, definer = self._usual[indicator]
        fallback: SourceMode = SourceMode.TYPED if usual == SourceMode.FROM_ABOVE else usual
        mode: SourceMode = fallback
        reach = 0
        for level, organization in enumerate(ids):
            given = self._given(indicator, organization, month)
            if given is None and usual == SourceMode.FROM_ABOVE and organization == definer:
                given = SourceMode.FROM_ABOVE
            is_last = level == len(ids) - 1
            if given == SourceMode.FROM_ABOVE:
                # A total from above stands for its unit alone; what is below is shown there and not added.
                mode, reach = (given, reach) if is_last else (mode, level + 1)
            elif given is not None:
                mode = given
        return mode, reach

    def _given(self, indicator: int, organization: int, month: date) -> SourceMode | None:
        rules = self._rules.get((indicator, organization), ())
        return next((mode for starts, mode in reversed(rules) if starts <= month), None)
