"""Indicators in the search box."""

from collections.abc import Iterator

from django.db import models

from jiangong.domains.indicators.models import Indicator
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing.searching import Hit, SearchSource, register_search


def find_indicators(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name and code."""
    wanted = models.Q(name__icontains=text) | models.Q(code__icontains=text)
    for one in Indicator.objects.visible_to(actor).filter(wanted).order_by("code")[:limit]:
        sub = f"{one.code}　{one.unit}　{'停用' if one.is_retired else one.get_kind_display()}"
        yield Hit(one.name, sub, one.get_absolute_url(), "adjustments")


register_search(SearchSource("指标", "indicators.view", find_indicators))
