"""What stands above a table: its title, and remarks such as 单位：个."""

import re
from collections.abc import Sequence

from jiangong.lib.officialdoc.blocks import Block, Document, Paragraph, Table
from jiangong.lib.officialdoc.dates import full_date
from jiangong.lib.officialdoc.text import Span, fold, smooth
from jiangong.lib.officialdoc.units import as_unit
from jiangong.lib.officialdoc.wording import AGENCY_END, TABLE_END

REMARK = re.compile(
    r"\(?\s*(?:计量)?单位\s*[:为]|\(?续\s*表?|表\s*\d+|(?:填[报表]|制表|报送)(?:单位|时间|人|日期)|制表|[(\[]?接上[页表]|续上表|注\s*:|备注\s*:|说明\s*:|\d{4}年\d{1,2}月\d{1,2}日$"
)


_CAPTION_LABEL = re.compile(
    r"(?:附\s*[件表]|表)\s*[\d一二三四五六七八九十-]{1,4}\s*[:.、]?\s*|附\s*[件表]?\s*:\s*|[一二三四五六七八九十]{1,3}、"
    r"|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、](?!\d)"
)


_LONGEST_LEAD = 24


_LONGEST_TITLE = 90


def caption(document: Document, blocks: Sequence[Block], number: int) -> tuple[str, Span, list[str]]:
    """The title above a table: short lines without a full stop, remarks such as 单位：个 set aside."""
    table = blocks[number]
    lines: list[Paragraph] = []
    remarks: list[str] = []
    for block in reversed(blocks[max(0, number - 5) : number]):
        if isinstance(block, Table):
            break
        folded = document.even((block.start, block.end)).strip()
        if (
            REMARK.match(folded)
            and len(folded) < 50
            and not (re.match(r"表\s*\d+", folded) and len(folded) > 6)
        ):
            remarks.append(folded)
            continue
        if not _can_caption(folded) or (
            lines and (TABLE_END.search(folded) or not _breaks_title(document, lines))
        ):
            break
        lines.insert(0, block)
        if _CAPTION_LABEL.match(folded):
            break
    if not lines:
        return "", (table.start, table.start), remarks
    span = (lines[0].start, lines[-1].end)
    folded = document.even(span)
    if label := _CAPTION_LABEL.match(folded):
        span = (span[0] + label.end(), span[1])
    parts = [
        document.written((span[0], lines[0].end)),
        *(document.written((line.start, line.end)) for line in lines[1:]),
    ]
    return smooth("".join(part.strip() for part in parts)).rstrip("：:"), span, remarks


def without_unit(title: str, span: Span) -> tuple[str, Span, str]:
    """The title without （单位：名） or （名） behind it, and that remark."""
    found = re.search(r"\s*\(\s*((?:计量)?单位\s*[:为][^()]*|[^()]{1,5})\)\s*$", fold(title))
    if found is None or not found.start() or span[1] - span[0] < len(title):
        return title, span, ""
    said = found[1] if "单位" in found[1] else f"单位:{found[1].strip()}"
    if "单位" not in found[1] and not as_unit(found[1]):
        return title, span, ""
    return title[: found.start()], (span[0], span[1] - len(title) + found.start()), said


def _can_caption(folded: str) -> bool:
    """Sentences, agencies, dates and a bare 附件1 are no titles; 二、活动分解： is one."""
    if folded.endswith(":") and _CAPTION_LABEL.match(folded) and len(folded) <= _LONGEST_LEAD:
        return not re.match(r"附\s*件\s*\d*\s*:$", folded)
    if (
        folded.endswith(("。", ":", ";", ","))
        or len(folded) > _LONGEST_TITLE
        or full_date(folded.strip("() "))
    ):
        return False
    is_agency = AGENCY_END.search(folded) and not TABLE_END.search(folded) and len(folded) < _LONGEST_LEAD
    return not is_agency and not re.match(r"附\s*件\s*[\d一二三四五六七八九十-]{0,4}\s*:?$", folded)


def _breaks_title(document: Document, lines: list[Paragraph]) -> bool:
    """Whether what was found so far is only the end of a title broken over two lines."""
    first = document.even((lines[0].start, lines[0].end)).strip()
    return len(first) <= 14 and bool(TABLE_END.search(first)) and len(lines) == 1
