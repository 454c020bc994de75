"""Reads about users and their appointments."""

from django.db import models

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.roles import CONSOLE_PERMISSIONS, ROLES
from jiangong.kit.access.actor import NOWHERE, Actor


def standing_appointments(user: User) -> models.QuerySet[Appointment]:
    """The appointments a user holds today; a delegation stands only while its origin does."""
    return (
        Appointment.objects.ungated("one's own appointments decide what one may see")
        .standing()
        .filter(user=user)
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


def stranger(address: str, request_id: str) -> Actor:
    """Whoever is not signed in yet: known only by where they come from."""
    return Actor(None, None, frozenset(), NOWHERE, address=address, request_id=request_id)
