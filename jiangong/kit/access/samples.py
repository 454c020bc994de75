"""Arguments of compiled reads, taken apart: which kinds there are, and made-up ones that can be told from constants."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from jiangong.kit.access.actor import Actor

STEP = 10_000
FIRST_DAYS = (date(2001, 1, 1), date(2051, 1, 1))
WILD = frozenset("%_\\")
# What a statement may use of an actor, by name.
REACH: dict[str, Callable[[Actor], Any]] = {
    "from": lambda actor: actor.scope_path or None,
    "until": lambda actor: f"{actor.scope_path[:-1]}0" if actor.scope_path else None,
    "user": lambda actor: actor.user_id,
    "organization": lambda actor: actor.organization_id,
}


class NotCompilable(TypeError):
    """A query whose text or constants depend on its arguments other than as they are."""


class Place(NamedTuple):
    """Which argument, and which part of it, stands here; within a text, if one is given."""

    argument: int
    part: int | str | None
    within: tuple[str, str] | None = None

    def value(self, given: list[Any], connection: Any) -> Any:
        value = adapted(part_of(given[self.argument], self.part), connection)
        if self.within is None:
            return value
        if not WILD.isdisjoint(value):
            raise NotCompilable("a pattern of SQL cannot be looked for as it is")
        return value.join(self.within)


Taker = Callable[[list[Any], Any], Any]


def taker(found: Any, sample: list[Any]) -> Taker:
    """What brings the value that stands somewhere: a constant, or of arguments such as ``sample`` the part that is meant."""
    if not isinstance(found, Place):
        return lambda given, connection: found
    argument, part, within = found
    if within is not None or isinstance(part, str) or not isinstance(part_of(sample[argument], part), int):
        return found.value
    # Keys are most of what is asked for, and no database wants them any other way.
    if part is None:
        return lambda given, connection: given[argument]
    return lambda given, connection: part_of(given[argument], part)


def parts(given: list[Any]) -> Iterable[tuple[int, int | str | None, Any]]:
    """Everything a statement may name: arguments, members of collections, what is asked of an actor."""
    for argument, value in enumerate(given):
        if isinstance(value, Actor):
            yield from (
                (argument, name, part_of(value, name)) for name in REACH if part_of(value, name) is not None
            )
        elif isinstance(value, list):
            yield from ((argument, member, one) for member, one in enumerate(value))
        elif value is not None and not isinstance(value, bool):
            yield argument, None, value


def part_of(value: Any, part: int | str | None) -> Any:
    if part is None:
        return value
    if isinstance(part, str):
        return REACH[part](value)
    return value[min(part, len(value) - 1)]  # collections are filled up with their last member


def sample(given: list[Any], number: int) -> list[Any]:
    """Arguments of the same shape that stand for themselves."""
    values: list[Any] = [[] if isinstance(one, list) else one for one in given]
    count = 0
    for argument, value in enumerate(given):
        members = value + value[-1:] * (_length(value) - len(value)) if isinstance(value, list) else [value]
        for one in members:
            count += 1
            stands = _stand_in(one, count * len(REACH), number)
            if isinstance(value, list):
                values[argument].append(stands)
            else:
                values[argument] = stands
    return values


def _stand_in(value: Any, count: int, number: int) -> Any:
    key = STEP * (number + 1) + count  # fits into the shortest column of numbers
    day = FIRST_DAYS[number] + timedelta(days=count)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Actor):
        return _somebody(value, key)
    if isinstance(value, datetime):
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    if isinstance(value, date):
        return day
    return key if isinstance(value, int) else f"sample {key}"


def _somebody(actor: Actor, key: int) -> Actor:
    """An actor with as much reach; who asks more of them than their keys is refused."""
    path = f"/{key}/" if actor.sees_everything else f"/{key}/{key}/{key}/"
    return replace(
        actor,
        user=None if actor.user is None else SimpleNamespace(pk=key + 1),
        organization=None if actor.organization is None else SimpleNamespace(pk=key + 2),
        scope_path=path if actor.scope_path else "",
        appointment_id=key + 3,
        address=str(key),
        request_id=str(key),
        program=actor.program and str(key),
        appointments=(),
    )


def plain(value: Any) -> Any:
    if value is None or isinstance(value, int | str | date | Actor):
        return value
    if isinstance(value, Collection):
        return list(value)
    raise NotCompilable(f"{type(value).__name__} is no argument of a compiled read")


def _length(value: list[Any]) -> int:
    """Collections of nearly the same length share one text."""
    return 1 << (len(value) - 1).bit_length() if value else 0


def shape(value: Any) -> Any:
    if isinstance(value, list):
        kinds = {_kind(one) for one in value}
        if len(kinds) > 1:
            raise NotCompilable("members of different kinds")
        return _length(value), *kinds
    if isinstance(value, Actor):
        reach = value.sees_everything, not value.scope_path, value.is_system
        return *reach, value.user is None, value.organization is None, value.permissions
    return value if value is None or isinstance(value, bool) else _kind(value)


def _kind(value: Any) -> str:
    for kind in (datetime, date, int, str):
        if isinstance(value, kind) and not isinstance(value, bool):
            return kind.__name__
    raise NotCompilable(f"{type(value).__name__} is no argument of a compiled read")


def adapted(value: Any, connection: Any) -> Any:
    """As Django hands it to the database."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return str(value) if isinstance(value, str) else value
