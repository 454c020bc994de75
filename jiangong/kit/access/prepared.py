"""A cursor whose statements the database plans once: PostgreSQL takes longer to plan a short read than to answer it."""

from functools import cache
from typing import Any


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
    from psycopg import Cursor  # noqa: PLC0415

    class PreparedCursor(Cursor):
        """Values go beside the text, and the text is prepared at once."""

        def execute(self, query: Any, params: Any = None, **further: Any) -> Any:
            return super().execute(query, params, prepare=True, **further)

        def _convert_query(self, query: Any, params: Any = None) -> Any:
            # The driver does not say of a prepared statement what was asked; whoever counts statements reads it here.
            self._query = super()._convert_query(query, params)
            return self._query

    return PreparedCursor
