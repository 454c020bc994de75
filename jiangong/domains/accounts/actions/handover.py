"""Handover: open work moves from one person to another, and the appointment ends, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from jiangong.domains.accounts import rules
from jiangong.domains.accounts.actions.appointments import end_appointment
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.queries import current_appointments
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed

Move = Callable[[User, User, Actor], int]
_moves: dict[str, Move] = {}


@dataclass(frozen=True, slots=True)
class Moved:
    """How much of one kind of work changed hands."""

    label: str
    count: int


def register_handover(label: str, move: Move) -> None:
    """Let an app above move its open work: ``move(from_user, to_user, actor)`` returns how many."""
    _moves[label] = move


@transaction.atomic
def hand_over(appointment: Appointment, to_user: User, *, actor: Actor) -> list[Moved]:
    """Move everything open from the appointment's user, then end the appointment."""
    from_user = appointment.user
    if why := _refusal(appointment, to_user, actor):
        raise NotAllowed(why)
    moved = [Moved(label, move(from_user, to_user, actor)) for label, move in _moves.items()]
    end_appointment(appointment)
    record(
        actor,
        "accounts.appointment.hand_over",
        appointment,
        from_user=from_user.pk,
        to_user=to_user.pk,
        moved={one.label: one.count for one in moved},
    )
    return moved


def _refusal(appointment: Appointment, to_user: User, actor: Actor) -> str:
    if to_user.pk == appointment.user_id:
        return "不能交接给同一个人，请另选接收人。"
    if appointment.user_id != actor.user_id and (why := rules.cannot_revoke(appointment, actor)):
        return why
    if appointment.revoked_at is not None:
        return "这项任职已经撤销。"
    return rules.cannot_take_over(to_user, current_appointments(to_user), appointment.organization)
