"""The second factor: binding a phone, recovery codes, spending a code."""

import hashlib
import hmac
import secrets

from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts.models import Authenticator, RecoveryCode, Session, User
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.keyring import derive_key
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal

RECOVERY_CODES = 10
UNAMBIGUOUS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def prepare_authenticator(user: User) -> Authenticator:
    """The device waiting to be confirmed; its secret stays the same until it is, so reloading does no harm."""
    with transaction.atomic():
        found = Authenticator.objects.filter(user=user, confirmed=False).first()
        if found is None:
            found = Authenticator(user=user, name="手机验证器", confirmed=False)
            found.keep_secret(secrets.token_bytes(20))
            found.save()
    return found


@transaction.atomic
def confirm_authenticator(device: Authenticator, code: str, *, actor: Actor) -> list[str]:
    """Put the phone to use once it shows the right code; the recovery codes returned are shown once."""
    if not device.verify_token(code):
        raise Refusal("验证码不正确。请核对手机时间是否准确，再输入新的验证码。", "code")
    Authenticator.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    Authenticator.objects.filter(pk=device.pk).update(confirmed=True)
    device.confirmed = True
    record(actor, "accounts.user.bind_authenticator", device.user)
    return _new_codes(device.user)


@transaction.atomic
def replace_recovery_codes(user: User, *, actor: Actor) -> list[str]:
    """New codes; the old ones stop working."""
    record(actor, "accounts.user.replace_recovery_codes", user)
    return _new_codes(user)


@transaction.atomic
def remove_second_factor(user: User, *, actor: Actor) -> None:
    """Unbind the phone and void the recovery codes."""
    Authenticator.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    record(actor, "accounts.user.remove_authenticator", user)


@transaction.atomic
def unbind_for(user: User, reason: str, *, actor: Actor) -> None:
    """The security administrator lets somebody in who lost phone and codes; whoever holds them is out."""
    if user.pk == actor.user_id:
        raise NotAllowed("不能为自己解除手机验证器，请在服务器上重置。")
    if not reason:
        raise Refusal("请写明解除的理由，例如手机丢失、已当面核实。", "reason")
    if not Authenticator.objects.filter(user=user, confirmed=True).exists():
        raise Refusal("这个账号没有绑定手机验证器。")
    Authenticator.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()
    record(actor, "accounts.user.unbind_authenticator", user, reason=reason)


def spend_code(user: User, code: str) -> str:
    """Use up a code: "authenticator", "recovery", or nothing when it is wrong or was used."""
    code = code.replace(" ", "").replace("-", "").upper()
    device = Authenticator.objects.filter(user=user, confirmed=True).first()
    if device is not None and device.verify_token(code):
        return "authenticator"
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, code), used_at=None)
    return "recovery" if unused.update(used_at=timezone.now()) else ""


def _new_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = ["".join(secrets.choice(UNAMBIGUOUS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _digest(user: User, code: str) -> str:
    return hmac.new(derive_key("recovery-code"), f"{user.pk}|{code}".encode(), hashlib.sha256).hexdigest()
