"""A connection is kept while the file it has open is still the database; who writes waits for its turn.

A transaction begins with its first statement, as PostgreSQL's driver has it: what is worked out before keeps nobody
waiting.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base, operations

from jiangong.config.sqlite.turns import Turns, turns_at

PATIENCE = 5  # seconds to wait for other writers, as sqlite3 itself would
KEPT, LONG = 1000, 5000  # so many texts, no longer than this, are kept as SQLite wants them


class Cursor(base.SQLiteCursorWrapper):
    """Begins the transaction it is in."""

    database: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        self.database.begin()
        return super().execute(query, params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        self.database.begin()
        return super().executemany(query, param_list)

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        if param_names is not None or len(query) > LONG:
            return super().convert_query(query, param_names=param_names)
        return _marked(query)


@lru_cache(maxsize=KEPT)
def _marked(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseOperations(operations.DatabaseOperations):
    """Moments are kept in UTC: a page reads hundreds, and what they are needs no looking up each time."""

    def adapt_datetimefield_value(self, value: Any) -> str | None:
        if isinstance(value, datetime) and value.tzinfo is UTC is self.connection.timezone:
            return str(value.replace(tzinfo=None))
        return super().adapt_datetimefield_value(value)

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> datetime | None:
        if isinstance(value, datetime) and value.tzinfo is None and connection.timezone is UTC:
            return value.replace(tzinfo=UTC)
        return super().convert_datetimefield_value(value, expression, connection)


class DatabaseWrapper(base.DatabaseWrapper):
    """Opening costs a tenth of a page and closing a checkpoint with its sync, so neither happens per request.

    Django asks ``is_usable`` once before each request (``CONN_HEALTH_CHECKS``). Were the file moved away and
    another put in its place, what an old connection acknowledged would be lost.
    """

    ops_class = DatabaseOperations
    _opened: tuple[int, int] | None = None
    _turns: Turns | None = None
    _turn: Turns | None = None
    _is_to_begin = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._opened = self._file()  # looked up first: replaced in between, it is opened once more
        self._turns = None if self.is_in_memory_db() else turns_at(str(self.settings_dict["NAME"]))
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        return self._opened == self._file()

    def create_cursor(self, name: str | None = None) -> Cursor:
        made: Cursor = self.connection.cursor(factory=Cursor)
        made.database = self
        return made

    def _start_transaction_under_autocommit(self) -> None:
        self._is_to_begin = True

    def begin(self) -> None:
        """Every transaction may write (``IMMEDIATE``), so it waits for its turn before it begins."""
        if not self._is_to_begin:
            if self._turn is None and self._turns is not None:
                self._turns.give_way()
            return
        self._is_to_begin = False
        if self._turns is not None:
            if not self._turns.take(self.settings_dict["OPTIONS"].get("timeout", PATIENCE)):
                raise OperationalError("database is locked")
            self._turn = self._turns
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn, self._is_to_begin = self._turn, None, False
        if turn is not None:
            turn.give_back()

    def _file(self) -> tuple[int, int] | None:
        """Which file has the database's name now; none for one in memory."""
        with suppress(OSError, ValueError):
            found = Path(self.settings_dict["NAME"]).stat()
            return found.st_dev, found.st_ino
        return None
