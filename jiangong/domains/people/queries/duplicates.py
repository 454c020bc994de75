"""Entries that may be the same person twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import models
from django.db.models import Count, Q

from jiangong.domains.people.models import ERASED_NAME, DistinctPair, Person
from jiangong.domains.people.queries.finding import standing_people
from jiangong.kit.access.actor import Actor

MOST_GROUPS = 200
MOST_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entries and what they have in common."""

    first: Person
    second: Person
    reason: str


@dataclass(frozen=True, slots=True)
class DuplicateKind:
    """One way to suspect: entries alike in ``fields`` (the beginning of an index) and in ``also``."""

    name: str
    label: str
    fields: tuple[str, ...]
    known: Q
    also: Callable[[Person], Any] = bool


DUPLICATE_KINDS = {
    kind.name: kind
    for kind in (
        DuplicateKind("phone", "手机号码相同", ("phone_index",), ~Q(phone_index="")),
        DuplicateKind("birth", "姓名、出生日期相同", ("name", "birth_on"), Q(birth_on__isnull=False)),
        DuplicateKind(
            "unit",
            "姓名、性别、所属组织相同",
            ("organization_id", "name"),
            ~Q(name=ERASED_NAME),
            also=lambda person: person.gender,
        ),
    )
}


def twins(kind: DuplicateKind, actor: Actor, limit: int = 50) -> list[Twins]:
    """Pairs that nobody has yet told apart, the first ``limit``."""
    people = standing_people(actor).filter(kind.known)
    groups = list(
        people.values_list(*kind.fields)
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .order_by(*kind.fields)[:MOST_GROUPS]
    )
    alike = Q(pk__in=[])
    for *values, _ in groups:
        alike |= Q(**dict(zip(kind.fields, values, strict=True)))
    found: dict[tuple, list[Person]] = {}
    for person in people.filter(alike).select_related("organization").order_by("pk"):
        key = (*(getattr(person, name) for name in kind.fields), kind.also(person))
        found.setdefault(key, []).append(person)
    return _untold(kind, found, limit)


def _untold(kind: DuplicateKind, groups: dict[tuple, list[Person]], limit: int) -> list[Twins]:
    pairs = list(_pairs(groups))
    told = _told({one.pk for pair in pairs for one in pair})
    return [Twins(first, second, kind.label) for first, second in pairs if (first.pk, second.pk) not in told][
        :limit
    ]


def _pairs(groups: dict[tuple, list[Person]]) -> Iterator[tuple[Person, Person]]:
    """Every two of a group; different identity numbers are different people."""
    for alike in groups.values():
        for first, second in combinations(alike[:MOST_ALIKE], 2):
            if not (first.id_number_index and second.id_number_index):
                yield first, second


def _told(ids: set[int]) -> set[tuple[int, int]]:
    rows: models.QuerySet[DistinctPair] = DistinctPair.objects.filter(first_id__in=ids, second_id__in=ids)
    return set(rows.values_list("first_id", "second_id"))
