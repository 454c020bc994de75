"""Where else a plan leads: higher apps say so."""

from collections.abc import Callable, Iterable

from jiangong.domains.plans.models import Plan
from jiangong.kit.access.actor import Actor
from jiangong.kit.ui.parts import Place

LinkSource = Callable[[Plan, Actor], Iterable[Place]]
_sources: list[LinkSource] = []


def register_plan_link(source: LinkSource) -> LinkSource:
    """Add a way from a plan's page to one of a higher app, for who may take it."""
    if source not in _sources:
        _sources.append(source)
    return source


def links_of(plan: Plan, actor: Actor) -> list[Place]:
    return [one for source in _sources for one in source(plan, actor)]
