"""Tables as JSON lines: the same bytes from SQLite and PostgreSQL, so that digests can be compared."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from jiangong.domains.indicators.models import Pending
from jiangong.kit.loading import bulk_load

READ_ROWS = 2000


def stored_models() -> list[type[models.Model]]:
    """Every table of the product, also those between two models, in a stable order.

    What is pending for the sums is left out: the database notes every row anew as it comes back.
    """
    known = apps.get_models(include_auto_created=True)
    kept = [
        model for model in known if model._meta.managed and not model._meta.proxy and model is not Pending
    ]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns in an order that does not depend on the order of declaration."""
    return sorted(field.attname for field in model._meta.concrete_fields)


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the whole database, without holding up those who write."""
    if connection.in_atomic_block:  # inside the restore, which is alone with its database
        yield
        return
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            yield
        return
    connection.connection.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        connection.connection.execute("ROLLBACK")


@contextmanager
def unhurried() -> Iterator[None]:
    """A transaction that may take as long as it needs."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def dumped_rows(model: type[models.Model]) -> Iterator[bytes]:
    """Each row as one line, in the order of the primary key."""
    rows = model._base_manager.order_by("pk").values_list(*columns_of(model))
    for values in rows.iterator(chunk_size=READ_ROWS):
        yield _ENCODER.encode(values).encode() + b"\n"


def load_rows(model: type[models.Model], lines: Iterable[bytes]) -> int:
    """Insert the lines of one table; inside the caller's transaction."""
    columns = columns_of(model)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    readers = [_reader(fields[name]) for name in columns]
    rows = (
        tuple(
            value if read is None or value is None else read(value)
            for read, value in zip(readers, json.loads(line), strict=True)
        )
        for line in lines
    )
    return bulk_load(model, columns, rows)


def clear_tables(found: Iterable[type[models.Model]]) -> None:
    """Remove what migrations themselves put into an otherwise empty database."""
    with connection.cursor() as cursor:
        for model in found:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def reset_sequences(found: list[type[models.Model]]) -> None:
    """Let the next key of each table follow the last one restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), found):
            cursor.execute(statement)


def _reader(field: models.Field) -> Callable[[Any], Any] | None:
    """How a value of this column comes back from JSON; ``None`` where it is itself."""
    target = field.target_field if field.is_relation else field
    if isinstance(target, models.DateTimeField):
        return datetime.fromisoformat
    if isinstance(target, models.BinaryField):
        return base64.b64decode
    if isinstance(target, models.DurationField):
        return lambda value: timedelta(microseconds=value)
    plain = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.JSONField)
    return None if isinstance(target, plain) else target.to_python


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return round(value.total_seconds() * 1_000_000)
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"{type(value).__name__} cannot be backed up")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
