"""What everybody does with their own account: password, sessions, type size, appointment."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts.actions.counting import Allowance, count_try, forgive
from jiangong.domains.accounts.choices import Scale
from jiangong.domains.accounts.models import ActivationSlip, Appointment, Session, SignInCount, User
from jiangong.domains.accounts.queries import standing_appointments
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal

TRIES = 5


def prove_password(user: User, password: str) -> None:
    """Somebody at an open browser must still know the password; guesses there are counted too."""
    allowance = Allowance("own password", str(user.pk), TRIES)
    left = count_try([allowance], user)
    if not user.check_password(password):
        raise Refusal(f"当前密码不正确，还可以再试{left}次。", "current")
    forgive([allowance])


@transaction.atomic
def change_password(user: User, password: str, *, keep_session: str | None, actor: Actor) -> None:
    """Set a new password; every other session of the user ends."""
    if user.check_password(password):
        raise Refusal("新密码不能与当前密码相同。", "password")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refusal("".join(error.messages), "password") from error
    user.set_password(password)
    user.must_change_password, user.one_time_until = False, None
    user.password_changed_at = timezone.now()
    user.save(update_fields=("password", "must_change_password", "one_time_until", "password_changed_at"))
    Session.objects.filter(user=user).exclude(session_key=keep_session).delete()
    ActivationSlip.objects.filter(user=user).delete()
    record(actor, "accounts.user.change_password", user)


@transaction.atomic
def end_sessions(sessions: Any, user: User, *, actor: Actor) -> int:
    """Sign out devices from afar: the owner's other ones, or any at the security administrator's word."""
    ended, _ = sessions.filter(user=user).delete()
    record(actor, "accounts.user.end_sessions", user, sessions=ended)
    return ended


@transaction.atomic
def choose_scale(user: User, scale: str, *, actor: Actor) -> None:
    """The type size this person reads best."""
    if scale not in Scale.values:
        raise Refusal("没有这种字号，请重新选择。")
    if user.scale == scale:
        return
    user.scale = scale
    user.save(update_fields=("scale",))
    record(actor, "accounts.user.choose_scale", user, scale=scale)


@transaction.atomic
def choose_appointment(user: User, appointment_id: str, *, actor: Actor) -> Appointment:
    """The post to work in from now on."""
    offered = {str(one.pk): one for one in standing_appointments(user)}
    chosen = offered.get(appointment_id)
    if chosen is None or user.console:
        raise NotAllowed("这项任职已经结束或不属于您，请重新选择。")
    record(actor, "accounts.user.choose_appointment", user, appointment=chosen.pk)
    return chosen


@transaction.atomic
def unlock_user(user: User, *, actor: Actor) -> None:
    """Let a user who was locked out try again at once."""
    if user.pk == actor.user_id:
        raise NotAllowed("不能为自己解除锁定。")
    SignInCount.objects.filter(user=user).delete()
    record(actor, "accounts.user.unlock", user)
