"""Counting tries before they are made, so that many at once do not slip through."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

from jiangong.domains.accounts.models import SignInCount, User
from jiangong.kit.access.keyring import derive_key
from jiangong.kit.commands.errors import Refusal

WAIT = timedelta(minutes=15)


class TooManyTries(Refusal):
    """The allowance is used up; nothing was tried."""

    status = 429

    def __init__(self) -> None:
        super().__init__("尝试次数过多，已暂停登录。请15分钟后再试，或请上级工会核实身份后重置口令。")


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often something may be tried in a quarter of an hour; ``lasting`` ones survive a success."""

    purpose: str
    subject: str
    limit: int
    lasting: bool = False

    @property
    def key(self) -> str:
        text = f"{self.purpose}|{self.subject}"
        return hmac.new(derive_key("sign-in"), text.encode(), hashlib.sha256).hexdigest()


def count_try(allowances: Iterable[Allowance], user: User | None) -> int:
    """Use one try of each allowance and say how many are left; with one used up, none is touched."""
    with transaction.atomic():
        return min(_count(one, user) for one in sorted(allowances, key=lambda one: one.key))


def _count(allowance: Allowance, user: User | None) -> int:
    now = timezone.now()
    running = SignInCount.objects.filter(key=allowance.key, ends_at__gt=now)
    counted = running.filter(failures__lt=allowance.limit).update(
        failures=models.F("failures") + 1, ends_at=now + WAIT
    )
    if counted:
        return allowance.limit - running.values_list("failures", flat=True).get()
    if running.exists():
        raise TooManyTries
    first = {"failures": 1, "limit": allowance.limit, "ends_at": now + WAIT, "user": user}
    SignInCount.objects.update_or_create(key=allowance.key, defaults=first)
    return allowance.limit - 1


def forgive(allowances: Iterable[Allowance]) -> None:
    """After a success: the caller's own count is cleared, wider ones only give this try back."""
    for one in allowances:
        found = SignInCount.objects.filter(key=one.key)
        if one.lasting:
            found.filter(failures__gt=0).update(failures=models.F("failures") - 1)
        else:
            found.delete()
