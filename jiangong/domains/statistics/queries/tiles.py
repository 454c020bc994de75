"""The tile map: every unit the same size, districts as they lie, the others in the notice's order."""

from dataclasses import dataclass
from typing import NamedTuple

from jiangong.domains.statistics.models import TilePlace
from jiangong.domains.statistics.queries.board import Board, BoardCell, BoardRow

WHY = "where units lie is no secret"
WIDEST = 8
USUAL, FEW = 5, 2
LONG = 6  # characters from which a name needs a broad tile
MOST = 80  # a map of hundreds shows nothing


class Tile(NamedTuple):
    """A unit's place; a gap has no row."""

    row: BoardRow | None
    cell: BoardCell | None


@dataclass(frozen=True, slots=True)
class TileBand:
    """Units of one kind in lines of ``width``."""

    label: str
    width: int
    tiles: tuple[Tile, ...]
    is_placed: bool


def tile_bands(board: Board, place: int) -> list[TileBand]:
    """Bands of tiles for the goal at ``place``; none where there are too many to be seen at once."""
    if len(board.rows) > MOST:
        return []
    known = {
        organization: (row, column)
        for organization, row, column in TilePlace.objects.ungated(WHY).values_list(
            "organization_id", "row", "column"
        )
    }
    return [_band(label, rows, place, known) for label, rows in board.bands]


def _listed(label: str, rows: list[BoardRow], place: int) -> TileBand:
    """In the notice's order; long names take more room."""
    width = FEW if max(len(row.name) for row in rows) > LONG else USUAL
    return TileBand(label, width, tuple(Tile(row, row.cells[place]) for row in rows), False)


def _band(label: str, rows: list[BoardRow], place: int, known: dict[int, tuple[int, int]]) -> TileBand:
    spots = {known.get(row.organization_id or 0): row for row in rows}
    if None in spots or len(spots) != len(rows):
        return _listed(label, rows, place)
    placed = {spot: row for spot, row in spots.items() if spot is not None}
    top, left = min(r for r, _ in placed), min(c for _, c in placed)
    height, width = max(r for r, _ in placed) - top + 1, max(c for _, c in placed) - left + 1
    if width > WIDEST:
        return _listed(label, rows, place)
    found = []
    for line in range(height):
        for at in range(width):
            row = placed.get((top + line, left + at))
            found.append(Tile(row, row.cells[place] if row else None))
    return TileBand(label, max(width, 1), tuple(found), True)
