"""What stands below the body: signature and date, the annex list, contacts and print runs."""

import re

from jiangong.lib.officialdoc.blocks import Document, Paragraph, Table
from jiangong.lib.officialdoc.dates import full_date
from jiangong.lib.officialdoc.fields import Header
from jiangong.lib.officialdoc.names import agencies
from jiangong.lib.officialdoc.text import Span, core, smooth, squeeze
from jiangong.lib.officialdoc.wording import AGENCY_END, CONTACT, LABEL, LONGEST_LINE

_ANNEX_LIST = re.compile(r"附\s*[件表]?\s*(?:\d{0,2}|[一二三四五六七八九十]{0,2})\s*[:.、]\s*(?=\S)")


_ANNEX_ITEM = re.compile(
    r"(?:附\s*件\s*)?(?:(?:(\d{1,2})|([一二三四五六七八九十]{1,2}))\s*(?:[.、:)]|\s(?=\S))|\((\d{1,2})\)\s*[.、:]?)\s*(?=[^\d\s]|(?:19|20)\d\d)"
)


_INLINE_ITEM = re.compile(
    r"(?<=[\u4e00-\u9fff)\]》”。;、\s])\s*(?:附\s*件\s*)?\d{1,2}\s*[.、:](?:(?!\d)|(?=(?:19|20)\d\d))\s*"
)


_DATE_TAIL = re.compile(
    r"(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*[日号]$"
)


def find_signature(document: Document, header: Header) -> None:
    """The date that stands alone under the body, or alone under the title; names above it are the signature."""
    before: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Table):
            before = []
            continue
        if block.start < header.spans.get("number", (0, 0))[1] or block.start in header.used:
            before = []
            continue
        folded = document.even((block.start, block.end)).strip()
        alone = full_date(folded.strip("() "))
        tail = None if alone else _DATE_TAIL.search(folded)
        if alone or (
            tail
            and len(folded) < LONGEST_LINE
            and AGENCY_END.search(folded[: tail.start()].strip())
            and full_date(tail[0])
        ):
            _sign(document, block, before, header, tail)
            return
        before = [*before, block][-4:]


def _sign(
    document: Document, block: Paragraph, before: list[Paragraph], header: Header, tail: re.Match[str] | None
) -> None:
    folded = document.even((block.start, block.end))
    header.issued_on = full_date(tail[0] if tail else folded.strip().strip("() "))
    begin = block.start + (folded.rindex(tail[0]) if tail else 0)
    header.spans["issued_on"] = (begin, block.end)
    header.used.add(block.start)
    header.signed_at = block.end
    signers = _signers(document, before)
    if tail and (name := squeeze(document.written((block.start, begin)))):
        signers.append(((block.start, begin), name))
    header.used |= {span[0] for span, _ in signers}
    if header.issuer is None and signers:
        header.issuer = "、".join(dict.fromkeys(name for _, name in signers))
        header.spans["issuer"] = (signers[0][0][0], signers[-1][0][1])


def _signers(document: Document, before: list[Paragraph]) -> list[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    for line in reversed(before):
        folded = document.even((line.start, line.end)).strip()
        if (
            len(folded) > LONGEST_LINE
            or folded.endswith(("。", ":", ";"))
            or _ANNEX_LIST.match(folded)
            or LABEL.match(folded)
            or not AGENCY_END.search(squeeze(folded))
        ):
            break
        found = [
            ((line.start, line.end), name) for name in agencies(document.written((line.start, line.end)))
        ] + found
    return found


def find_annex_list(document: Document, header: Header) -> None:
    """Every list 附件：1.… 2.…; the plans of one notice may each have their own."""
    blocks = document.blocks
    for number, block in enumerate(blocks):
        if isinstance(block, Table) or block.start in header.used:
            continue
        folded = document.even((block.start, block.end))
        found = _ANNEX_LIST.match(folded)
        if found is None or not _is_list(document, number, folded):
            continue
        items = _items(document, block.start + found.end(), block.end)
        header.used.add(block.start)
        for following in blocks[number + 1 :]:
            if isinstance(following, Table) or following.start in header.used:
                break
            text = document.even((following.start, following.end))
            item = _ANNEX_ITEM.match(text)
            if (
                item is None
                or "。" in text.rstrip("。 ")
                or int(item[1] or item[3] or len(items) + 1) != len(items) + 1
            ):
                break
            items += _items(document, following.start + item.end(), following.end)
            header.used.add(following.start)
        header.annexes += items
    if header.annexes:
        header.spans["annexes"] = (header.annexes[0][1][0], header.annexes[-1][1][1])


def find_footers(document: Document, header: Header) -> None:
    """Contacts, copies, print runs: they belong to no plan."""
    for paragraph in document.paragraphs((header.body_start, len(document.text))):
        folded = document.even((paragraph.start, paragraph.end))
        if CONTACT.match(folded) and paragraph.end - paragraph.start < 2 * LONGEST_LINE:
            header.used.add(paragraph.start)


def _is_list(document: Document, number: int, folded: str) -> bool:
    """附件1：名称 opens an annex, unless it is one of a row of such lines or the annex begins further down."""
    numbered = re.match(r"附\s*[件表]\s*(\d{1,2}|[一二三四五六七八九十])\s*[:.、]", folded)
    if numbered is None:
        return True
    name = core(folded[numbered.end() :])
    later = document.blocks[number + 1 :]
    nearby = [block for block in later[:2] if isinstance(block, Paragraph)]
    if any(_ANNEX_LIST.match(document.even((block.start, block.end))) for block in nearby[:1]):
        return True
    return (
        bool(later)
        and isinstance(later[0], Paragraph)
        and any(
            core(document.even((block.start, block.end))).endswith(name)
            for block in later
            if isinstance(block, Paragraph)
        )
    )


def _items(document: Document, start: int, end: int) -> list[tuple[str, Span]]:
    """Names in one line: 1. 甲表 2. 乙表."""
    folded = document.even((start, end))
    first = _ANNEX_ITEM.match(folded)
    begin = first.end() if first else 0
    cuts = [begin]
    ends = []
    for found in _INLINE_ITEM.finditer(folded, begin):
        ends.append(found.start())
        cuts.append(found.end())
    ends.append(len(folded))
    spans = [_bare(folded, cut, finish) for cut, finish in zip(cuts, ends, strict=True)]
    return [
        (smooth(document.written((start + left, start + right))), (start + left, start + right))
        for left, right in spans
        if right > left
    ]


def _bare(folded: str, start: int, end: int) -> Span:
    while end > start and (folded[end - 1].isspace() or folded[end - 1] in "。;,、."):
        end -= 1
    while start < end and folded[start].isspace():
        start += 1
    if folded[start:end].startswith("《") and folded[start:end].endswith("》"):
        return start + 1, end - 1
    return start, end
