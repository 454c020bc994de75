"""Reads about documents: whose turn, who may be asked, what is already there."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment
from jiangong.domains.accounts.roles import ROLES
from jiangong.domains.documents.choices import OPEN_STATES, DocumentState
from jiangong.domains.documents.models import Document, DocumentOpinion
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.lib.names import normalize


def people_represented(actor: Actor) -> models.QuerySet:
    """Users for whom the actor acts: oneself, and whoever delegated the current appointment."""
    return (
        Appointment.objects.ungated("one's own appointment says for whom one acts")
        .filter(pk=actor.appointment_id, user_id=actor.user_id, delegated_from__isnull=False)
        .values("delegated_from__user")
    )


def concerns(actor: Actor, field: str) -> models.Q:
    """Rows whose ``field`` names the actor or the person the actor stands in for."""
    if actor.user_id is None:  # a token is nobody: "field IS NULL" would be everything unassigned
        return models.Q(pk__in=[])
    return models.Q(**{field: actor.user_id}) | models.Q(**{f"{field}__in": people_represented(actor)})


def assigned_to(actor: Actor) -> models.Q:
    """Documents somebody was made responsible for, wherever these are registered."""
    shared = Document.co_handlers.through.objects.filter(concerns(actor, "user"))
    return concerns(actor, "leader") | concerns(actor, "handler") | models.Q(pk__in=shared.values("document"))


def waiting_for(actor: Actor) -> models.Q:
    """Documents whose next act is the actor's."""
    return (
        models.Q(concerns(actor, "clerk"), state=DocumentState.REGISTERED)
        | models.Q(concerns(actor, "leader"), state=DocumentState.PROPOSED)
        | models.Q(concerns(actor, "handler"), state=DocumentState.INSTRUCTED)
    )


def overdue(today: date | None = None) -> models.Q:
    return models.Q(state__in=OPEN_STATES, due_on__lt=today or timezone.localdate())


def matching(text: str) -> models.Q:
    """Where a word from the search box is looked for."""
    return (
        models.Q(title__icontains=text)
        | models.Q(official_number__icontains=text)
        | models.Q(register_number__icontains=text)
    )


def named_so(text: str, number: str, actor: Actor) -> models.QuerySet[Document]:
    """Documents within reach that carry this number or exactly this title; one's own register goes first."""
    exact = models.Q(official_number=number) | models.Q(register_number=text) | models.Q(title=text)
    found = Document.objects.visible_to(actor).filter(exact).exclude(state=DocumentState.VOID)
    own = found.filter(organization_id=actor.organization_id)
    return own if own.exists() else found


def acts_for(actor: Actor, user_id: int | None) -> bool:
    """Whether the actor is this user or stands in for them."""
    if user_id is None or actor.user_id is None:
        return False
    return user_id == actor.user_id or people_represented(actor).filter(delegated_from__user=user_id).exists()


def opinions_of(document: Document) -> models.QuerySet[DocumentOpinion]:
    return document.opinions.select_related("by", "assignee", "previous_assignee")


def same_official_number(number: str, organization_id: int | None, direction: str) -> models.QuerySet:
    """Documents of one register that carry this number already."""
    return (
        Document.objects.ungated("a register knows its own numbers")
        .filter(organization_id=organization_id, direction=direction, official_number=number)
        .exclude(state=DocumentState.VOID)
    )


def find_by_official_number(number: str, actor: Actor) -> Document | None:
    """The one document in the actor's reach that carries this number."""
    if not number:
        return None
    within = Document.objects.visible_to(actor).exclude(state=DocumentState.VOID)
    found = within.filter(official_number=number).order_by("pk")[:2]
    return found[0] if len(found) == 1 else None


def find_issuer(name: str) -> Organization | None:
    """The organization an issuer's name means, if exactly one bears it or a recorded alias."""
    found = (
        Organization.objects.ungated("names of organizations are public")
        .filter(models.Q(name=name) | models.Q(aliases__normalized=normalize(name)))
        .distinct()[:2]
    )
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be asked to act, with the post that allows it."""

    user_id: int
    name: str
    title: str
    organization: str


def possible_leaders(actor: Actor) -> list[Candidate]:
    """Who may instruct: at the actor's organization, or at the federation a department belongs to."""
    organization = actor.organization
    if organization is None:
        return []
    here = models.Q(organization=organization) | models.Q(organization__path=organization.scope_path)
    return _candidates("documents.instruct", here)


def possible_handlers(actor: Actor) -> list[Candidate]:
    """Who may be made responsible: everybody beneath the actor; from the federation, one level down."""
    organization = actor.organization
    if organization is None:
        return []
    root = organization.scope_path
    beneath = below(root, "organization__path")
    if actor.sees_everything:
        beneath &= models.Q(organization__path=root) | models.Q(organization__parent__path=root)
    return _candidates("documents.complete", beneath)


def _candidates(permission: str, where: models.Q) -> list[Candidate]:
    roles = [role.key for role in ROLES.values() if permission in role.permissions]
    rows = (
        Appointment.objects.ungated("superiors and subordinates may be asked to act")
        .standing()
        .filter(where, role__in=roles, user__console="")
        .order_by("organization__position", "organization_id", "starts_on", "pk")
        .values_list("user_id", "user__name", "title", "organization__short_name", "organization__name")
    )
    found: dict[int, Candidate] = {}
    for user_id, name, title, short, full in rows:
        found.setdefault(user_id, Candidate(user_id, name, title, short or full))
    return list(found.values())
