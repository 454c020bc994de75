"""Text files and pasted text: broken lines joined to paragraphs, typed tables recognised."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from jiangong.lib.officialdoc.composing import Grid, Line
from jiangong.lib.officialdoc.sources import rows
from jiangong.lib.officialdoc.text import clean, fold

_MARKDOWN = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[*+-]\s+(?=\S))")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s")
# Between tabs or line ends, quoted, with a line feed inside; bounded so that a stray quote cannot swallow a page.
_QUOTED = re.compile(r'(^|\t)"([^"\t]{0,500}?\n(?:[^"\t]|""){0,500}?)"(?=\t|$)', re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([.\-#*_()\[\]+!|<>])")
_PAGE = re.compile(
    r"\s*(?:[-·]+\s*\d{1,4}\s*[-·]+|第\s*\d+\s*页(?:\s*[,/]?\s*共\s*\d+\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*"
)
_LABEL = re.compile(
    r"\s*(?:[一二三四五六七八九十百]{1,4}[、.,:]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、)](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十百\d]+[章节条部]|附\s*件|[(\[]?\s*(?:牵头|责任|参加|参与|配合|承办|实施|完成时限)[^,。;]{0,8}:|\(?单位:[^。]{1,20}$|抄送|主送)"
)
_ADDRESSED = re.compile(r"(?:各|全|市|省|区|县|州)[^。;]{1,200}:")
_HEADED = re.compile(r"签发人|文\s*件\s*$|\d\s*号\s*$|发布时间|浏览次数")
_CARRIED = re.compile(r"\s*[,、;。)\]”》]")  # marks that never begin a paragraph
_STOPPED = re.compile(r"[。!?;:]\s*$|[。!?;]\s*[)\]”’]\s*$")
_ENDED = re.compile(r"[。!?;:…\"”]\s*$|[。!?;]\s*[)\]”’]\s*$")
_TITLED = re.compile(
    r"(?:通知|意见|方案|办法|措施|计划|要点|规定|细则|决定|通报|公告|函|报告|专案|条例|标准|表|号)\s*$"
)
_DATED = re.compile(r"\s*[\d〇一二三四五六七八九]{4}\s*[年.]\s*[\d一二三四五六七八九十]{1,3}\s*[月.]")
_POSTED = re.compile(
    r"\s*(?:来自|发件人|收件人|发送时间|发送日期|抄送人?|主题|附件|From|To|Cc|Subject|Date|Sent)\s*:"
)
_WRAPPED_WIDTH, _CUT_LENGTH, _SHORTEST_WRAP = 60, 40, 16


def pieces(text: str) -> list[str | Grid]:
    """Paragraphs and tables in order."""
    lines = [
        line for line in _QUOTED.sub(_unquoted, clean(text)).split("\n") if not _PAGE.fullmatch(fold(line))
    ]
    found: list[str | Grid] = []
    waiting: list[str] = []
    at = 0
    while at < len(lines):
        table = _table(lines, at)
        if table is None:
            waiting.append(lines[at])
            at += 1
            continue
        found += _joined(waiting)
        waiting = []
        found.append(Grid.of(table[0]))
        at += table[1]
    return found + _joined(waiting)


def _unquoted(cell: re.Match[str]) -> str:
    """A cell with line breaks, as spreadsheets copy it: on one line, without its quotes."""
    return cell[1] + re.sub(r"\s*\n\s*", " ", cell[2]).replace('""', '"')


def _table(lines: Sequence[str], at: int) -> tuple[rows.Rows, int] | None:
    line = lines[at]
    if "\t" in line.strip("\n"):
        run = _while(lines, at, lambda each: "\t" in each)
        longer = _while(lines, at, rows.may_be_cell)
        if rows.is_broken(longer) and (whole := rows.mended(longer)) and (table := rows.tabbed(whole[0])):
            return table, whole[1]
        table = rows.tabbed(run)
        return (table, len(run)) if table else None
    if "|" in line or "│" in line or "┃" in line or "｜" in line or rows.is_rule(line):
        return _piped(lines, at)
    if not line.strip():
        return None
    window = lines[at : at + 400]
    if ("  " in line.strip() or "\u3000\u3000" in line.strip()) and (found := rows.aligned(window)):
        return found
    if " " in line.strip():
        return rows.loose(window)
    return rows.stacked(window)


def _piped(lines: Sequence[str], at: int) -> tuple[rows.Rows, int] | None:
    run = _while(lines, at, lambda each: rows.is_rule(each) or rows.piped(each) is not None)
    table = [cells for line in run if not rows.is_rule(line) and (cells := rows.piped(line))]
    if len(table) < 2:
        return None
    width = max(len(row) for row in table)
    cleaned = [[_unmarked(cell) for cell in row] + [""] * (width - len(row)) for row in table]
    return cleaned, len(run)


def _while(lines: Sequence[str], at: int, belongs: Callable[[str], bool]) -> list[str]:
    run = []
    for line in lines[at:]:
        if not line.strip(" \n") or not belongs(line):
            break
        run.append(line)
    return run


def _unmarked(line: str) -> str:
    """Without Markdown's marks."""
    line = _MARKDOWN.sub("", line)
    for _ in range(2):
        line = _EMPHASIS.sub(r"\2", line)
    return _ESCAPED.sub(r"\1", line)


