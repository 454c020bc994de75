"""The end of every limited child: what a source found in one stranger's file becomes one JSON object."""

from collections.abc import Callable, Sequence
from pathlib import Path

from jiangong.lib.limited import say
from jiangong.lib.officialdoc.composing import Grid, compose
from jiangong.lib.officialdoc.notices import understand

Pieces = tuple[list[str | Grid], list[str]]


def answer(pieces: Callable[[Path], Pieces], arguments: Sequence[str]) -> None:
    """Arguments: path, and the units a federation usually lists, one a line."""
    path, usual_units = arguments
    reading = understand(compose(*pieces(Path(path))), usual_units.split("\n") if usual_units else ())
    say({"reading": reading.as_json(), "text": reading.text})
