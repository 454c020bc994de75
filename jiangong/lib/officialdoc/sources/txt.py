"""Text files: their characters first, then paragraphs and tables as in pasted text."""

from collections.abc import Sequence
from pathlib import Path

from jiangong.lib.officialdoc.answering import answer
from jiangong.lib.officialdoc.composing import Grid
from jiangong.lib.officialdoc.sources import encodings, plain


def pieces(path: Path) -> tuple[list[str | Grid], list[str]]:
    """Paragraphs and tables in order; a text file hides nothing."""
    return plain.pieces(encodings.decode(path.read_bytes())), []


def main(arguments: Sequence[str]) -> None:
    """Inside the limited child."""
    answer(pieces, arguments)
