"""Text PDFs: ruled tables, lines joined to paragraphs by their place on the page, page numbers left out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.page import Page

from jiangong.lib.officialdoc.answering import answer
from jiangong.lib.officialdoc.composing import Grid, Piece
from jiangong.lib.officialdoc.sources.printed import PrintedLine, lines_of, paragraphs_of
from jiangong.lib.officialdoc.text import fold
from jiangong.lib.refused import Refused

MOST_PAGES = 400
_NUMBER = re.compile(r"[-·\s]*\d{1,4}[-·\s]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+")
_SCANNED = "这份PDF里没有文字，像是扫描件，请先识别成文字（OCR）或另存为.docx后再识读。"
_TOO_LONG = f"PDF超过{MOST_PAGES}页，请拆分后分别识读。"
_NEAR = 3.0

Box = tuple[float, float, float, float]


def pieces(path: Path) -> tuple[list[str | Grid], list[str]]:
    """Paragraphs and tables of all pages in order."""
    printed: list[PrintedLine | Grid] = []
    with pdfplumber.open(path) as document:
        if len(document.pages) > MOST_PAGES:
            raise Refused(_TOO_LONG)
        for page in document.pages:
            printed += _page(page)
            page.close()
    if not printed:
        raise Refused(_SCANNED)
    return list(paragraphs_of(printed)), []


def _page(page: Page) -> list[PrintedLine | Grid]:
    """The lines outside ruled tables, and the tables, from top to bottom."""
    tables = [_boxes(table) for table in page.find_tables()] if len(page.edges) > 3 else []
    ruled = [part for boxes in tables if len(boxes) > 1 for part in _parted(boxes)]
    free, inside = _sorted_out(page.chars, ruled)
    lines = [line for line in lines_of(free) if line.text and not _is_number(line, float(page.height))]
    placed: list[tuple[float, PrintedLine | Grid]] = [(line.top, line) for line in lines]
    for boxes, chars in zip(ruled, inside, strict=True):
        placed.append((min(box[1] for box in boxes), _grid(boxes, chars)))
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


def _boxes(table: Any) -> list[Box]:
    return sorted(
        {tuple(cell) for row in table.rows for cell in row.cells if cell}, key=lambda box: (box[1], box[0])
    )


def _parted(boxes: list[Box]) -> list[list[Box]]:
    """Two tables that touch are one to the finder; where the columns of neighbouring rows cross, the next begins."""
    parts: list[list[Box]] = []
    edges: set[int] = set()
    for top in _edges(box[1] for box in boxes):
        row = [box for box in boxes if abs(box[1] - top) <= _NEAR]
        new = {round(box[0]) for box in row}
        if parts and not (_within(new, edges) or _within(edges, new)) and not _reaching(parts[-1], top):
            parts.append([])
            edges = set()
        if not parts:
            parts.append([])
        parts[-1] += row
        edges |= new
    return parts


def _within(some: set[int], all_edges: set[int]) -> bool:
    return all(any(abs(one - other) <= _NEAR for other in all_edges) for one in some)


def _reaching(boxes: list[Box], top: float) -> bool:
    return any(box[1] < top - _NEAR and box[3] > top + _NEAR for box in boxes)


def _sorted_out(chars: Iterable[dict], ruled: list[list[Box]]) -> tuple[list[dict], list[list[dict]]]:
    """Characters outside every table, and those of each."""
    bounds = [
        (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        for boxes in ruled
    ]
    free: list[dict] = []
    inside: list[list[dict]] = [[] for _ in ruled]
    for char in chars:
        place = next((number for number, box in enumerate(bounds) if _holds(box, char)), None)
        (free if place is None else inside[place]).append(char)
    return free, inside


def _holds(box: Box, char: dict) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1)


def _is_number(line: PrintedLine, height: float) -> bool:
    at_edge = line.top > height * 0.86 or line.bottom < height * 0.08
    return at_edge and bool(_NUMBER.fullmatch(fold(line.text).strip()))


def _grid(boxes: list[Box], chars: list[dict]) -> Grid:
    """Cells by their edges: one that reaches over several columns or rows is a merged one."""
    lefts, tops = _edges(box[0] for box in boxes), _edges(box[1] for box in boxes)
    grid = Grid([[] for _ in tops])
    by_row: dict[int, list[Box]] = {}
    for box in boxes:
        by_row.setdefault(_place(tops, box[1]), []).append(box)
    for row, cells in by_row.items():
        near = [
            char
            for char in chars
            if cells[0][1] - 1 <= (char["top"] + char["bottom"]) / 2 <= max(box[3] for box in cells) + 1
        ]
        for box in sorted(cells):
            rows = sum(1 for top in tops if box[1] - 2 <= top < box[3] - 2)
            columns = sum(1 for left in lefts if box[0] - 2 <= left < box[2] - 2)
            lines = _unwrapped(lines_of(char for char in near if _holds(box, char)), box[2])
            grid.rows[row].append((_place(lefts, box[0]), Piece(lines, max(rows, 1), max(columns, 1))))
    return grid


def _unwrapped(lines: list[PrintedLine], right: float) -> list[str]:
    """A line that fills its cell goes on in the next; a shorter one was ended on purpose."""
    texts: list[str] = []
    before: PrintedLine | None = None
    for line in lines:
        is_open = texts and fold(texts[-1]).count("(") > fold(texts[-1]).count(")")
        if before is not None and (is_open or before.right > right - 2.2 * before.size):
            texts[-1] += line.text
        else:
            texts.append(line.text)
        before = line
    return texts or [""]


def _edges(values: Iterator[float] | Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _place(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))


def main(arguments: Sequence[str]) -> None:
    """Inside the limited child."""
    answer(pieces, arguments)
