"""Issued circulars in the search box."""

from collections.abc import Iterator

from django.db import models

from jiangong.domains.statistics.choices import CircularState
from jiangong.domains.statistics.models import Circular
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing.searching import Hit, SearchSource, register_search


def find_circulars(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By title and number; voided ones are not offered."""
    wanted = models.Q(title__icontains=text) | models.Q(official_number__icontains=text)
    found = Circular.objects.visible_to(actor).filter(wanted).exclude(state=CircularState.VOID)
    for one in found.order_by("-as_of", "-pk")[:limit]:
        sub = "　".join(part for part in (one.official_number, one.get_state_display()) if part)
        yield Hit(one.title, sub, one.get_absolute_url(), "report-analytics")


register_search(SearchSource("进度通报", "statistics.view", find_circulars))
