"""Reads a long list column by column: what repeats itself down a column, as most does, is made ready once."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.sql.constants import MULTI

Columns = list[Sequence[Any]]
_UNHASHABLE = {list, dict}  # JSON and arrays


def columns_in_batches(values: QuerySet, size: int) -> Iterator[Columns]:
    """The columns of a ``values_list``, ``size`` rows at a time.

    The database's values become Python's by the same converters as in Django, which goes row by row.
    """
    compiler = values.query.get_compiler(values.db)
    found = compiler.execute_sql(MULTI, chunked_fetch=True, chunk_size=size)
    read = [expression for expression, *_ in compiler.select[: compiler.col_count]]
    if compiler.has_composite_fields(read):
        raise TypeError("a key of several columns has no column of its own")
    converters = [
        (place, [_bound(one, expression, compiler.connection) for one in steps])
        for place, (steps, expression) in compiler.get_converters(read).items()
    ]
    for rows in found:
        columns: Columns = list(zip(*rows, strict=True))
        for place, steps in converters:
            for step in steps:
                columns[place] = _converted(columns[place], step)
        if columns:
            yield columns


def _bound(converter: Callable[..., Any], *more: Any) -> Callable[[Any], Any]:
    return lambda value: converter(value, *more)


def _converted(column: Sequence[Any], convert: Callable[[Any], Any]) -> Sequence[Any]:
    kinds = set(map(type, column)) - {type(None)}
    if len(kinds) > 1 or not kinds.isdisjoint(_UNHASHABLE):  # to Python, 1, 1.0 and True are the same
        return [convert(value) for value in column]
    known = set(column)
    if len(known) * 2 > len(column):
        return [convert(value) for value in column]
    told = {value: convert(value) for value in known}
    return [told[value] for value in column]
