"""Text PDFs: ruled tables, lines joined to paragraphs by their place on the page, page numbers left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page

from jiangong.lib.officialdoc.composing import Grid, Piece
from jiangong.lib.officialdoc.text import fold
from jiangong.lib.refused import Refused

MOST_PAGES = 400
_NUMBER = re.compile(r"[-·\s]*\d{1,4}[-·\s]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+")
_SCANNED = "这份 PDF 里没有文字，像是扫描件，请先识别成文字（OCR）或另存为 .docx 后再识读。"
_TOO_LONG = f"PDF 超过 {MOST_PAGES} 页，请拆分后分别识读。"
_LABEL = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|附\s*件\s*\d*\s*:?|第[一二三四五六七八九十]+[章条])"
)


@dataclass(slots=True)
class _Line:
    """One printed line."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


def pieces(path: Path) -> tuple[list[str | Grid], list[str]]:
    """Paragraphs and tables of all pages in order."""
    printed: list[_Line | Grid] = []
    with pdfplumber.open(path) as document:
        if len(document.pages) > MOST_PAGES:
            raise Refused(_TOO_LONG)
        for page in document.pages:
            printed += _page(page)
            page.close()
    if not printed:
        raise Refused(_SCANNED)
    return list(_paragraphs(printed)), []


def _page(page: Page) -> list[_Line | Grid]:
    tables = page.find_tables() if len(page.edges) > 3 else []
    ruled = [table for table in tables if len(table.rows) > 1 or len(table.rows[0].cells) > 1]
    outside = page
    for table in ruled:
        box = table.bbox
        outside = outside.filter(lambda item, box=box: not _inside(item, box))
    lines = [_line(each) for each in outside.extract_text_lines(return_chars=True, x_tolerance_ratio=0.3)]
    lines = [line for line in lines if not _is_number(line, float(page.height))]
    placed: list[tuple[float, _Line | Grid]] = [(line.top, line) for line in lines if line.text.strip()]
    placed += [(table.bbox[1], _grid(page, table)) for table in ruled]
    return [item for _, item in sorted(placed, key=lambda pair: pair[0])]


def _inside(item: dict, box: tuple[float, float, float, float]) -> bool:
    if item.get("object_type") != "char":
        return False
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1)


def _line(found: dict) -> _Line:
    size = max((char["size"] for char in found["chars"]), default=10.0)
    return _Line(found["text"], found["x0"], found["x1"], found["top"], found["bottom"], size)


def _is_number(line: _Line, height: float) -> bool:
    at_edge = line.top > height * 0.88 or line.bottom < height * 0.07
    return at_edge and bool(_NUMBER.fullmatch(fold(line.text).strip()))


def _grid(page: Page, table) -> Grid:
    """Cells by their edges: one that reaches over several columns or rows is a merged one."""
    boxes = [cell for row in table.rows for cell in row.cells if cell]
    lefts, tops = _edges(box[0] for box in boxes), _edges(box[1] for box in boxes)
    inside = page.within_bbox(_within(table.bbox, page.bbox))
    grid = Grid([[] for _ in tops])
    for box in sorted(set(boxes), key=lambda box: (box[1], box[0])):
        row, column = _place(tops, box[1]), _place(lefts, box[0])
        rows = sum(1 for top in tops if box[1] - 2 <= top < box[3] - 2)
        columns = sum(1 for left in lefts if box[0] - 2 <= left < box[2] - 2)
        text = inside.within_bbox(_within(box, inside.bbox)).extract_text(x_tolerance_ratio=0.3) or ""
        grid.rows[row].append((column, Piece(text.split("\n"), max(rows, 1), max(columns, 1))))
    return grid


def _within(box: tuple, bounds: tuple) -> tuple[float, float, float, float]:
    return max(box[0], bounds[0]), max(box[1], bounds[1]), min(box[2], bounds[2]), min(box[3], bounds[3])


def _edges(values: Iterator[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 3:
            edges.append(value)
    return edges


def _place(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))


def _paragraphs(printed: list[_Line | Grid]) -> Iterator[str | Grid]:
    lines = [item for item in printed if isinstance(item, _Line)]
    right = _margin([line.right for line in lines], last=True)
    left = _margin([line.left for line in lines], last=False)
    held, before = "", None
    for item in printed:
        if isinstance(item, Grid):
            if held:
                yield held
            yield item
            held, before = "", None
            continue
        if before is not None and _goes_on(before, item, left, right):
            held += ("" if not _latin(held[-1:] + item.text[:1]) else " ") + item.text.strip()
        else:
            if held:
                yield held
            held = item.text.strip()
        before = item
    if held:
        yield held


def _margin(edges: list[float], *, last: bool) -> float:
    """Where full lines end (or begin): the edge of a good share of all lines."""
    if not edges:
        return 0.0
    ordered = sorted(edges)
    return ordered[int((len(ordered) - 1) * (0.9 if last else 0.1))]


def _goes_on(before: _Line, line: _Line, left: float, right: float) -> bool:
    """The line above was full, and this one begins at the margin without an indent or a label."""
    if before.right < right - 2.2 * before.size or abs(before.size - line.size) > 2:
        return False
    return (
        line.left < left + 1.2 * line.size
        and before.left < left + 3.2 * line.size
        and not _LABEL.match(fold(line.text))
    )


def _latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()
