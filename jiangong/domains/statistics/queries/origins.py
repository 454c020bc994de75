"""What a figure is made of: the figure, its formula, and the records of each origin, page by page."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.figures import Value, value
from jiangong.domains.indicators.queries.records import Part, formula_of, record_parts
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import all_permissions


@dataclass(frozen=True)
class Origin:
    """One figure with everything behind it."""

    indicator: Indicator
    organization: Organization
    span: Span

    @cached_property
    def value(self) -> Value:
        return value(self.indicator, self.organization.pk, self.span)

    @cached_property
    def parts(self) -> list[Part]:
        return record_parts(self.indicator, self.organization, self.span)

    @property
    def formula(self) -> str:
        return formula_of(self.indicator)

    @property
    def adds_up(self) -> bool:
        """Whether the parts' sums are the figure: not for ratios, nor for things counted once in several parts."""
        kind = self.indicator.kind
        return kind != IndicatorKind.RATIO and (kind != IndicatorKind.DISTINCT or len(self.parts) < 2)

    @cached_property
    def total(self) -> Decimal:
        return sum((part.amount for part in self.parts), Decimal(0))

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


def reads_rows(part: Part, actor: Actor) -> bool:
    """Sums are for whoever sees the organization; the rows of a ledger, with people's names, for who may read the ledger."""
    if part.measure is None:
        return True
    permission = f"{part.measure.model.partition('.')[0]}.view"
    return permission not in all_permissions() or actor.can(permission)
