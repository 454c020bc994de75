"""Taking back what an import made: only rows still as they came in, and nothing that others have built on."""

from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

BATCH = 500

Hold = Callable[[str, list[int]], Iterable[int]]
_holds: list[Hold] = []


def register_hold(hold: Hold) -> None:
    """Something names its owner by label and key instead of a foreign key: ``hold`` says whom it hangs on."""
    _holds.append(hold)


def take_back(
    rows: QuerySet[Any], keys: Iterable[int], *, own: Collection[str] = (), size: int = BATCH
) -> int:
    """Delete what is still as it came in, so many at a time; returns how many went."""
    left, label, gone = iter(keys), rows.model._meta.label, 0
    fresh = unreferenced(rows.filter(version=0), own)
    while batch := list(islice(left, size)):
        removed = fresh.filter(pk__in=set(batch) - held(label.lower(), batch)).delete()[1]
        gone += removed.get(label, 0)
    return gone


def left(model: Any, keys: list[int]) -> list[int]:
    """Those of the rows that are still there, in their order."""
    rows, there = model.objects.ungated("which of the rows a batch made are left"), set()
    for start in range(0, len(keys), BATCH):
        there |= set(rows.filter(pk__in=keys[start : start + BATCH]).values_list("pk", flat=True))
    return [key for key in keys if key in there]


def held(label: str, keys: list[int]) -> set[int]:
    """Rows on which something hangs that names its owner by label and key."""
    return {key for hold in _holds for key in hold(label, keys)}


def unreferenced(rows: QuerySet[Any], own: Collection[str] = ()) -> QuerySet[Any]:
    """Rows nothing refers to, but through these relations (``Model.field``), whose rows came in with them."""
    for relation in rows.model._meta.related_objects:
        table: Any = relation.related_model
        column = relation.field.name
        if f"{table.__name__}.{column}" in own:
            continue
        if relation.many_to_many:
            table, column = relation.through, relation.field.m2m_reverse_field_name()
        rows = rows.exclude(Exists(table._base_manager.filter(**{column: OuterRef("pk")})))
    return rows
