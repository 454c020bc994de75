"""What apps above tell the administrators' consoles."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """One part of the running system: whether it is well, and what was found."""

    label: str
    well: bool
    found: str


condition_sources: list[Callable[[], list[Condition]]] = []
