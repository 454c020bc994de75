"""The few rows of one command, by statements whose text is worked out once: Django builds and compiles each anew.

What ``kit.access.compiled`` is to reading. No signal is sent. Where an object is not plain — an expression among the
values, more rows than a form has — Django does as always.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, models, router

from jiangong.kit.loading.prepared import prepared_cursor
from jiangong.kit.loading.values import as_text, converter_for, insertion, replacing

M = TypeVar("M", bound=models.Model)
MOST = 64  # more are written as Django writes them: there the rows cost more than the text


def insert_rows(
    rows: Sequence[M], *, unique: tuple[str, ...] = (), update: tuple[str, ...] = ()
) -> Sequence[M]:
    """Insert these objects of one model and give them their keys.

    A row that is there, by its ``unique`` columns, gets the new values of those to ``update`` instead.
    """
    if not rows:
        return rows
    model = type(rows[0])
    if len(rows) > MOST:
        conflicts: dict[str, Any] = (
            {"update_conflicts": True, "unique_fields": unique, "update_fields": update} if unique else {}
        )
        return model._base_manager.bulk_create(rows, **conflicts)
    keyed = [one for one in rows if one.pk is not None]
    if keyed:
        _insert(model, keyed, True, unique, update)
    if len(keyed) < len(rows):
        _insert(model, [one for one in rows if one.pk is None] if keyed else rows, False, unique, update)
    return rows


def update_row(row: models.Model, values: Mapping[str, Any], unchanged: Mapping[str, Any]) -> bool:
    """Write ``values`` if the row still holds what is ``unchanged``; whether it did. The object stays as it is."""
    model = type(row)
    if any(hasattr(value, "resolve_expression") for value in values.values()):
        return bool(model._base_manager.filter(pk=row.pk, **unchanged).update(**values))
    alias = router.db_for_write(model)
    text = _updating(model, alias, tuple(values), tuple(unchanged))
    with prepared_cursor(connections[alias]) as cursor:
        given = (*values.values(), *unchanged.values(), row.pk)
        plain = [value.pk if isinstance(value, models.Model) else value for value in given]
        cursor.execute(text.sql, text.adapted(plain))
        return bool(cursor.rowcount)


class _Text:
    """One statement, and how the values of its columns reach the database."""

    def __init__(self, sql: str, fields: Sequence[models.Field], connection: Any) -> None:
        self.sql = sql
        self._values = attrgetter(*(field.attname for field in fields))
        converters = ((place, converter_for(field, connection)) for place, field in enumerate(fields))
        self._converting = [(place, convert) for place, convert in converters if convert]
        self._dated = [field for field in fields if _is_dated(field)]
        self._is_typed = connection.vendor == "postgresql"

    def of(self, row: models.Model) -> list[Any]:
        for field in self._dated:
            field.pre_save(row, add=True)
        return self.adapted(list(self._values(row)))

    def adapted(self, values: list[Any]) -> list[Any]:
        for place, convert in self._converting:
            values[place] = convert(values[place])
        return [as_text(value) for value in values] if self._is_typed else values


def _is_dated(field: models.Field) -> bool:
    """Whether it sets itself."""
    return getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)


def _insert(
    model: type[M], rows: Sequence[M], has_key: bool, unique: tuple[str, ...], update: tuple[str, ...]
) -> None:
    alias = router.db_for_write(model)
    text = _inserting(model, alias, len(rows), has_key, unique, update)
    with prepared_cursor(connections[alias]) as cursor:
        cursor.execute(text.sql, [value for row in rows for value in text.of(row)])
        keys = None if has_key else cursor.fetchall()
    for place, row in enumerate(rows):
        if keys:
            row.pk = keys[place][0]
        row._state.adding, row._state.db = False, alias


@lru_cache(maxsize=512)
def _inserting(
    model: type[models.Model],
    alias: str,
    count: int,
    has_key: bool,
    unique: tuple[str, ...],
    update: tuple[str, ...],
) -> _Text:
    connection, about = connections[alias], model._meta
    fields = [field for field in about.concrete_fields if has_key or not field.primary_key]
    sql = insertion(connection, about.db_table, fields, count)
    if unique:
        sql += replacing(connection, _fields(model, update), _fields(model, unique))
    if not has_key:
        sql += f" RETURNING {connection.ops.quote_name(_fields(model, ('pk',))[0].column)}"
    return _Text(sql, fields, connection)


@lru_cache(maxsize=512)
def _updating(
    model: type[models.Model], alias: str, names: tuple[str, ...], unchanged: tuple[str, ...]
) -> _Text:
    connection, fields = connections[alias], _fields(model, (*names, *unchanged, "pk"))
    quote = connection.ops.quote_name
    marks = [f"{quote(field.column)} = %s" for field in fields]
    what, where = ", ".join(marks[: len(names)]), " AND ".join(marks[len(names) :])
    # Names come from the model's own columns and are quoted; every value is a parameter.
    sql = f"UPDATE {quote(model._meta.db_table)} SET {what} WHERE {where}"  # noqa: S608
    return _Text(sql, fields, connection)


def _fields(model: type[models.Model], names: Iterable[str]) -> list[Any]:
    about = model._meta
    return [about.pk if name == "pk" else about.get_field(name) for name in names]
