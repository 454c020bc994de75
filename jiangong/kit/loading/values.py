"""How the values of columns reach the database when no queryset of Django's carries them there."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

Convert = Callable[[Any], Any]
_encode = DjangoJSONEncoder(ensure_ascii=False).encode
# SQLite has no type of its own for these.
_ADAPTED = (models.TimeField, models.DurationField, models.UUIDField)


def converter_for(field: models.Field, connection: Any) -> Convert | None:
    """What a value of this column goes through, nothing among them; most need none."""
    if isinstance(field, models.JSONField):
        return _to_json
    if isinstance(field, models.FileField):
        return _to_name
    return None if connection.vendor == "postgresql" else _for_sqlite(field, connection)


def as_text(value: Any) -> Any:
    """A plain value as PostgreSQL reads it from a text of no type, which the column gives it.

    The driver would name a type by the size of each number, and the server keep another plan for every mixture.
    """
    return str(value) if isinstance(value, int | Decimal | date) else value


def as_array(values: Iterable[Any]) -> str:
    """A column of such values, as the text of an array."""
    return f"{{{','.join('NULL' if one is None else _quoted(str(one)) for one in values)}}}"


def _quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def insertion(connection: Any, table: str, fields: Iterable[models.Field], rows: int = 1) -> str:
    """The statement, with a mark for every value of so many rows."""
    named = list(fields)
    row = f"({', '.join(['%s'] * len(named))})"
    # Names come from the model's own columns and are quoted; every value is a parameter.
    return f"INSERT INTO {target(connection, table, named)} VALUES {', '.join([row] * rows)}"  # noqa: S608


def replacing(connection: Any, fields: Iterable[models.Field], unique: Iterable[models.Field]) -> str:
    """Where a row with the same ``unique`` columns is there, these get the new values."""
    quote = connection.ops.quote_name
    same = ", ".join(quote(field.column) for field in unique)
    new = ", ".join(f"{quote(field.column)} = EXCLUDED.{quote(field.column)}" for field in fields)
    return f" ON CONFLICT ({same}) DO UPDATE SET {new}"


def target(connection: Any, table: str, fields: Iterable[models.Field]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(quote(field.column) for field in fields)})"


def _for_sqlite(field: models.Field, connection: Any) -> Convert | None:
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return connection.ops.adapt_datefield_value
    if isinstance(field, models.DecimalField):
        # What is a number already needs no more than the driver's adapter would do.
        prepared = field.get_db_prep_save
        return lambda value: str(value) if type(value) is Decimal else prepared(value, connection)
    if isinstance(field, _ADAPTED):
        return lambda value: field.get_db_prep_save(value, connection)
    return None


def _to_name(file: Any) -> str | None:
    return None if file is None else str(file)


def _to_json(value: Any) -> str | None:
    return None if value is None else _encode(value)
