"""A cursor whose statements the database plans once: PostgreSQL takes longer to plan a short read than to answer it."""

import re
from functools import cache, lru_cache
from itertools import count
from typing import Any

KEPT = 1000  # texts


def prepared_cursor(connection: Any) -> Any:
    """As ``connection.cursor()``; for texts that come again and again with other values."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return connection._prepare_cursor(_kind()(connection.connection))


@cache
def _kind() -> type:
    # Whoever works on SQLite need not wait for PostgreSQL's driver to be loaded.
    from psycopg import RawCursor  # noqa: PLC0415

    class PreparedCursor(RawCursor):
        """Values go beside the text, and the text is prepared at once."""

        def execute(self, query: Any, params: Any = None, **further: Any) -> Any:
            text = query if params is None else _numbered(query)
            return super().execute(text, params, prepare=True, **further)

        def _convert_query(self, query: Any, params: Any = None) -> Any:
            # The driver does not say of a prepared statement what was asked; whoever counts statements reads it here.
            self._query = super()._convert_query(query, params)
            return self._query

    return PreparedCursor


@lru_cache(maxsize=KEPT)
def _numbered(query: str) -> str:
    """With the server's own marks: the driver would look for others in a long text each time."""
    number = count(1)
    return re.sub("%([%s])", lambda found: "%" if found[1] == "%" else f"${next(number)}", query)
