"""What people tell the rest: who can be found, which transfers wait for whom, who moves with an organization."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.dispatch import receiver

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import consequence_sources
from jiangong.domains.people.choices import TransferState
from jiangong.domains.people.models import STANDING, Person, Transfer
from jiangong.domains.people.queries import find_by_number, names_from, person_spelled, standing_people
from jiangong.domains.people.rules import why_not_transfer
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.listing.keeping import register_personal_test
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify
from jiangong.kit.messaging.todos import DECIDE, Todo, register_todos
from jiangong.kit.workflow import Transition, transitioned

MOST_TODOS = 50


@register_personal_test
def is_somebodys_name(text: str, actor: Actor) -> bool:
    """A word that is the name of a person within reach is not kept with a view of any list."""
    return Person.objects.visible_to(actor).filter(name__in=[text, *text.split()]).exists()


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


@receiver(transitioned, sender=Transfer)
def tell_applicant(
    sender: Any, instance: Transfer, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """Whoever asked hears what was decided, with the reason."""
    if instance.requested_by is not None:
        title = f"调入申请{instance.get_state_display()}：{instance.person.name}"
        rejected = instance.state == TransferState.REJECTED
        kind = MessageKind.RETURNED if rejected else MessageKind.NOTICE
        notify([instance.requested_by], title, note, instance.get_absolute_url(), kind, actor=actor)


def people_inside(path: str, day: date) -> str:
    """How many people a change of the tree takes along."""
    inside = Organization.objects.ungated("counted for who may change the tree").filter(below(path))
    people = Person.objects.ungated("counted for who may change the tree")
    count = people.filter(STANDING, organization__in=inside.values("pk")).count()
    return f"{count}名人员" if count else ""


consequence_sources.append(people_inside)


def find_people(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By the beginning of a name, or by a whole number; of nothing, nobody."""
    if not text:
        return
    found = find_by_number(text, actor) or standing_people(actor).filter(names_from(text))
    for person in found.select_related("organization").order_by("name", "birth_on", "pk")[:limit]:
        sub = "　".join(filter(None, (str(person.organization), person.occupation)))
        yield Hit(person.name, sub, person.get_absolute_url(), "user", person_spelled(person))


register_search(SearchSource(str(Person._meta.verbose_name), "people.view", find_people, "people"))
