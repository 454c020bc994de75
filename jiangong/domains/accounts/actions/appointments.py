"""Giving, approving, lending and taking away rights."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts import rules
from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.roles import ROLES
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal

LONGEST_DELEGATION = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Grant:
    """What is to be held: a role, where, as what, from when to when."""

    role: str
    organization: Organization
    title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    reason: str = ""


@transaction.atomic
def give_appointment(user: User, grant: Grant, *, actor: Actor) -> Appointment:
    """Let ``user`` hold a role; under 等保三级 the security administrator approves it first."""
    if grant.role not in ROLES:
        raise Refusal(rules.UNKNOWN_ROLE, "role")
    if why := rules.cannot_grant(user, ROLES[grant.role], grant.organization, actor):
        raise NotAllowed(why)
    starts_on = grant.starts_on or timezone.localdate()
    if grant.ends_on is not None and grant.ends_on <= starts_on:
        raise Refusal("结束日期应晚于开始日期。", "ends_on")
    _require_new(user, grant)
    waits = settings.PROFILE == "mlps3" and not (actor.is_system or actor.can("accounts.security_console"))
    given = Appointment.objects.create(
        user=user,
        role=grant.role,
        organization=grant.organization,
        title=grant.title,
        starts_on=starts_on,
        ends_on=grant.ends_on,
        reason=grant.reason,
        granted_by=actor.user,
        approved_at=None if waits else timezone.now(),
    )
    record(actor, "accounts.appointment.grant", given, user=user.pk, role=given.role, ends_on=given.ends_on)
    return given


def _require_new(user: User, grant: Grant) -> None:
    held = Appointment.objects.ungated(
        "the same appointment twice would be two lines for one right"
    ).current()
    same = {"user": user, "role": grant.role, "organization": grant.organization, "delegated_from": None}
    if held.filter(**same).exists():
        raise Refusal(f"“{user.name}”已在“{grant.organization}”担任“{ROLES[grant.role].label}”。", "role")


@transaction.atomic
def approve_appointment(appointment: Appointment, *, actor: Actor) -> Appointment:
    """The second pair of eyes on a right somebody else proposed."""
    if why := rules.cannot_approve(appointment, actor):
        raise NotAllowed(why)
    appointment.approved_at, appointment.approved_by = timezone.now(), actor.user
    appointment.save(update_fields=("approved_at", "approved_by"))
    record(actor, "accounts.appointment.approve", appointment, user=appointment.user_id)
    return appointment


@transaction.atomic
def revoke_appointment(appointment: Appointment, *, reason: str, actor: Actor) -> Appointment:
    """Take a right away from the next request on; what was delegated from it goes too."""
    if why := rules.cannot_revoke(appointment, actor):
        raise NotAllowed(why)
    if not reason:
        raise Refusal("请写明撤销的理由。", "reason")
    end_appointment(appointment)
    record(actor, "accounts.appointment.revoke", appointment, user=appointment.user_id, role=appointment.role)
    return appointment


def end_appointment(appointment: Appointment) -> None:
    """The row stays as a record; delegations stand only while their origin does."""
    appointment.revoked_at = timezone.now()
    appointment.save(update_fields=("revoked_at",))


@transaction.atomic
def delegate_appointment(
    appointment: Appointment, user: User, *, ends_on: date, reason: str, actor: Actor
) -> Appointment:
    """Lend one's own post to somebody until a day; it ends by itself, or earlier with the post."""
    if why := rules.cannot_delegate(appointment, user, actor):
        raise NotAllowed(why)
    today = timezone.localdate()
    if not today < ends_on <= today + LONGEST_DELEGATION:
        raise Refusal(f"委托的结束日期应在明天之后、{LONGEST_DELEGATION.days}天以内。", "ends_on")
    if not reason:
        raise Refusal("请写明委托的理由。", "reason")
    lent = Appointment.objects.create(
        user=user,
        role=appointment.role,
        organization=appointment.organization,
        title=appointment.title,
        ends_on=ends_on,
        delegated_from=appointment,
        reason=reason,
        granted_by=actor.user,
    )
    record(actor, "accounts.appointment.delegate", lent, user=user.pk, ends_on=ends_on)
    return lent


@transaction.atomic
def withdraw_delegation(appointment: Appointment, *, actor: Actor) -> Appointment:
    """The owner of a post takes back what they lent."""
    origin = appointment.delegated_from
    if origin is None or origin.user_id != actor.user_id:
        raise NotAllowed("只能收回您自己的委托。")
    if appointment.revoked_at is not None:
        raise Refusal("这项委托已经收回。")
    end_appointment(appointment)
    record(actor, "accounts.appointment.withdraw_delegation", appointment, user=appointment.user_id)
    return appointment
