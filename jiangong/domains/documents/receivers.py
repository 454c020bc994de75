"""What documents tell the rest: messages to whose turn it is, to-dos, search, visibility, owned files."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver

from jiangong.domains.accounts.actions.handover import register_handover
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.documents import rules
from jiangong.domains.documents.actions import count_waiting, hand_over_documents
from jiangong.domains.documents.choices import DocumentState, Step
from jiangong.domains.documents.models import Document
from jiangong.domains.documents.queries import assigned_to, matching, waiting_for
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.scoping import register_assignment
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.messaging.models import MessageKind
from jiangong.kit.messaging.sending import notify
from jiangong.kit.messaging.todos import ACT, DECIDE, RETURNED, Todo, register_todos
from jiangong.kit.workflow import Transition, transitioned

MOST_TODOS = 50
RETURNS = {Step.SEND_BACK, Step.HAND_BACK}
ACTS = {
    DocumentState.REGISTERED: ("拟办", ACT),
    DocumentState.PROPOSED: ("批示", DECIDE),
    DocumentState.INSTRUCTED: ("办理", ACT),
}

register_assignment("documents.document", assigned_to)
register_owner(
    "documents.document",
    Document.attachment_slots,
    permission="documents.view",
    refusal=rules.attaching_refusal,
)


@receiver(transitioned, sender=Document)
def tell_whose_turn(
    sender: Any, instance: Document, transition: Transition, actor: Actor, note: str, **kwargs: Any
) -> None:
    """Whoever is next hears of it; a completed document is reported to who registered and decided it."""
    if transition.name == Step.COMPLETE:
        people = [instance.clerk, instance.leader]
    elif transition.name == Step.VOID:
        people = [instance.clerk, instance.leader, instance.handler]
    else:
        people = [instance.waits_for]
        if transition.name in {Step.INSTRUCT, Step.REASSIGN}:
            people += instance.co_handlers.all()
    notify(
        [user for user in people if user is not None],
        f"{transition.label}：{instance.title}",
        note,
        instance.get_absolute_url(),
        MessageKind.RETURNED if transition.name in RETURNS else MessageKind.NOTICE,
        actor=actor,
    )


@register_todos
def document_todos(actor: Actor) -> Iterator[Todo]:
    """Documents whose next act is the actor's."""
    if not actor.can("documents.view"):
        return
    waiting = Document.objects.visible_to(actor).filter(waiting_for(actor))
    for document in waiting.order_by("due_on", "pk")[:MOST_TODOS]:
        act, group = ACTS[DocumentState(document.state)]
        returned = document.state == DocumentState.REGISTERED and document.leader_id is not None
        yield Todo(
            title=document.title,
            url=document.get_absolute_url(),
            meta=tuple(one for one in (document.official_number, document.issuer_name) if one),
            due_on=document.due_on,
            group=RETURNED if returned else group,
            act_label=act,
            icon="file-text",
            tone="crit" if document.days_overdue else "mute",
        )


def find_documents(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By title and numbers."""
    from_register = Document.objects.visible_to(actor).filter(matching(text))
    for document in from_register.order_by("-pk")[:limit]:
        sub = "　".join(
            one for one in (document.register_number, document.official_number, document.issuer_name) if one
        )
        yield Hit(document.title, sub, document.get_absolute_url())


def hand_over(appointment: Appointment, taker: User, actor: Actor) -> int:
    """Open documents of somebody who leaves."""
    return hand_over_documents(appointment.user, taker, actor=actor)


def waiting_documents(appointment: Appointment) -> int:
    return count_waiting(appointment.user)


register_handover("文件", hand_over, waiting_documents)
register_search(SearchSource("文件", "documents.view", find_documents))
