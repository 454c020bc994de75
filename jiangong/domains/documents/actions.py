"""Every write on documents."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.documents import rules
from jiangong.domains.documents.choices import Direction, DocumentState, Step
from jiangong.domains.documents.models import Document, DocumentOpinion, RegisterCounter
from jiangong.domains.documents.queries import find_issuer
from jiangong.domains.documents.workflow import document_workflow
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

# Whose turn it is in each open state.
WAITS_FOR = {
    DocumentState.REGISTERED: "clerk",
    DocumentState.PROPOSED: "leader",
    DocumentState.INSTRUCTED: "handler",
}
PREFIXES = {Direction.INCOMING: "收", Direction.OUTGOING: "发"}


@transaction.atomic
def register_document(document: Document, *, actor: Actor) -> Document:
    """Enter a new document into the register of the actor's organization under its next number."""
    if not actor.can("documents.register"):
        raise NotAllowed("您当前的任职没有“登记和修改文件”的权限。")
    if actor.organization is None:
        raise Refusal("您当前没有任职的组织，不能登记文件。请先切换任职。")
    document.organization = actor.organization
    document.clerk = actor.user
    document.issuer_name = document.issuer_name or full_name(actor.organization)
    document.issuer = find_issuer(document.issuer_name)
    document.register_year = timezone.localdate().year
    document.register_serial = next_serial(document)
    prefix = PREFIXES[Direction(document.direction)]
    document.register_number = f"{prefix}{document.register_year}-{document.register_serial:04d}"
    document.save(force_insert=True)
    record(actor, "documents.document.create", document, register_number=document.register_number)
    return document


def full_name(organization: Organization) -> str:
    """An issuer as documents write it: a department follows its federation's name."""
    if organization.kind == OrganizationKind.DEPARTMENT and organization.parent:
        return f"{organization.parent.name}{organization.name}"
    return organization.name


def next_serial(document: Document) -> int:
    """The next number of a register; a rolled-back registration leaves no gap.

    The UPDATE holds the counter's row until the transaction ends, so two registrars queue here.
    """
    counter, _ = RegisterCounter.objects.get_or_create(
        organization=document.organization, direction=document.direction, year=document.register_year
    )
    RegisterCounter.objects.filter(pk=counter.pk).update(last=models.F("last") + 1)
    return RegisterCounter.objects.values_list("last", flat=True).get(pk=counter.pk)


@transaction.atomic
def revise_document(document: Document, fields: Iterable[str], version: int, *, actor: Actor) -> Document:
    """Save corrected facts, unless somebody else was first or the document has moved on."""
    stored = Document.objects.ungated("compared with what is being revised").get(pk=document.pk)
    if reason := rules.revising_refusal(stored, actor):
        raise NotAllowed(reason)
    names = [name for name in fields if name != "direction"]
    before = {name: getattr(stored, name) for name in names}
    document.issuer = find_issuer(document.issuer_name)
    save_if_unchanged(document, version, [*names, "issuer"])
    record(actor, "documents.document.edit", document, fields=differences(before, document))
    return document


@transaction.atomic
def propose_document(
    document: Document, opinion: str, leader: User, due_on: Any = None, *, actor: Actor
) -> Document:
    """Put a document before a leader with what should be done about it."""
    _require_text(opinion, "请填写拟办意见。")
    values = {"leader_id": leader.pk, "due_on": due_on or document.due_on, "clerk_id": actor.user_id}
    return _move(document, Step.PROPOSE, opinion, actor, leader, values)


@transaction.atomic
def instruct_document(
    document: Document, opinion: str, handler: User, co_handlers: Iterable[User] = (), *, actor: Actor
) -> Document:
    """Decide what is to be done and who does it."""
    _require_text(opinion, "请填写批示意见。")
    return _assign(document, Step.INSTRUCT, opinion, handler, co_handlers, actor)


@transaction.atomic
def reassign_document(
    document: Document, opinion: str, handler: User, co_handlers: Iterable[User] = (), *, actor: Actor
) -> Document:
    """Give work under way to somebody else."""
    _require_text(opinion, "请写明改派的理由。")
    return _assign(document, Step.REASSIGN, opinion, handler, co_handlers, actor)


@transaction.atomic
def complete_document(document: Document, result: str, *, actor: Actor) -> Document:
    """Close a document with what came of it."""
    _require_text(result, "请填写办理结果。")
    return _move(document, Step.COMPLETE, result, actor, None, {"completed_at": timezone.now()})


@transaction.atomic
def withdraw_document(document: Document, note: str = "", *, actor: Actor) -> Document:
    """Take a proposal back before the leader has decided."""
    return _move(document, Step.WITHDRAW, note, actor, None, {"leader_id": None})


@transaction.atomic
def send_back_document(document: Document, reason: str, *, actor: Actor) -> Document:
    """The leader wants another proposal."""
    return _move(document, Step.SEND_BACK, reason, actor, document.clerk)


@transaction.atomic
def hand_back_document(document: Document, reason: str, *, actor: Actor) -> Document:
    """The handler asks the leader to decide again."""
    return _move(document, Step.HAND_BACK, reason, actor, document.leader)


@transaction.atomic
def void_document(document: Document, reason: str, *, actor: Actor) -> Document:
    """Stop a document that should not have been registered; its number is not used again."""
    return _move(document, Step.VOID, reason, actor, None)


def _assign(
    document: Document, step: Step, opinion: str, handler: User, co_handlers: Iterable[User], actor: Actor
) -> Document:
    document.co_handlers.set([user for user in co_handlers if user.pk != handler.pk])
    return _move(document, step, opinion, actor, handler, {"handler_id": handler.pk})


def _move(
    document: Document,
    step: Step,
    text: str,
    actor: Actor,
    assignee: User | None,
    values: Mapping[str, Any] | None = None,
) -> Document:
    """Take the transition and keep what was said, from whom to whom."""
    previous = document.waits_for
    document_workflow.perform(document, step, actor=actor, note=text, values=values)
    _keep_opinion(document, step, text, actor, assignee, previous)
    return document


def _keep_opinion(
    document: Document, step: Step, text: str, actor: Actor, assignee: User | None, previous: User | None
) -> None:
    DocumentOpinion.objects.create(
        document=document,
        step=step,
        text=text.strip(),
        by_id=actor.user_id,
        assignee=assignee,
        previous_assignee=previous,
    )


def _require_text(text: str, sentence: str) -> None:
    if not text.strip():
        raise Refusal(sentence, "opinion")


@transaction.atomic
def hand_over_documents(giver: User, taker: User, *, actor: Actor) -> int:
    """Move what waits for one person to another, each with a line in its history; how many moved."""
    return sum(
        _hand_over(one, role, taker, actor)
        for state, role in WAITS_FOR.items()
        for one in _open_of(giver).filter(state=state).select_related("clerk", "leader", "handler")
    )


def count_waiting(user: User) -> int:
    """How many documents wait for one person."""
    return _open_of(user).count()


def _open_of(user: User) -> models.QuerySet[Document]:
    rows = Document.objects.ungated("a handover moves everything that waits for a person")
    waits = (models.Q(state=state, **{role: user}) for state, role in WAITS_FOR.items())
    return rows.filter(reduce(or_, waits))


def _hand_over(document: Document, role: str, taker: User, actor: Actor) -> int:
    previous = document.waits_for
    setattr(document, role, taker)
    save_if_unchanged(document, document.version, [role])
    _keep_opinion(document, Step.HAND_OVER, "", actor, taker, previous)
    record(actor, "documents.document.hand_over", document, role=role)
    return 1
