"""Facts that reports have made, by who said them and when."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from jiangong.domains.indicators.choices import FactSource
from jiangong.domains.indicators.models import Fact
from jiangong.domains.organizations.models import Organization
from jiangong.domains.reporting.queries.covering import ORIGIN
from jiangong.kit.access.compiled import compiled

WHY = "figures are the same for all"


def typed_facts(**conditions: object) -> QuerySet[Fact]:
    """What was typed in reports, in the order of its days."""
    typed = Fact.objects.ungated(WHY).filter(source=FactSource.TYPED, origin__startswith=ORIGIN, **conditions)
    return typed.select_related("organization").order_by("dated_on", "pk")


@compiled
def said_by(units: Collection[int], indicators: Collection[int]) -> QuerySet[Fact]:
    """Everything these units have typed of these indicators."""
    return typed_facts(organization__in=units, indicator__in=indicators)


def said_since(units: Collection[int], indicators: Collection[int], first: date) -> QuerySet[Fact]:
    """The same, dated from a day on."""
    return typed_facts(organization__in=units, indicator__in=indicators, dated_on__gte=first)


@compiled
def speakers(
    units: Collection[int], flows: Collection[int], stocks: Collection[int], first: date
) -> QuerySet:
    """Which of these units have typed flows from a day on, or stocks at any time; as often as they have."""
    said = Q(indicator__in=flows, dated_on__gte=first) | Q(indicator__in=stocks)
    rows = typed_facts(organization__in=units).filter(said).order_by()
    return rows.values_list("organization_id", flat=True)


@compiled
def with_units_below(units: Collection[int]) -> QuerySet:
    """The keys of those that have others right below them."""
    rows = Organization.objects.ungated(WHY)
    right_below = rows.filter(parent=OuterRef("pk")).order_by()
    return rows.filter(Exists(right_below), pk__in=units).order_by().values_list("pk", flat=True)
