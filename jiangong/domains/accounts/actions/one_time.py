"""One-time passwords: made, sealed for a short while, handed over on paper, changed at first use."""

import secrets
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts.models import ActivationSlip, Session, User
from jiangong.domains.accounts.models.proofs import SLIP
from jiangong.domains.accounts.queries import current_appointments
from jiangong.domains.accounts.rules import cannot_look_after
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.keyring import keyring, unseal
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed

# Without letters and digits that look alike on paper.
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GOOD_FOR = timedelta(days=7)
PRINTABLE_FOR = timedelta(minutes=30)


@transaction.atomic
def reset_password(user: User, *, actor: Actor) -> ActivationSlip:
    """A new one-time password from the level above; whoever was signed in with the old one is out."""
    if reason := cannot_look_after(user, current_appointments(user), actor):
        raise NotAllowed(reason)
    password = give_one_time_password(user)
    user.save(update_fields=("password", "must_change_password", "one_time_until"))
    Session.objects.filter(user=user).delete()
    record(actor, "accounts.user.reset_password", user)
    return keep_slip(user, password, uuid.uuid4(), actor)


def give_one_time_password(user: User) -> str:
    """Set a password that must be changed at first use and is worthless after a week; the caller saves."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    user.set_password(password)
    user.must_change_password = True
    user.one_time_until = timezone.now() + GOOD_FOR
    return password


def keep_slip(user: User, password: str, batch: uuid.UUID, actor: Actor) -> ActivationSlip:
    """Seal the password until its maker has printed it."""
    slip, _ = ActivationSlip.objects.update_or_create(
        user=user,
        defaults={
            "batch": batch,
            "made_by": actor.user,
            "sealed": keyring().seal(password, context=slip_context(user)),
            "expires_at": timezone.now() + PRINTABLE_FOR,
        },
    )
    return slip


def read_slip(slip: ActivationSlip) -> str:
    """The password to print."""
    return unseal(slip.sealed, slip_context(slip.user))


def slip_context(user: User) -> str:
    return f"{SLIP.context}:{user.pk}"
