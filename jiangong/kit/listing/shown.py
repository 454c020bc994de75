"""What a list is made of once it is shown: views, rows, pills, heads."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from jiangong.kit.listing.columns import BoundColumn, Cell


@dataclass(frozen=True, slots=True)
class View:
    """A named slice of the list, shown as a tab."""

    name: str
    label: str
    condition: models.Q


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key, its link and its cells."""

    pk: Any
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Pill:
    """An active filter with the address that removes it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Header:
    """A column's head: label, its sort state and the address that changes it."""

    column: BoundColumn
    direction: str  # "", "ascending", "descending"
    url: str
