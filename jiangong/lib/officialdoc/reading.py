"""What was read: frozen values that go to JSON and back unchanged."""

import types
import typing
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date

from jiangong.lib.officialdoc.text import Span


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan (专案, 方案) the notice holds; its span is its title."""

    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading or item with those beneath it."""

    level: int
    label: str
    title: str
    span: Span
    children: tuple["Heading", ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A task and who leads it, answers for it, takes part in it."""

    ref: str
    plan: int | None
    text: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    joint: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done between two days, either of which may be open."""

    plan: int | None
    text: str
    start: date | None
    end: date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Target:
    """A quantity set for something counted."""

    plan: int | None
    text: str
    indicator: str
    operator: str
    value: str
    value_to: str | None
    unit: str
    per: str | None
    period: str | None
    span: Span
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures."""

    name: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One organization's shares."""

    organization: str
    values: tuple[str | None, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Allocation:
    """A table that divides figures among organizations."""

    plan: int | None
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stated_total: tuple[str | None, ...]
    computed_total: tuple[str | None, ...]
    difference: tuple[str | None, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class RubricItem:
    """One thing that earns points."""

    text: str
    points: str | None


@dataclass(frozen=True, slots=True)
class RubricGroup:
    """Items under one heading of a rubric."""

    name: str
    points: str | None
    items: tuple[RubricItem, ...]


@dataclass(frozen=True, slots=True)
class Rubric:
    """A scoring sheet."""

    plan: int | None
    title: str
    groups: tuple[RubricGroup, ...]
    points: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person must look at; `code` names the rule."""

    code: str
    message: str
    span: Span


@dataclass(frozen=True)
class Reading:
    """A notice as read. `text` is what every span points into; it is stored beside the JSON, not in it."""

    title: str | None
    number: str | None
    issuer: str | None
    issued_on: date | None
    addressees: tuple[str, ...]
    annexes: tuple[str, ...]
    spans: dict[str, Span]
    plans: tuple[Plan, ...]
    outline: tuple[Heading, ...]
    measures: tuple[Measure, ...]
    steps: tuple[Step, ...]
    targets: tuple[Target, ...]
    tables: tuple[Allocation, ...]
    rubrics: tuple[Rubric, ...]
    warnings: tuple[Finding, ...]
    text: str = field(default="", metadata={"apart": True})

    def as_json(self) -> dict:
        """The object `jiangong read --json` prints."""
        return {
            each.name: _plain(getattr(self, each.name))
            for each in fields(self)
            if "apart" not in each.metadata
        }

    @classmethod
    def from_json(cls, stored: dict, text: str = "") -> "Reading":
        """The reading that gave this JSON."""
        kinds = typing.get_type_hints(cls)
        return cls(text=text, **{name: _built(kinds[name], value) for name, value in stored.items()})


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value


def _built(kind: typing.Any, value: typing.Any) -> typing.Any:
    if value is None:
        return None
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _built(next(each for each in typing.get_args(kind) if each is not type(None)), value)
    if origin is tuple:
        inner = typing.get_args(kind)[0]
        return tuple(_built(inner, each) for each in value)
    if origin is dict:
        return {key: _built(typing.get_args(kind)[1], each) for key, each in value.items()}
    if kind is date:
        return date.fromisoformat(value)
    if is_dataclass(kind):
        kinds = typing.get_type_hints(kind)
        return typing.cast("type", kind)(**{name: _built(kinds[name], each) for name, each in value.items()})
    return value
