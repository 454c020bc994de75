"""Reads whose SQL is worked out once: for a short query, building and compiling cost ten times what the database does.

``@compiled`` stands over a function that returns a gated queryset and makes it return the rows. Its arguments are whole
numbers, days, moments, texts, collections of these, and the actor; whatever the rows depend on is among them. A
function that looked at the clock, at a setting or into the database would go on with what it saw first.

How: it is called twice with arguments made up for the purpose. What differs between the two statements is an argument
at its place; were anything worked out from one, it would be refused here, not answered wrongly later. Of an actor only
the reach and the two keys can be used. Rights are never kept: the text is, and every call brings its own values.
"""

from collections.abc import Callable, Iterable
from functools import update_wrapper
from typing import Any, Generic, ParamSpec

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

from jiangong.kit.access.instances import Maker
from jiangong.kit.access.samples import NotCompilable, Place, Taker, parts, plain, sample, shape, taker
from jiangong.kit.access.scoping import ScopedQuerySet
from jiangong.kit.loading.prepared import prepared_cursor

P = ParamSpec("P")
MOST = 64  # longer collections are read as Django reads them: there the rows cost more than the text
_every: list["CompiledRead"] = []


class CompiledRead(Generic[P]):
    """A function over the database; ``build`` is the queryset it reads."""

    def __init__(self, build: Callable[P, QuerySet]) -> None:
        self.build = build
        self._texts: dict[tuple[Any, ...], _Text | None] = {}
        update_wrapper(self, build)
        _every.append(self)

    def __call__(self, *values: P.args, **further: P.kwargs) -> list[Any]:
        if further:
            raise NotCompilable("a compiled read takes its arguments by their places")
        given = [plain(one) for one in values]
        if any(isinstance(one, list) and len(one) > MOST for one in given):
            return list(self.build(*given))  # type: ignore[call-arg]
        connection = connections[DEFAULT_DB_ALIAS]
        key = (connection.vendor, *map(shape, given))
        if key not in self._texts:
            self._texts[key] = _compiled(self.build, given, connection)
        text = self._texts[key]
        return [] if text is None else text.rows(given, connection)


def compiled(build: Callable[P, QuerySet]) -> CompiledRead[P]:
    """Let the function return its rows, from SQL that is worked out once for each shape of its arguments."""
    return CompiledRead(build)


def compiled_reads() -> tuple[CompiledRead, ...]:
    """Every one there is, for the test that holds each against its queryset."""
    return tuple(_every)


class _Text:
    """One statement with the places of its arguments, and how its rows become what the queryset yields."""

    def __init__(self, queryset: QuerySet, compiler: Any, sql: str, values: list[Taker]) -> None:
        self.sql, self.values = sql, values
        self.width = compiler.col_count if compiler.has_extra_select else None
        converters = compiler.get_converters([one[0] for one in compiler.select[: compiler.col_count]])
        self.converters = [(place, *found) for place, found in converters.items()]
        self.finish = _finisher(queryset, compiler)

    def rows(self, given: list[Any], connection: Any) -> list[Any]:
        with prepared_cursor(connection) as cursor:
            cursor.execute(self.sql, tuple([value(given, connection) for value in self.values]))
            found = cursor.fetchall()
        if self.width is not None:
            found = [row[: self.width] for row in found]
        return self.finish(self._converted(found, connection) if self.converters else found)

    def _converted(self, rows: Iterable[Any], connection: Any) -> list[list[Any]]:
        changed = [list(row) for row in rows]
        for place, converters, expression in self.converters:
            for row in changed:
                for convert in converters:
                    row[place] = convert(row[place], expression, connection)
        return changed


def _finisher(queryset: QuerySet, compiler: Any) -> Callable[[Iterable[Any]], list[Any]]:
    kind = queryset._iterable_class
    if queryset._prefetch_related_lookups or kind not in (
        ModelIterable,
        ValuesListIterable,
        FlatValuesListIterable,
    ):
        raise NotCompilable("objects, or values as tuples; nothing fetched afterwards")
    if kind is FlatValuesListIterable:
        return lambda rows: [row[0] for row in rows]
    if kind is ValuesListIterable:
        return lambda rows: [tuple(row) for row in rows]
    return _instances(compiler)


def _instances(compiler: Any) -> Callable[[Iterable[Any]], list[Any]]:
    """As Django's own iterable makes them, with what it works out anew each time kept."""
    about, select = compiler.klass_info, compiler.select
    model, fields = about["model"], about["select_fields"]
    first, last = fields[0], fields[-1] + 1
    names = [one[0].target.attname for one in select[first:last]]
    made = Maker(model).from_db
    populators = get_related_populators(about, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # a stub ahead of us
    _make_quickly(populators)
    annotated = list((compiler.annotation_col_map or {}).items())

    def finish(rows: Iterable[Any]) -> list[Any]:
        found = []
        for row in rows:
            instance = made(DEFAULT_DB_ALIAS, names, row[first:last])
            for one in populators:
                one.populate(row, instance)
            for name, place in annotated:
                setattr(instance, name, row[place])
            found.append(instance)
        return found

    return finish


def _make_quickly(populators: Iterable[Any]) -> None:
    for one in populators:
        one.model_cls = Maker(one.model_cls)
        _make_quickly(one.related_populators)


def _compiled(build: Callable[..., QuerySet], given: list[Any], connection: Any) -> _Text | None:
    """The text for arguments of this shape; nothing where it can have no rows."""
    samples = [sample(given, number) for number in (0, 1)]
    try:
        (queryset, compiler, sql, params), (_, _, other, others) = (
            _worked_out(build, one, connection) for one in samples
        )
    except EmptyResultSet:
        return None
    places = [Place(argument, part) for argument, part, _ in parts(samples[0])]
    pairs = {tuple(place.value(one, connection) for one in samples): place for place in places}
    if sql != other or len(params) != len(others):
        raise NotCompilable(f"{build.__name__}: the text depends on the values")
    found = [_found(pair, pairs) for pair in zip(params, others, strict=True)]
    return _Text(queryset, compiler, sql, [taker(one, samples[0]) for one in found])


def _worked_out(build: Callable[..., QuerySet], values: list[Any], connection: Any) -> tuple[Any, ...]:
    queryset = build(*values)
    if isinstance(queryset, ScopedQuerySet):
        queryset._require_gate()
    compiler = queryset.query.get_compiler(connection=connection)
    return queryset, compiler, *compiler.as_sql()


def _found(pair: tuple[Any, Any], pairs: dict[tuple[Any, ...], Place]) -> Any:
    """The argument that stands here, alone or within a text, or the constant."""
    if pair in pairs:
        return pairs[pair]
    if pair[0] == pair[1]:
        return pair[0]
    for (one, other), place in pairs.items():
        if isinstance(one, str) and isinstance(pair[0], str) and pair[0].count(one) == 1:
            before, after = pair[0].split(one)
            if f"{before}{other}{after}" == pair[1]:
                return place._replace(within=(before, after))
    raise NotCompilable(f"{pair[0]!r} is worked out from the arguments")
