"""Who decides in a branch of a tree decides there alone; in the branches beside it others go on at the same time."""

from collections.abc import Collection
from posixpath import commonpath

from django.db import connection

from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.loading.prepared import prepared_cursor

ALL = 0  # stands above every root
# PostgreSQL's advisory locks of two numbers: what they are about, and the row.
BRANCH, ROW = 1, 2
SHARED, ALONE = "pg_advisory_xact_lock_shared(%s, %s)", "pg_advisory_xact_lock(%s, %s)"


def hold_branch(paths: Collection[str]) -> None:
    """Until this transaction ends nobody else decides at or below what these rows have in common, nor on what is above.

    From the top down, so that two never wait for each other.
    """
    *above, own = (ALL, *ancestor_ids(commonpath(paths)))
    _lock([*((SHARED, BRANCH, key) for key in above), (ALONE, BRANCH, own)])


def hold_rows(keys: Collection[int]) -> None:
    """What stands above several branches and has to follow each of them; only after ``hold_branch``.

    Everybody takes them in the same order.
    """
    _lock([(ALONE, ROW, key) for key in sorted(keys)])


def _lock(locks: Collection[tuple[str, int, int]]) -> None:
    if connection.vendor != "postgresql":  # SQLite has one writer at a time anyway
        return
    with prepared_cursor(connection) as cursor:
        values = [number for _, *place in locks for number in place]
        cursor.execute(f"SELECT {', '.join(text for text, *_ in locks)}", values)