def _joined(lines: Sequence[str]) -> list[str | Grid]:
    """Lines that an editor or a page end broke become one paragraph again."""
    whole = [_unmarked(line) for line in lines]
    ranks = [len(found[1]) if (found := _HASHES.match(line)) else 0 for line in lines]
    longest = _width(whole)
    is_wrapped = longest <= _WRAPPED_WIDTH
    paragraphs: list[str | Grid] = []
    gap, last = True, 0
    for line, rank in zip(whole, ranks, strict=True):
        if not line.strip():
            gap = True
            continue
        before = paragraphs[-1] if paragraphs else None
        full = is_wrapped and longest >= _SHORTEST_WRAP and last >= longest - 3
        if rank:
            paragraphs.append(Line(line.strip(), rank))
        elif (
            isinstance(before, str)
            and not getattr(before, "rank", 0)
            and _continues(before, line, gap, full if is_wrapped else None)
        ):
            paragraphs[-1] = before + line.strip()
        else:
            paragraphs.append(line.strip())
        gap, last = False, len(line.strip())
    return paragraphs


def _width(lines: Sequence[str]) -> int:
    """How long lines are that others follow at once: where an editor broke them, that is its width."""
    followed = [
        len(line.strip())
        for line, after in pairwise(lines)
        if line.strip() and after.strip() and not _POSTED.match(fold(line))
    ]
    return max(followed or [len(line.strip()) for line in lines], default=0)


def _continues(before: str, line: str, gap: bool, full: bool | None) -> bool:
    """Whether `line` goes on where `before` stopped; `full`: in a hard-wrapped text, that line was full."""
    folded, following = fold(before).rstrip(), fold(line)
    if _CARRIED.match(following) and not gap:
        return True
    if _POSTED.match(following) or _POSTED.match(folded):
        return False
    if not gap and folded.endswith((",", "、")) and not _LABEL.match(following):
        return True
    if _ADDRESSED.fullmatch(following.strip()) or _HEADED.search(folded):
        return False
    if (_STOPPED if full else _ENDED).search(folded) or _LABEL.match(following) or _DATED.match(following):
        return False
    if not gap and folded.count("《") > folded.count("》") and len(line.strip()) < _WRAPPED_WIDTH:
        return True
    if _TITLED.search(folded) or line[:1] == "\u3000" or line.startswith("  "):
        return False
    if full is None:
        return len(before) >= _CUT_LENGTH and not following.rstrip().endswith(":")
    if gap:
        return len(before) >= _CUT_LENGTH and (full or following.rstrip().endswith("。"))
    return full
