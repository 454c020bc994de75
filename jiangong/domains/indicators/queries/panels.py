"""What higher apps show of an indicator on its page."""

from collections.abc import Callable, Iterable

from jiangong.domains.indicators.models import Indicator
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.heads import Panel

PanelSource = Callable[[Indicator, Actor], Iterable[Panel]]
_sources: list[PanelSource] = []


def register_panel(source: PanelSource) -> PanelSource:
    """Add cards to the page of an indicator, for who may see them."""
    if source not in _sources:
        _sources.append(source)
    return source


def panels_of(indicator: Indicator, actor: Actor) -> list[Panel]:
    return [one for source in _sources for one in source(indicator, actor)]
