"""Where annexes begin, what they are called."""

import re
from dataclasses import dataclass

from jiangong.lib.officialdoc.blocks import Document, Paragraph, Table
from jiangong.lib.officialdoc.captions import without_unit
from jiangong.lib.officialdoc.fields import Header
from jiangong.lib.officialdoc.headings import read_label
from jiangong.lib.officialdoc.text import Span, core, smooth, trim
from jiangong.lib.officialdoc.wording import KIND_END, TABLE_END

_ANNEX = re.compile(
    r"\s*[(\[]?\s*附\s*(?:件|表)\s*(\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,2})?\s*[)\]]?\s*[:.、]?\s*"
)


_REMARK = re.compile(r"\s*\(?\s*(?:单位|计量单位|填报|填表|制表|日期|时间|续表|表\s*\d+\s*$|注\s*:)")


LONGEST_TITLE = 80


@dataclass
class Annex:
    """A part that begins with 附件; `label` is its number as written."""

    label: str
    title: str
    span: Span  # of the title
    start: int
    end: int = 0
    plan: int | None = None


def find_annexes(document: Document, header: Header) -> list[Annex]:
    """Annexes in order, those that are only announced by their title included."""
    annexes: list[Annex] = []
    blocks = document.blocks
    for number, block in enumerate(blocks):
        if isinstance(block, Table) or block.start in header.used:
            continue
        folded = document.even((block.start, block.end))
        found = _ANNEX.match(folded)
        if found is None or block.start < header.body_start:
            continue
        rest = folded[found.end() :]
        if rest and (
            len(rest) > LONGEST_TITLE
            or "。" in rest
            or not re.search(r"\d|[一二三四五六七八九十]|[:.、)\]]\s*$", found[0])
        ):
            continue
        if rest and re.match(r"[中所的]", rest):
            continue
        label = "附件" + (found[1] or "")
        title, span = (
            (
                smooth(document.written(trim(document.text, (block.start + found.end(), block.end)))),
                (block.start + found.end(), block.end),
            )
            if rest
            else _title_below(document, number + 1)
        )
        title, span, _ = without_unit(title, span)
        annexes.append(Annex(label, title, span, block.start))
    _unmarked_annexes(document, header, annexes)
    return sorted(annexes, key=lambda annex: annex.start)


def _unmarked_annexes(document: Document, header: Header, annexes: list[Annex]) -> None:
    """A listed annex may begin with its title alone, after the signature."""
    known = {core(annex.title) for annex in annexes}
    for name, span in header.annexes:
        if core(name) in known:
            continue
        for paragraph in document.paragraphs((span[1], len(document.text))):
            if paragraph.start not in header.used and core(
                document.written((paragraph.start, paragraph.end))
            ) == core(name):
                place = (paragraph.start, paragraph.end)
                if not any(annex.span == place for annex in annexes):
                    annexes.append(Annex("附件", smooth(document.written(place)), place, paragraph.start))
                break


def _title_below(document: Document, number: int) -> tuple[str, Span]:
    """The lines under 附件1 that name it: up to a table, a label, a full sentence."""
    lines: list[Paragraph] = []
    for block in document.blocks[number : number + 5]:
        if isinstance(block, Table):
            break
        folded = document.even((block.start, block.end))
        whole = "".join(document.even((line.start, line.end)) for line in lines)
        if (
            _REMARK.match(folded)
            or len(folded) > LONGEST_TITLE
            or folded.endswith(("。", ":", ";"))
            or read_label(document, block)
            or _ANNEX.match(folded)
        ):
            break
        if (
            lines
            and (TABLE_END.search(whole) or KIND_END.search(whole))
            and not re.match(r"[的及和(]", folded)
        ):
            break
        lines.append(block)
        if len(lines) == 3:
            break
    if not lines:
        at = document.blocks[number].start if number < len(document.blocks) else len(document.text)
        table = document.blocks[number] if number < len(document.blocks) else None
        if isinstance(table, Table) and len(table.rows[0]) == 1:
            cell = table.rows[0][0]
            return smooth(document.written((cell.start, cell.end))), (cell.start, cell.end)
        return "", (at, at)
    span = (lines[0].start, lines[-1].end)
    return smooth("".join(document.written((line.start, line.end)).strip() for line in lines)), span
