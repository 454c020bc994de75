"""Reads about users and their appointments."""

from django.db import models
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.roles import CONSOLE_PERMISSIONS, ROLES
from jiangong.kit.access.actor import NOWHERE, Actor


def standing_appointments(user: User) -> models.QuerySet[Appointment]:
    """The appointments a user holds today; a delegation stands only while its origin does."""
    today = timezone.localdate()

    def stands(prefix: str = "") -> models.Q:
        return models.Q(
            models.Q(**{f"{prefix}ends_on": None}) | models.Q(**{f"{prefix}ends_on__gt": today}),
            **{f"{prefix}revoked_at": None, f"{prefix}starts_on__lte": today},
        )

    return (
        Appointment.objects.ungated("one's own appointments decide what one may see")
        .filter(stands(), user=user)
        .filter(models.Q(delegated_from=None) | stands("delegated_from__"))
        .select_related("organization", "organization__parent", "delegated_from__user")
        .order_by("delegated_from_id", "starts_on", "pk")
    )


def current_actor(
    user: User, appointment_id: int | None = None, *, address: str = "", request_id: str = ""
) -> Actor:
    """The actor a user is, in the appointment chosen or the first that stands.

    An administrator of one of the three consoles has that console and nothing else, whatever else is recorded.
    """
    if user.console:
        permissions = CONSOLE_PERMISSIONS[user.console]
        return Actor(user, None, permissions, NOWHERE, address=address, request_id=request_id)
    held = list(standing_appointments(user))
    chosen = next((one for one in held if one.pk == appointment_id), held[0] if held else None)
    if chosen is None:
        return Actor(user, None, frozenset(), NOWHERE, address=address, request_id=request_id)
    role = ROLES.get(chosen.role)
    return Actor(
        user=user,
        organization=chosen.organization,
        permissions=role.permissions if role else frozenset(),
        scope_path=chosen.organization.scope_path,
        appointment_id=chosen.pk,
        address=address,
        request_id=request_id,
    )
