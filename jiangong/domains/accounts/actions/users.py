"""Opening, closing and reopening accounts, one or many."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.db import transaction

from jiangong.domains.accounts.actions.appointments import Grant, give_appointment
from jiangong.domains.accounts.actions.one_time import give_one_time_password, keep_slip
from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.models import ActivationSlip, Authenticator, Session, SignInCount, User
from jiangong.domains.accounts.queries import current_appointments
from jiangong.domains.accounts.rules import cannot_look_after
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal

MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Opening:
    """An account to be opened, with its first appointment; without a role it opens without rights."""

    name: str
    username: str = ""
    organization: Organization | None = None
    role: str = ""
    title: str = ""


@transaction.atomic
def open_accounts(openings: Sequence[Opening], *, actor: Actor) -> uuid.UUID:
    """Open all or none; the batch returned leads to the slips with the one-time passwords."""
    if not openings:
        raise Refusal("请至少选择或填写一项。")
    if len(openings) > MOST_AT_ONCE:
        raise Refusal(f"一次最多开通{MOST_AT_ONCE}个账号，请分批办理。")
    batch = uuid.uuid4()
    for opening in openings:
        _open_account(opening, batch, actor)
    return batch


def _open_account(opening: Opening, batch: uuid.UUID, actor: Actor) -> ActivationSlip:
    username = opening.username or _free_username(opening.organization)
    if User.objects.filter(username=username).exists():
        raise Refusal(f"账号“{username}”已有人使用，请换一个。", "username")
    user = User(username=username, name=opening.name)
    password = give_one_time_password(user)
    user.save(force_insert=True)
    record(actor, "accounts.user.open", user)
    if opening.role:
        place = cast("Organization", opening.organization)  # every form that asks for a role asks where
        give_appointment(user, Grant(opening.role, place, opening.title), actor=actor)
    elif not actor.can("accounts.system_console"):
        raise Refusal("请选择角色。", "role")
    return keep_slip(user, password, batch, actor)


def _free_username(organization: Organization | None) -> str:
    """``u00012``, then ``u00012-2`` …: short to type, and never a person's name."""
    stem = f"u{organization.pk if organization else 0:05d}"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    number = 1
    while (found := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return found


@transaction.atomic
def rename_user(user: User, name: str, *, actor: Actor) -> User:
    """Correct how somebody is called; the audit row says that it changed, not to what."""
    _require_care(user, actor)
    before = {"name": user.name}
    user.name = name
    user.save(update_fields=("name",))
    record(actor, "accounts.user.edit", user, fields=differences(before, user))
    return user


@transaction.atomic
def disable_user(user: User, *, actor: Actor) -> None:
    """Close an account: its sessions end now, its delegations with it."""
    _require_care(user, actor)
    if not user.is_active:
        raise Refusal("这个账号已经停用。")
    user.is_active = False
    user.save(update_fields=("is_active",))
    Session.objects.filter(user=user).delete()
    record(actor, "accounts.user.disable", user)


@transaction.atomic
def enable_user(user: User, *, actor: Actor) -> None:
    """Open it again with the appointments that still stand."""
    _require_care(user, actor)
    if user.is_active:
        raise Refusal("这个账号已经是启用状态。")
    user.is_active = True
    user.save(update_fields=("is_active",))
    record(actor, "accounts.user.enable", user)


def _require_care(user: User, actor: Actor) -> None:
    if reason := cannot_look_after(user, current_appointments(user), actor):
        raise NotAllowed(reason)


@transaction.atomic
def create_administrator(username: str, name: str, console: Console, *, actor: Actor) -> str:
    """One of the three administrators; only the installation itself makes them. Returns the password."""
    if not actor.is_system:
        raise NotAllowed("管理员账号只能在服务器上开通。")
    user = User(username=username, name=name, console=console)
    password = give_one_time_password(user)
    user.save(force_insert=True)
    record(actor, "accounts.user.open", user, console=console)
    return password


@transaction.atomic
def reset_administrator(user: User, *, actor: Actor) -> str:
    """A lost administrator gets in again; only from the server itself. Second factor and sessions go."""
    if not actor.is_system or not user.console:
        raise NotAllowed("只能在服务器上重置管理员账号。")
    password = give_one_time_password(user)
    user.is_active = True
    user.save(update_fields=("password", "must_change_password", "one_time_until", "is_active"))
    Authenticator.objects.filter(user=user).delete()
    SignInCount.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    record(actor, "accounts.user.reset_password", user)
    return password
