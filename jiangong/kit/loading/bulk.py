"""Bulk loading: Django's ``bulk_create`` spends twenty times as long on the same rows."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connections, models, router
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from jiangong.kit.loading.indexes import SetAside, rows_in
from jiangong.kit.loading.prepared import prepared_cursor
from jiangong.kit.loading.values import Convert, as_array, converter_for, insertion, replacing, target

Rows = list[Sequence[Any]]
BATCH = 10_000  # Django's SQLite cursor keeps every row of one executemany in memory


def bulk_load(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert ``rows`` (values in the order of ``columns``: attribute names) and return how many.

    Works inside the caller's transaction only. Columns left out get the model's default, or the present
    moment, the same for every row. Signals and ``save`` are not called; constraints hold.
    """
    connection = _connection(model)
    fields, complete = _prepared(connection, model, columns, rows)
    load = _copy if connection.vendor == "postgresql" else _insert
    return load(connection, model._meta.db_table, fields, complete)


def bulk_put(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    unique: Sequence[str],
) -> None:
    """As ``bulk_load``, but a row that is there, by its ``unique`` columns, gets the new values of the others."""
    connection = _connection(model)
    fields, complete = _prepared(connection, model, columns, rows)
    same = [field for field in fields if field.attname in unique]
    new = [field for field in fields if field.attname not in unique]
    table, otherwise = model._meta.db_table, replacing(connection, new, same)
    put = _put_columns if connection.vendor == "postgresql" else _put_rows
    while batch := list(islice(complete, BATCH)):
        put(connection, table, fields, batch, otherwise)


def _put_rows(connection: Any, table: str, fields: list[models.Field], rows: Rows, otherwise: str) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(insertion(connection, table, fields) + otherwise, rows)


def _put_columns(connection: Any, table: str, fields: list[models.Field], rows: Rows, otherwise: str) -> None:
    """One statement whatever the number of rows: PostgreSQL would plan a row longer than it takes to write it."""
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    sql = f"INSERT INTO {target(connection, table, fields)} SELECT * FROM unnest({arrays}){otherwise}"  # noqa: S608
    with prepared_cursor(connection) as cursor:
        cursor.execute(sql, [as_array(column) for column in zip(*rows, strict=True)])


def _connection(model: type[models.Model]) -> Any:
    connection = connections[router.db_for_write(model)]
    if not connection.in_atomic_block:
        raise TransactionManagementError("bulk loading needs a transaction around it")
    return connection


def _prepared(
    connection: Any, model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> tuple[list[models.Field], Iterator[Sequence[Any]]]:
    """Every column that is written, and the rows as the database takes them."""
    named = {field.attname: field for field in model._meta.concrete_fields}
    given = [named[name] for name in columns]
    filled = [field for field in named.values() if field not in given and not field.db_returning]
    converters = [converter_for(field, connection) for field in (*given, *filled)]
    constants = tuple(
        adapt(_default(field)) if adapt else _default(field)
        for field, adapt in zip(filled, converters[len(given) :], strict=True)
    )
    return [*given, *filled], _completed(rows, converters[: len(given)], constants)


def _default(field: models.Field) -> Any:
    """What a column holds that nobody named."""
    if field.primary_key:
        raise ValueError(f"{field.model._meta.label}.{field.attname} must be among the columns")
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        now = timezone.now()
        return now if isinstance(field, models.DateTimeField) else timezone.localdate(now)
    return field.get_default()


def _copy(connection: Any, table: str, fields: list[models.Field], rows: Iterable[Sequence[Any]]) -> int:
    loaded = 0
    with (
        connection.wrap_database_errors,  # Django's cursor does not do it for COPY
        connection.cursor() as cursor,
        cursor.copy(f"COPY {target(connection, table, fields)} FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
            loaded += 1
    return loaded


def _insert(connection: Any, table: str, fields: list[models.Field], rows: Iterable[Sequence[Any]]) -> int:
    sql = insertion(connection, table, fields)
    loaded, left, aside = 0, iter(rows), None
    with connection.cursor() as cursor:
        while batch := list(islice(left, BATCH)):
            if loaded == BATCH:
                before = rows_in(cursor, table) - loaded
            if loaded and aside is None and loaded >= before:  # more have come than there were
                aside = SetAside(cursor, table)
            cursor.executemany(sql, batch)
            loaded += len(batch)
        if aside:
            aside.put_back()
    return loaded


def _completed(
    rows: Iterable[Sequence[Any]], converters: Sequence[Convert | None], constants: tuple[Any, ...]
) -> Iterator[Sequence[Any]]:
    """Rows with their values converted and what is the same in every row at the end."""
    converting = [(position, convert) for position, convert in enumerate(converters) if convert]
    for row in rows:
        values = [*row, *constants]
        for position, convert in converting:
            values[position] = convert(values[position])
        yield values
