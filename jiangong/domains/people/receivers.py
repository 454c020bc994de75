"""What people tell the rest: who can be found, which transfers wait for whom."""

from collections.abc import Iterator

from jiangong.domains.people.choices import TransferState
from jiangong.domains.people.models import Person, Transfer
from jiangong.domains.people.queries import find_by_number, names_from, standing_people
from jiangong.domains.people.rules import why_not_transfer
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.todos import DECIDE, Todo, register_todos

MOST_TODOS = 50


@register_todos
def transfer_todos(actor: Actor) -> Iterator[Todo]:
    """Requests this actor can decide: both units are within reach."""
    if not actor.can("people.decide_transfers"):
        return
    waiting = Transfer.objects.visible_to(actor).filter(state=TransferState.REQUESTED)
    related = waiting.select_related("organization", "person__organization")
    for transfer in related.order_by("requested_at", "pk")[:MOST_TODOS]:
        if not why_not_transfer(transfer, actor):
            yield Todo(
                title=f"调入申请：{transfer.person.name}",
                url=transfer.get_absolute_url(),
                meta=(f"调入{transfer.organization}", f"现属{transfer.person.organization}"),
                group=DECIDE,
                act_label="办理",
                icon="users",
            )


def find_people(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By the beginning of a name, or by a whole number."""
    found = find_by_number(text, actor) or standing_people(actor).filter(names_from(text))
    for person in found.select_related("organization").order_by("name", "birth_on", "pk")[:limit]:
        sub = "　".join(filter(None, (str(person.organization), person.occupation)))
        yield Hit(person.name, sub, person.get_absolute_url(), "user")


register_search(SearchSource(Person._meta.verbose_name, "people.view", find_people))
