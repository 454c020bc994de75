"""Where a piece of evidence comes from: its record, for whoever may open it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import models

from jiangong.domains.honors.models import Evidence
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.scoping import ScopedModel

Finder = Callable[[Actor, Collection[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Door:
    """Evidence of one kind: what its page asks for, and the addresses that an actor may open among these keys."""

    permission: str
    find: Finder


_doors: dict[str, Door] = {}


def register_door(kind: str, permission: str, find: Finder) -> None:
    """Let references that begin with ``kind`` and end in a key lead to their record."""
    _doors[kind] = Door(permission, find)


def records_of(model: type[ScopedModel]) -> Finder:
    """The pages of a model's own rows."""

    def find(actor: Actor, keys: Collection[int]) -> dict[int, str]:
        rows: models.QuerySet = model.objects.visible_to(actor).filter(pk__in=keys)
        return {one.pk: one.get_absolute_url() for one in rows}

    return find


def doors_of(evidence: Iterable[Evidence], actor: Actor) -> list[tuple[Evidence, str]]:
    """Each with the address of its record; none where the reader would be turned away. One read per kind."""
    rows = list(evidence)
    asked: dict[str, dict[int, str]] = defaultdict(dict)
    for one in rows:
        kind, key = _parted(one.reference)
        if kind in _doors and actor.can(_doors[kind].permission):
            asked[kind][key] = one.reference
    found: dict[str, str] = {}
    for kind, references in asked.items():
        for key, address in _doors[kind].find(actor, references).items():
            found[references[key]] = address
    return [(one, found.get(one.reference, "")) for one in rows]


def _parted(reference: str) -> tuple[str, int]:
    """``assessments.result:7:31`` is a row, 31, of the results."""
    kind, _, rest = reference.partition(":")
    key = rest.rpartition(":")[2]
    return (kind, int(key)) if key.isascii() and key.isdigit() else ("", 0)
