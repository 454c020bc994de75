"""Drafts of circulars that wait for whoever issues them."""

from collections.abc import Iterator

from jiangong.domains.plans.queries.officers import own_organization_id
from jiangong.domains.statistics.choices import CircularState
from jiangong.domains.statistics.models import Circular
from jiangong.kit.access.actor import Actor
from jiangong.kit.messaging.todos import DECIDE, Todo, register_todos

MOST = 20


@register_todos
def circular_todos(actor: Actor) -> Iterator[Todo]:
    """One row for each draft of one's own union."""
    own = own_organization_id(actor)
    if own is None or not actor.can("statistics.issue"):
        return
    drafts = Circular.objects.visible_to(actor).filter(state=CircularState.DRAFT, organization=own)
    for one in drafts.select_related("plan").order_by("pk")[:MOST]:
        yield Todo(
            one.title,
            one.get_absolute_url(),
            (f"数据截至{one.as_of}",),
            None,
            DECIDE,
            "核对数据后印发，印发后数据不再改动。",
            "印发",
            "report-analytics",
        )
