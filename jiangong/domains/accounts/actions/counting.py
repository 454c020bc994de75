"""Counting tries before they are made, so that many at once do not slip through."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, models, transaction
from django.utils import timezone

from jiangong.domains.accounts.models import SignInCount, User
from jiangong.kit.access.keyring import derive_key
from jiangong.kit.commands.errors import Refusal

WAIT = timedelta(minutes=15)
# A row whose condition fails is neither written nor returned; SQLite and PostgreSQL say this alike.
COUNT = """
    INSERT INTO accounts_signincount AS counted (key, user_id, "limit", failures, ends_at) VALUES {places}
    ON CONFLICT (key) DO UPDATE SET user_id = excluded.user_id, "limit" = excluded."limit",
        ends_at = excluded.ends_at, failures = CASE WHEN counted.ends_at > %s THEN counted.failures + 1 ELSE 1 END
    WHERE counted.ends_at <= %s OR counted.failures < excluded."limit"
    RETURNING key, failures
"""


class TooManyTries(Refusal):
    """The allowance is used up; nothing was tried."""

    status = 429

    def __init__(self) -> None:
        super().__init__("尝试次数过多，已暂停登录。请15分钟后再试，或请上级工会核实身份后重置密码。")


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
    """Use one try of each allowance and say how many are left; with one used up, none is touched.

    One statement, so that a morning's sign-ins do not queue for each other's round trips.
    """
    wanted = {one.key: one.limit for one in allowances}
    now = timezone.now()
    user_id = user.pk if user else None
    rows = [(key, user_id, limit, now + WAIT) for key, limit in sorted(wanted.items())]
    with transaction.atomic():
        counted = _count(rows, now)
        if len(counted) < len(wanted):
            raise TooManyTries
    return min(wanted[key] - failures for key, failures in counted)


def _count(rows: list[tuple[str, int | None, int, datetime]], now: datetime) -> list[tuple[str, int]]:
    """Key and tries so far of every row that had a try left; one that has run out begins anew."""
    moment = SignInCount._meta.get_field("ends_at").get_db_prep_value
    values = [
        value for key, user, limit, end in rows for value in (key, user, limit, moment(end, connection))
    ]
    with connection.cursor() as cursor:
        places = ", ".join(["(%s, %s, %s, 1, %s)"] * len(rows))
        cursor.execute(COUNT.format(places=places), [*values, *[moment(now, connection)] * 2])
        return cursor.fetchall()


@transaction.atomic
def forgive(allowances: Iterable[Allowance]) -> None:
    """After a success: the caller's own count is cleared, wider ones only give this try back."""
    for one in sorted(allowances, key=lambda one: one.key):  # the order in which they were counted
        found = SignInCount.objects.filter(key=one.key)
        if one.lasting:
            found.filter(failures__gt=0).update(failures=models.F("failures") - 1)
        else:
            found.delete()
