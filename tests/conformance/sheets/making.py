"""What one import is tried with: two rows that are right, and one with a cell that is wrong until it is corrected."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.cast import Cast

Cells = dict[str, Any]  # by the name of the column


def nothing(cast: Cast) -> None:
    """No row refers to anything but the cast."""


@dataclass(frozen=True)
class Sheet:
    """``rows`` are right; ``wrong`` is right but for ``column``, where ``cell`` stands instead and is refused."""

    model: str
    rows: tuple[Cells, Cells]
    third: Cells
    column: str
    cell: Any
    prepare: Callable[[Cast], None] = nothing
    user: str = "district_officer"

    @property
    def filled(self) -> tuple[Cells, ...]:
        return (*self.rows, {**self.third, self.column: self.cell})
