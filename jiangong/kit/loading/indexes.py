"""Indexes of an SQLite table, set aside while many rows come in and built again behind them.

Sorted and written at once they cost a third of what they cost row by row, and no more when they no longer fit
into memory. All of it happens in the caller's transaction: readers keep what they see, a failure leaves what was.
PostgreSQL would make every reader wait, so there they stay.
"""

from typing import Any

# Of each index. A thousand would take an index over twelve values for one over hundreds, and the planner follow it;
# of 1.5 million rows these take a twentieth of a second.
SAMPLED_ROWS = 100_000


class SetAside:
    """The indexes of one table, away until ``put_back``. Keys and unique columns have none of their own and stay."""

    def __init__(self, cursor: Any, table: str) -> None:
        self._cursor, self._table = cursor, table
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
            [table],
        )
        self._made: dict[str, str] = dict(cursor.fetchall())
        for name in self._made:
            cursor.execute(f"DROP INDEX {_quoted(name)}")

    def put_back(self) -> None:
        """Build them as they were; rows that a unique one forbids are refused here."""
        for statement in self._made.values():
            self._cursor.execute(statement)
        # What the planner knew about them went with them.
        analyze(self._cursor, self._table)


def analyze(cursor: Any, table: str = "") -> None:
    """Let SQLite's planner know one table, or all, as they are now."""
    cursor.execute(f"PRAGMA analysis_limit = {SAMPLED_ROWS}")
    cursor.execute(f"ANALYZE {_quoted(table)}" if table else "ANALYZE")


def rows_in(cursor: Any, table: str) -> int:
    """How many rows there are."""
    cursor.execute(f"SELECT count(*) FROM {_quoted(table)}")  # noqa: S608 - a table of ours, quoted
    return cursor.fetchone()[0]


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
