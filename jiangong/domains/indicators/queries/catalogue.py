"""Reads about indicators: who uses one, and what its figures are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jiangong.domains.indicators.models import Indicator
from jiangong.kit.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Usage:
    """One place that counts by an indicator."""

    title: str
    url: str
    note: str = ""
    figure: str = ""


UsageSource = Callable[[Indicator, Actor], Iterable[Usage]]
_sources: list[UsageSource] = []


def register_usage(source: UsageSource) -> UsageSource:
    """Higher apps say where they use an indicator, as far as the actor sees it."""
    if source not in _sources:
        _sources.append(source)
    return source


def usages_of(indicator: Indicator, actor: Actor) -> list[Usage]:
    """Everything within the actor's reach that counts by it."""
    return [one for source in _sources for one in source(indicator, actor)]


def is_used(indicator: Indicator) -> bool:
    """Whether any plan counts by it, seen or not."""
    return bool(indicator.pk) and indicator.goals.exists()
