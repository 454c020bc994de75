"""Runs inside the limited child: one stranger's file in, one JSON object out."""

from collections.abc import Sequence
from pathlib import Path

from jiangong.lib.limited import say
from jiangong.lib.officialdoc.composing import Grid, compose
from jiangong.lib.officialdoc.notices import understand
from jiangong.lib.officialdoc.sources import docx, encodings, pdf, plain, xlsx


def main(arguments: Sequence[str]) -> None:
    """Arguments: path, kind of file, and the units a federation usually lists, one a line."""
    path, kind, usual_units = arguments
    pieces, remarks = _pieces(Path(path), kind)
    reading = understand(compose(pieces, remarks), usual_units.split("\n") if usual_units else ())
    say({"reading": reading.as_json(), "text": reading.text})


def _pieces(path: Path, kind: str) -> tuple[list[str | Grid], list[str]]:
    if kind == "text":
        return plain.pieces(encodings.decode(path.read_bytes())), []
    return {"docx": docx.pieces, "xlsx": xlsx.pieces, "pdf": pdf.pieces}[kind](path)
