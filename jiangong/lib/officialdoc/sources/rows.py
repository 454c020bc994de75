"""Tables that were typed or pasted as lines of text: tabs, pipes, aligned blanks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from jiangong.lib.officialdoc.text import fold

_RULE = re.compile(r"[\s|:+=\-─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╟╢╤╧╪╫╞╡╭╮╰╯]+")
_BARS = str.maketrans("│┃║｜", "||||")
_GAP = re.compile(r"[ \u3000]{2,}")
_LISTED = re.compile(r"(?:附\s*件\s*\d{0,2}\s*:?)?\s*(?:\d{1,2}[.、])?\s*")
_FIGURE = r"(?:[≥≤><]?\d[\d,]*(?:\.\d+)?%?|[-/]{1,2}|无)"
_FIGURED = re.compile(_FIGURE)
_LOOSE_ROW = re.compile(rf"(\S(?:.*?\S)?)((?: +{_FIGURE})+) *")
_SENTENCE = re.compile(r"[。;!?]$")
_TAIL = re.compile(
    r"\(|自治[县州区旗]|[县市区旗州](?:$|\t)|总?工会|委员会|有限|责任公司|股份|公司|集团|管委会|街道|开发区|[人场]次(?:$|\t)"
)
_TOTALS = re.compile(r"[总合共小]\s*计|全[市省区县州]合计")
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月")
_FEWEST_TABBED = 3
_FEWEST_LOOSE, _FEWEST_ALIGNED, _FEWEST_STACKED = 4, 3, 3
_LONGEST_CELL, _WIDEST_STACKED = 24, 8
_NAMING = re.compile(r"单\s*位|[县区市旗州]|地区|工会|名称|部门|企业|街道|乡镇")

Rows = list[list[str]]


def is_rule(line: str) -> bool:
    """A line that only draws: ---+---, |---|---|, ┌──┬──┐."""
    bare = line.strip()
    return len(bare) > 2 and bool(_RULE.fullmatch(bare)) and not bare.startswith("——")


def piped(line: str) -> list[str] | None:
    """Cells between upright bars."""
    bare = line.translate(_BARS).strip()
    if bare.count("|") < 2 and not (bare.count("|") == 1 and not bare.startswith("|") and len(bare) < 40):
        return None
    return [
        cell.strip().replace("<br>", "\n").replace("<br/>", "\n")
        for cell in bare.removeprefix("|").removesuffix("|").split("|")
    ]


def tabbed(lines: Sequence[str]) -> Rows | None:
    """Rows of a run of lines that hold tabs, or None when the tabs only indent or space a list."""
    rows = [[cell.strip().replace("\v", "\n") for cell in line.rstrip("\n").split("\t")] for line in lines]
    width = max(len(row) for row in rows)
    if all(_is_listed([cell for cell in row if cell]) for row in rows):
        return None
    filled = [sum(1 for cell in row if cell) for row in rows]
    if max(filled) < 2 or (len(rows) == 1 and (width < 3 or filled[0] < 2)):
        return None
    if width == 2 and any(_SENTENCE.search(fold(row[0])) for row in rows):
        return None
    return [row + [""] * (width - len(row)) for row in rows]


def may_be_cell(line: str) -> bool:
    """A row of a tabbed table, or a short line that may be the rest of one of its cells."""
    return "\t" in line or (len(line.strip()) <= _LONGEST_CELL and not _SENTENCE.search(fold(line.strip())))


def is_broken(lines: Sequence[str]) -> bool:
    """Not all lines have the same number of cells."""
    return len({line.count("\t") for line in lines}) > 1


def mended(lines: Sequence[str]) -> tuple[list[str], int] | None:
    """Rows whose cells were broken over lines put together again, and how many lines they took.

    A row is short of tabs and the next line brings exactly what it lacks, or the next line is the tail of a name.
    """
    tabs = [line.count("\t") for line in lines if "\t" in line]
    width = Counter(tabs).most_common(1)[0][0]
    if len(tabs) < _FEWEST_TABBED or width < 1:
        return None
    rows: list[str] = []
    last = 0
    for taken, line in enumerate(lines, start=1):
        if rows and _belongs(rows[-1], line, width):
            rows[-1] = rows[-1].rstrip(" ") + "\v" + line.strip(" ")
        else:
            rows.append(line)
        if rows[-1].count("\t") == width:
            last = taken
    while rows and rows[-1].count("\t") != width:
        rows.pop()
    return (rows, last) if rows and all(row.count("\t") == width for row in rows) else None


def _belongs(row: str, line: str, width: int) -> bool:
    have, more = row.count("\t"), line.count("\t")
    if have + more > width or _TOTALS.match(fold(line.strip())):
        return False
    tail = bool(_TAIL.match(fold(line.strip()))) or row.rstrip().endswith(("、", "，", "；"))
    if have == width:
        return more == 0 and tail
    return tail or more < width or have > 0


def _is_listed(cells: list[str]) -> bool:
    """A label, a tab, what it labels: 附件：1. 甲表."""
    if not 2 <= len(cells) <= 3 or cells[0].isdecimal():
        return False
    return bool(_LISTED.fullmatch(fold("".join(cells[:-1])))) and not _FIGURED.fullmatch(fold(cells[-1]))


def aligned(lines: Sequence[str]) -> tuple[Rows, int] | None:
    """Rows at the start of `lines` whose columns are set apart by two or more blanks, and how many lines."""
    cut = [
        _placed(line)
        for line in _run(
            lines, lambda line: len(_GAP.split(line.strip())) > 1 and not _SENTENCE.search(fold(line.strip()))
        )
    ]
    if len(cut) < _FEWEST_ALIGNED:
        return None
    width, often = Counter(len(row) for row in cut).most_common(1)[0]
    width = max(width, max(len(row) for row in cut if _figures(row) or row is cut[0]))
    figured = sum(1 for row in cut if _figures(row) or (width > 2 and _is_dated(row)))
    if width < 2 or often * 2 < len(cut) or figured * 2 < len(cut):
        return None
    frame = next(row for row in cut if len(row) == width) if any(len(row) == width for row in cut) else cut[0]
    return [_fitted(row, frame, width) for row in cut], len(cut)


def loose(lines: Sequence[str]) -> tuple[Rows, int] | None:
    """Rows whose last cells are figures after single blanks, under a heading line with as many words."""
    start = 0 if _LOOSE_ROW.fullmatch(fold(lines[0])) else 1
    body: list[list[str]] = []
    for line in lines[start:]:
        found = _LOOSE_ROW.fullmatch(fold(line))
        if found is None or len(line) > 80 or (body and len(found[2].split()) != len(body[0]) - 1):
            break
        body.append([line[: found.end(1)].strip(), *found[2].split()])
    if len(body) < _FEWEST_LOOSE:
        return None
    header = lines[0].split() if start else []
    if start and len(header) != len(body[0]):
        return None
    return ([header] if start else []) + body, start + len(body)


def stacked(lines: Sequence[str]) -> tuple[Rows, int] | None:
    """A table pasted with one cell a line: headings first, then a name and its figures again and again."""
    run = [line.strip() for line in _run(lines, lambda line: len(line.strip()) <= _LONGEST_CELL)]
    if len(run) < 2 * _FEWEST_STACKED or not _NAMING.search(run[0]):
        return None
    for width in range(_WIDEST_STACKED, 1, -1):
        heads = run[:width]
        if len(heads) < width or any(
            _FIGURED.fullmatch(fold(head)) or _SENTENCE.search(fold(head)) for head in heads
        ):
            continue
        body = []
        for at in range(width, len(run) - width + 1, width):
            row = run[at : at + width]
            if _FIGURED.fullmatch(fold(row[0])) or not all(
                _FIGURED.fullmatch(fold(cell)) for cell in row[1:]
            ):
                break
            body.append(row)
        if len(body) >= _FEWEST_STACKED:
            return [heads, *body], width * (len(body) + 1)
    return None


def _run(lines: Sequence[str], belongs: Callable[[str], bool]) -> list[str]:
    run = []
    for line in lines:
        if not line.strip() or not belongs(line):
            break
        run.append(line)
    return run


def _figures(row: list[tuple[int, int, str]]) -> bool:
    return any(_FIGURED.fullmatch(fold(text)) for _, _, text in row)


def _is_dated(row: list[tuple[int, int, str]]) -> bool:
    return len(row) > 2 and any(_DAY.match(fold(text)) for _, _, text in row)


def _columns_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _placed(line: str) -> list[tuple[int, int, str]]:
    """(first column, last column, text) as a monospaced screen shows them; blanks at the left may be cells."""
    placed: list[tuple[int, int, str]] = []
    at = 0
    for part in re.split(r"([ \u3000]{2,})", line.rstrip()):
        width = _columns_of(part)
        if part.strip():
            before = placed[-1] if placed else None
            if (
                before
                and len(before[2]) == len(part.strip()) == 1
                and not (before[2] + part.strip()).isascii()
            ):
                placed[-1] = (before[0], at + width, before[2] + part.strip())  # 单　　位 is one word
            else:
                placed.append((at, at + width, part.strip()))
        at += width
    return placed


def _fitted(row: list[tuple[int, int, str]], frame: list[tuple[int, int, str]], width: int) -> list[str]:
    """A full row stands as it is; in a shorter one each cell goes to the column it stands nearest to."""
    if len(row) == width:
        return [text for _, _, text in row]
    cells = [""] * width
    for start, end, text in row:
        free = [number for number in range(width) if not cells[number]]
        if free:
            nearest = min(
                free,
                key=lambda number: (
                    min(abs(frame[number][0] - start), abs(frame[number][1] - end))
                    if number < len(frame)
                    else 999
                ),
            )
            cells[nearest] = text
    return cells
