"""Printed lines: characters gathered to lines, lines to paragraphs, by where they stand on the page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jiangong.lib.officialdoc.composing import Grid
from jiangong.lib.officialdoc.text import fold

_LABEL = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|附\s*件\s*\d*\s*:?|第[一二三四五六七八九十]+[章条])"
)
_WIDE_GAP, _WORD_GAP = 0.8, 0.22


@dataclass(slots=True)
class PrintedLine:
    """One line and where it stands."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


def lines_of(chars: Iterable[dict]) -> list[PrintedLine]:
    """Lines from top to bottom; blanks come from wide gaps, and from narrower ones between Latin words."""
    rows: list[list[dict]] = []
    for char in sorted(chars, key=lambda each: (each["top"] + each["bottom"], each["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if rows and abs(middle - (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2) <= 0.5 * max(
            char["size"], 1
        ):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [line for row in rows if (line := _line(sorted(row, key=lambda each: each["x0"]))) is not None]


def _line(row: list[dict]) -> PrintedLine | None:
    text, before = "", None
    for char in row:
        if before is not None:
            gap, size = char["x0"] - before["x1"], max(char["size"], 1)
            if char["text"] == before["text"] and abs(char["x0"] - before["x0"]) < 0.2 * size:
                continue  # printed twice to look bold
            is_word = (
                before["text"].isascii()
                and char["text"].isascii()
                and before["text"].isalpha()
                and char["text"].isalpha()
            )
            if gap > (_WORD_GAP if is_word else _WIDE_GAP) * size and not text.endswith(" "):
                text += " "
        text += char["text"]
        before = char
    inked = [char for char in row if not char["text"].isspace()]
    if not inked:
        return None
    sizes = sorted(char["size"] for char in inked)
    return PrintedLine(
        text.strip(),
        inked[0]["x0"],
        inked[-1]["x1"],
        inked[0]["top"],
        inked[0]["bottom"],
        sizes[len(sizes) // 2],
    )


def paragraphs_of(printed: list[PrintedLine | Grid]) -> Iterator[str | Grid]:
    """Lines that fill the type area go on in the next one, also over a page end."""
    lines = [item for item in printed if isinstance(item, PrintedLine)]
    left, right = _margins(lines)
    held: list[str] = []
    before: PrintedLine | None = None
    for item in printed:
        if isinstance(item, PrintedLine) and before is not None and _goes_on(before, item, left, right):
            held[-1] += (" " if _is_latin(held[-1][-1:] + item.text[:1]) else "") + item.text
            before = item
            continue
        yield from held
        held = []
        if isinstance(item, Grid):
            yield item
            before = None
        else:
            held, before = [item.text], item
    yield from held


def _margins(lines: list[PrintedLine]) -> tuple[float, float]:
    """Where full lines begin and end: near the outermost edges, a stray line left out."""
    if not lines:
        return 0.0, 0.0
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    return lefts[int((len(lines) - 1) * 0.05)], rights[int((len(lines) - 1) * 0.9)]


def _goes_on(before: PrintedLine, line: PrintedLine, left: float, right: float) -> bool:
    """The line above was full, and this one begins at the margin without an indent or a label."""
    room = 1.6 if before.text.endswith(("。", "：", ":", "；", ";")) else 3.6
    if before.right < right - room * before.size or abs(before.size - line.size) > 2:
        return False
    is_flush = line.left < left + 1.2 * line.size and before.left < left + 3.2 * line.size
    return is_flush and not _LABEL.match(fold(line.text))


def _is_latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()
