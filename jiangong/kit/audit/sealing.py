"""Chains what was recorded since the last time, and writes the head outside the database."""

import time
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from jiangong.kit.audit.anchors import append_anchor, last_anchor
from jiangong.kit.audit.keys import audit_key, audit_suite
from jiangong.kit.audit.models import AuditEntry, AuditLink
from jiangong.lib.macs import GENESIS, chain

BATCH = 2000
RECENT = timedelta(minutes=15)
SWEEP_SECONDS = 600.0
ADVISORY_LOCK = 0x6A67_6175_6469_74  # "jgaudit"


def seal_pending(*, everything: bool = True) -> int:
    """Give every unsealed row its place in the chain; how many were sealed.

    Rows carry the moment they were made in their key but appear when their transaction commits, so
    "unsealed" is asked of the links and not of a watermark; ``everything=False`` looks at recent rows only.
    """
    sealed, after = 0, 0
    while _unsealed(everything, after).exists():
        last = _seal_batch(everything, after)
        if last is None:
            break
        after, count = last
        sealed += count
    _anchor_head()
    return sealed


class Sealer:
    """Seals every second; recent rows each time, all rows at the start and every ten minutes."""

    def __init__(self) -> None:
        self._swept_at = float("-inf")

    def __call__(self) -> None:
        sweep = time.monotonic() - self._swept_at > SWEEP_SECONDS
        seal_pending(everything=sweep)
        if sweep:
            self._swept_at = time.monotonic()


def chain_head() -> tuple[int, str]:
    """How many rows are sealed and the MAC of the last."""
    return AuditLink.objects.order_by("-position").values_list("position", "chain").first() or (0, GENESIS)


def oldest_unsealed_age() -> timedelta | None:
    """How long the oldest recent row has waited for the sealer."""
    at = _unsealed(everything=False).order_by("pk").values_list("at", flat=True).first()
    return timezone.now() - at if at else None


def _unsealed(everything: bool, after: int = 0) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.filter(pk__gt=after).filter(
        ~Exists(AuditLink.objects.filter(entry_id=OuterRef("pk")))
    )
    if everything:
        return rows
    return rows.filter(at__gt=timezone.now() - RECENT)


@transaction.atomic
def _seal_batch(everything: bool, after: int) -> tuple[int, int] | None:
    """One batch: its last key and size. The lock keeps a second sealer from continuing from the same head."""
    if not _locked():
        return None
    position, head = chain_head()
    key, suite = audit_key(), audit_suite()
    links = []
    for entry_id, mac in _unsealed(everything, after).order_by("pk").values_list("pk", "mac")[:BATCH]:
        position += 1
        head = chain(key, head, mac, suite=suite)
        links.append(AuditLink(position=position, entry_id=entry_id, chain=head))
    AuditLink.objects.bulk_create(links, batch_size=500)
    return (links[-1].entry_id, len(links)) if links else None


def _locked() -> bool:
    """PostgreSQL: an advisory lock; SQLite: the immediate transaction is the lock."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        return bool(cursor.fetchone()[0])


def _anchor_head() -> None:
    """The head goes outside after the commit; a crash between the two is made good the next time."""
    count, head = chain_head()
    known = last_anchor()
    if count and (known is None or known.count < count):
        append_anchor(count, head)
