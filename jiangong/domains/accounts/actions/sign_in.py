"""Signing in and out: who says so, what proves it, and what is written down about it."""

from dataclasses import dataclass, replace

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts.actions.counting import Allowance, count_try, forgive
from jiangong.domains.accounts.actions.second_factor import spend_code
from jiangong.domains.accounts.choices import Scale
from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.sessions import Device
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal

PER_ADDRESS, PER_ACCOUNT, FROM_ONE_ADDRESS, PER_CODE = 5, 50, 1000, 5


@dataclass(frozen=True, slots=True)
class Proven:
    """Somebody who gave the right password, and the tries this used until they are given back."""

    user: User
    allowances: tuple[Allowance, ...] = ()


def check_sign_in(username: str, password: str, device: Device, *, actor: Actor) -> Proven:
    """Whose account and password these are; unknown accounts take the same time and words.

    ``actor`` is a stranger: nobody yet, from an address. Hashing happens outside any transaction; the tries
    are given back in the one that lets the user in, because every commit waits for the disk.
    """
    user = User.objects.filter(username=username).first()
    allowances = _allowances(username, user, device, actor.address)
    left = count_try(allowances, user)
    if not _is_right(user, password):
        with transaction.atomic():
            record(actor, "accounts.user.refuse_sign_in", user, succeeded=False, tries_left=left)
        raise Refusal(f"账号或密码不正确。{_warning(left)}")
    if user.one_time_until and user.one_time_until <= timezone.now():
        raise Refusal("一次性密码已过期。请联系发给您密码的单位重新发放。")
    return Proven(user, allowances)


def _is_right(user: User | None, password: str) -> bool:
    """Whether password and account are good; the hash is computed in every case."""
    if user is None:
        make_password(password)
        return False
    return check_password(password, user.password) and user.is_active


def _allowances(username: str, user: User | None, device: Device, address: str) -> tuple[Allowance, ...]:
    """A known device counts for itself, so that strangers' tries elsewhere do not lock its owner out."""
    if user is not None and device.knows(user.pk):
        return (Allowance("device", f"{user.pk}|{device.key}", PER_ADDRESS),)
    return (
        Allowance("account from address", f"{username}|{address}", PER_ADDRESS),
        Allowance("account", username, PER_ACCOUNT, lasting=True),
        Allowance("address", address, FROM_ONE_ADDRESS, lasting=True),
    )


def _warning(left: int) -> str:
    return f"再错{left}次将锁定15分钟。" if left else "已锁定，请15分钟后再试。"


def check_code(user: User, code: str, *, actor: Actor) -> None:
    """The second step: the code of the phone, or a recovery code; each works once."""
    allowance = Allowance("code", str(user.pk), PER_CODE)
    left = count_try([allowance], user)
    with transaction.atomic():
        kind = spend_code(user, code)
        if kind:
            forgive([allowance])
        else:
            record(actor, "accounts.user.refuse_code", user, succeeded=False, tries_left=left)
    if not kind:
        raise Refusal(f"验证码不正确或已经用过。请等手机上出现新的验证码再输入。{_warning(left)}", "code")


@transaction.atomic
def sign_in(proven: Proven, *, actor: Actor, large: bool = False) -> None:
    """Write down that this user is signed in from here."""
    user = proven.user
    forgive(proven.allowances)
    if large and not user.scale:
        user.scale = Scale.LARGE
        user.save(update_fields=("scale",))
    record(replace(actor, user=user), "accounts.user.sign_in", user)


@transaction.atomic
def sign_out(*, actor: Actor) -> None:
    """Write down that this user left."""
    record(actor, "accounts.user.sign_out", actor.user)
