"""Handover: open work moves from one person to another, and the appointment ends, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from jiangong.domains.accounts import rules
from jiangong.domains.accounts.actions.appointments import end_appointment
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.queries import current_appointments
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.messaging.sending import notify

Move = Callable[[Appointment, User, Actor], int]
Waiting = Callable[[Appointment], int]


@dataclass(frozen=True, slots=True)
class Moved:
    """How much of one kind of work changed hands, or is about to."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Rows that wait for the person in one of their columns; what is closed stays with whoever did it.

    Only what belongs to the place of the appointment moves: somebody may hold another one elsewhere.
    """

    rows: Callable[[], QuerySet]  # the open ones, whoever has them
    column: str
    path: str = "organization__path"

    def of(self, appointment: Appointment) -> QuerySet:
        place = below(appointment.organization.scope_path, self.path)
        return self.rows().filter(place, **{self.column: appointment.user_id})

    def waiting(self, appointment: Appointment) -> int:
        return self.of(appointment).count()

    def move(self, appointment: Appointment, taker: User, actor: Actor) -> int:
        found = list(self.of(appointment).order_by("pk"))
        if not found:
            return 0
        moved = type(found[0])._base_manager.filter(pk__in=[one.pk for one in found])
        moved.update(**{self.column: taker}, version=F("version") + 1, updated_at=timezone.now())
        record_many(actor, f"{found[0]._meta.label_lower}.hand_over", found, role=self.column)
        return len(found)


_moves: dict[str, tuple[Move, Waiting]] = {}
_works: dict[str, OpenWork] = {}


def register_handover(label: str, move: Move, waiting: Waiting) -> None:
    """Let an app above move its open work: both return how much there is."""
    _moves[label] = (move, waiting)


def register_open_work(label: str, work: OpenWork) -> None:
    """The same for rows that wait for a person in one column."""
    _works[label] = work
    register_handover(label, work.move, work.waiting)


def open_work() -> dict[str, OpenWork]:
    """Every kind of such rows."""
    return dict(_works)


def waiting_work(appointment: Appointment) -> list[Moved]:
    """What a handover would move, for who is about to confirm it."""
    found = [Moved(label, waiting(appointment)) for label, (_, waiting) in _moves.items()]
    return [one for one in found if one.count]


@transaction.atomic
def hand_over(appointment: Appointment, to_user: User, *, actor: Actor) -> list[Moved]:
    """Move everything open from the appointment's user, then end the appointment."""
    from_user = appointment.user
    if why := _standing_refusal(appointment, actor):
        raise NotAllowed(why)
    if why := _taker_refusal(appointment, to_user):
        raise Refusal(why, field="username")
    moved = [Moved(label, move(appointment, to_user, actor)) for label, (move, _) in _moves.items()]
    end_appointment(appointment)
    record(
        actor,
        "accounts.appointment.hand_over",
        appointment,
        from_user=from_user.pk,
        to_user=to_user.pk,
        moved={one.label: one.count for one in moved},
    )
    told = "、".join(f"{one.label}{one.count}件" for one in moved if one.count)
    title = f"{from_user.name}在“{appointment.organization}”的工作交接给您"
    notify([to_user], title, told, "/", actor=actor)
    return moved


def _standing_refusal(appointment: Appointment, actor: Actor) -> str:
    if appointment.user_id != actor.user_id and (why := rules.cannot_revoke(appointment, actor)):
        return why
    return "这项任职已经撤销。" if appointment.revoked_at is not None else ""


def _taker_refusal(appointment: Appointment, to_user: User) -> str:
    if to_user.pk == appointment.user_id:
        return "不能交接给同一个人，请另选接收人。"
    return rules.cannot_take_over(to_user, current_appointments(to_user), appointment.organization)
