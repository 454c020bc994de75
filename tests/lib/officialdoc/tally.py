"""Counts of facts found, missed and invented."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.lib.officialdoc.comparing import paired

Object = dict[str, Any]


@dataclass
class Tally:
    """Precision is what of the reading is right, recall what of the notice was read; of nothing, both are 1."""

    hits: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def found(self, what: str) -> None:
        self.hits += 1 if what else 0

    def differ(self, missed: str, extra: str) -> None:
        """Something expected was not read, or something was read that is not there; empty is nothing."""
        self.missed += [missed] if missed else []
        self.extra += [extra] if extra else []

    def add(self, other: "Tally") -> None:
        self.hits += other.hits
        self.missed += other.missed
        self.extra += other.extra

    @property
    def precision(self) -> float:
        read = self.hits + len(self.extra)
        return self.hits / read if read else 1.0

    @property
    def recall(self) -> float:
        there = self.hits + len(self.missed)
        return self.hits / there if there else 1.0


def entries(
    tally: Tally, name: str, expected: list[Object], actual: list[Object], same: Callable[..., float]
) -> None:
    """Entries that are right or wrong as a whole; optional ones count neither way."""
    pairs = paired(expected, actual, same)
    for at, wanted in enumerate(expected):
        if wanted.get("optional"):
            continue
        if at in pairs:
            tally.found(name)
        else:
            tally.differ(f"{name}: {shown(wanted)}", "")
    for place, given in enumerate(actual):
        if place not in pairs.values():
            tally.differ("", f"{name}: {shown(given)}")


def shown(entry: Object) -> str:
    hidden = ("span", "children", "level", "optional", "plan", "uncertain", "period")
    return " | ".join(
        str(value) for key, value in entry.items() if key not in hidden and value not in (None, "")
    )
