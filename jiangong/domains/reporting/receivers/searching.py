"""Windows and matters in the search box."""

from collections.abc import Iterator

from jiangong.domains.reporting.models import Matter, Window
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing.searching import Hit, SearchSource, register_search


def find_windows(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name."""
    found = Window.objects.visible_to(actor).filter(label__icontains=text).select_related("plan")
    for one in found.order_by("-ends_on", "-pk")[:limit]:
        yield Hit(f"{one}上报表", str(one.plan), one.get_absolute_url(), "calendar-event")


def find_matters(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By title."""
    found = Matter.objects.visible_to(actor).filter(title__icontains=text).select_related("organization")
    for one in found.order_by("-pk")[:limit]:
        sub = f"{one.get_kind_display()}　{one.organization}　{one.get_state_display()}"
        yield Hit(one.title, sub, one.get_absolute_url(), "message-circle")


register_search(SearchSource("填报期", "reporting.view", find_windows))
register_search(SearchSource("问题建议", "reporting.view", find_matters))
