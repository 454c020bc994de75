"""After a test that committed: only tables that hold rows are emptied.

Django's own flush truncates all of them and then makes content types, permissions and every trigger again, which
costs more than most of the tests that ask for it.
"""

from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction

KEPT = {
    ContentType._meta.db_table,
    Permission._meta.db_table,
}  # what no test writes and a flush would make again


def empty_what_was_filled(case: Any) -> None:
    """In place of `TransactionTestCase._fixture_teardown`."""
    for alias in case._databases_names(include_mirrors=False):
        connection = connections[alias]
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
            while tables := _filled(connection, cursor):  # SQLite's triggers note what is deleted
                for table in tables:
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def _filled(connection: Any, cursor: Any) -> list[str]:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    cursor.execute(
        " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
            for table in sorted(tables)
        )
    )
    return [table for (table,) in cursor.fetchall()]
