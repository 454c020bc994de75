"""Markdown tables."""

from collections.abc import Iterable, Sequence

GENERATED = "<!-- Written by `make docs` from the code; edit the code, not this file. -->"


def page(title: str, *parts: str) -> str:
    """A generated document."""
    return "\n\n".join((f"# {title}", GENERATED, *parts)) + "\n"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [_line(header), _line(["---"] * len(header)), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
