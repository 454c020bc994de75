"""Where a notice, its plans and its annexes begin and end, and which plan each place belongs to."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from jiangong.lib.officialdoc.annexes import LONGEST_TITLE, Annex, find_annexes
from jiangong.lib.officialdoc.blocks import Document, Paragraph, Table
from jiangong.lib.officialdoc.fields import Header
from jiangong.lib.officialdoc.headings import Node, grow, read_label
from jiangong.lib.officialdoc.reading import Plan
from jiangong.lib.officialdoc.text import Span, core, fold, smooth, trim
from jiangong.lib.officialdoc.wording import KIND_END, PLAN_END, TABLE_END

_CITED = re.compile(r"《([^《》]{2,80}(?:《[^《》]*》[^《》]{0,20})?)》")
_ISSUES = re.compile(r"印发|制定|制订|下发|转发|发布|公布|现将|研究制定")
_SCORING = re.compile(r"评分|考核|打分|评审|测评")
_ABOUT = re.compile(
    r"关于\s*(?:联合|组织|认真|进一步|切实|全面|深入)*(?:开展好|开展|做好|下达|分解落实|分解|分配|举办|印发|转发|实施|推进|落实|抓好|加强){0,2}\s*(.{4,}?)\s*的\s*(?:通知|意见|实施意见|决定|通报)\s*(?:\([^()]*\))?$",
    re.DOTALL,
)
_REPORTS = re.compile(r"(?:通报|公告|公示|讣告|纪要|综述|表彰.{0,40}的决定)$")
_ALIKE = 0.34


@dataclass
class Parts:
    """The plan of any offset and the outline of every part."""

    plans: list[Plan] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    outline: list[Node] = field(default_factory=list)
    _starts: list[tuple[int, int | None]] = field(default_factory=list)

    def plan_at(self, offset: int) -> int | None:
        at = bisect_right([start for start, _ in self._starts], offset) - 1
        return self._starts[at][1] if at >= 0 else None

    def annex_at(self, offset: int) -> Annex | None:
        return next((annex for annex in self.annexes if annex.start <= offset < annex.end), None)

    def begin(self, offset: int, plan: int | None) -> None:
        self._starts.append((offset, plan))
        self._starts.sort(key=lambda pair: pair[0])


def read_parts(document: Document, header: Header) -> Parts:
    """Annexes first, then plans, then the outline within each part."""
    parts = Parts()
    parts.annexes = find_annexes(document, header)
    starts = _find_plans(document, header, parts)
    _grow_outline(document, header, parts, set(starts))
    if not parts.plans:
        _plans_of_headings(parts, starts)
    if not parts.plans:
        _whole_as_plan(document, header, parts)
    _belong(document, header, parts, starts)
    return parts


def _find_plans(document: Document, header: Header, parts: Parts) -> list[int]:
    """Offsets where plans open: titles that were announced, annexed plans, titles after the signature."""
    announced = _announced(document, header)
    starts = _titled(document, header, announced)
    for annex in parts.annexes:
        if (
            annex.title
            and PLAN_END.search(annex.title)
            and not TABLE_END.search(annex.title)
            and not _SCORING.search(annex.title)
            and not any(annex.start <= start <= annex.span[1] for start in starts)
        ):
            starts[annex.start] = annex.span
    starts.update(_after_signature(document, header, parts, starts))
    for start in sorted(starts):
        parts.plans.append(Plan(smooth(document.written(starts[start]).replace("\n", "")), starts[start]))
    return sorted(starts)


def _titled(document: Document, header: Header, announced: list[str]) -> dict[int, Span]:
    """Lines, also two or three together, that are the title of an announced plan."""
    starts: dict[int, Span] = {}
    lines = [
        paragraph
        for paragraph in document.paragraphs((header.body_start, len(document.text)))
        if paragraph.start not in header.used
    ]
    for number, paragraph in enumerate(lines):
        if (
            paragraph.end - paragraph.start > LONGEST_TITLE + 10
            or document.text[paragraph.end - 1] in "。；："
        ):
            continue
        node = read_label(document, paragraph)
        if node and node.runs_on:
            continue
        first = node.span[0] if node else paragraph.start
        ends = (
            [node.span[1]]
            if node
            else [each.end for each in lines[number : number + 3] if each.end - first <= 2 * LONGEST_TITLE]
        )
        for end in reversed(ends):
            span = trim(document.text, (first, end))
            title = core(document.written(span))
            if title in announced or (end == ends[0] and any(_same_title(title, name) for name in announced)):
                starts.setdefault(paragraph.start, span)
                break
    inner = {start for start in starts if any(other < start < span[1] for other, span in starts.items())}
    return {start: span for start, span in starts.items() if start not in inner}


def _announced(document: Document, header: Header) -> list[str]:
    """Plans named between 《》 in the title or where the text says that it issues them."""
    names: list[str] = []
    title = header.spans.get("title")
    places = [title] if title and re.search(r"印发|转发|发布|公布|下发", document.written(title)) else []
    for paragraph in document.paragraphs((header.body_start, len(document.text))):
        text = document.written((paragraph.start, paragraph.end))
        if _ISSUES.search(text) and "《" in text:
            places.append((paragraph.start, paragraph.end))
        if read_label(document, paragraph) or (header.signed_at and paragraph.start > header.signed_at):
            break
    for place in places:
        names += [
            core(found[1])
            for found in _CITED.finditer(document.written(place))
            if PLAN_END.search(found[1]) or KIND_END.search(found[1])
        ]
    return [name for name in dict.fromkeys(names) if not name.endswith("通知")]


def _same_title(written: str, announced: str) -> bool:
    """Equal, or one with the year or the issuer in front of the other."""
    if written == announced:
        return True
    longer, shorter = (written, announced) if len(written) > len(announced) else (announced, written)
    return len(shorter) >= 6 and longer.endswith(shorter) and len(longer) - len(shorter) <= 14


def _after_signature(
    document: Document, header: Header, parts: Parts, starts: dict[int, Span]
) -> dict[int, Span]:
    """A title that stands alone right after signature and date opens the plan that was issued."""
    if header.signed_at is None or starts:
        return {}
    lines: list[Paragraph] = []
    for block in document.blocks:
        if block.start < header.signed_at or block.start in header.used:
            continue
        if (
            isinstance(block, Table)
            or read_label(document, block)
            or document.text[block.end - 1] in "。：:；"
            or parts.annex_at(block.start)
        ):
            break
        lines.append(block)
        whole = "".join(document.written((line.start, line.end)).strip() for line in lines)
        if len(whole) > LONGEST_TITLE:
            break
        if PLAN_END.search(whole) and not TABLE_END.search(whole):
            return {lines[0].start: (lines[0].start, block.end)}
    return {}


def _grow_outline(document: Document, header: Header, parts: Parts, tops: set[int]) -> None:
    """Numbering starts afresh in every annex and every plan."""
    annex_starts = {annex.start for annex in parts.annexes}
    skipped = {annex.span[0] for annex in parts.annexes} | annex_starts
    run: list[Paragraph] = []
    for paragraph in [*document.paragraphs((header.body_start, len(document.text))), None]:
        if (
            paragraph is None
            or paragraph.start in annex_starts
            or (paragraph.start in tops and read_label(document, paragraph) is None)
        ):
            parts.outline += grow(document, run, tops)
            run = []
        elif paragraph.start in tops and parts.annexes and run == []:
            run = []
        if paragraph and paragraph.start not in header.used and paragraph.start not in skipped:
            run.append(paragraph)


def _plans_of_headings(parts: Parts, starts: list[int]) -> None:
    """Two or more standing headings that are named like plans and have numbering of their own beneath."""
    likely = [
        node
        for node in parts.outline
        if node.children
        and not node.runs_on
        and PLAN_END.search(node.title)
        and node.children[0].kind == node.kind
    ]
    named = [
        node
        for node in parts.outline
        if node.children and not node.runs_on and re.search(r"(?:专案|方案|行动计划)$", node.title)
    ]
    chosen = likely if len(likely) > 1 else named
    if len(chosen) > 1 and len(chosen) * 2 >= len(parts.outline):
        for node in chosen:
            parts.plans.append(Plan(node.title, node.span))
            starts.append(node.start)


def _whole_as_plan(document: Document, header: Header, parts: Parts) -> None:
    """A notice that is itself the plan."""
    has_form = bool(header.number or header.addressees or (header.title and KIND_END.search(header.title)))
    has_form = has_form and not _REPORTS.search(fold(header.title or ""))
    has_substance = (
        len(parts.outline) > 1
        or any(True for _ in document.tables())
        or (bool(PLAN_END.search(fold(header.title or ""))) and _runs_long(document, header))
    )
    if header.title and has_form and has_substance:
        parts.plans.append(_subject(document, header))


def _runs_long(document: Document, header: Header) -> bool:
    """Paragraphs without numbers that still say what to do."""
    paragraphs = document.paragraphs((header.body_start, len(document.text)))
    return sum(1 for each in paragraphs if each.end - each.start > LONGEST_TITLE // 2) > 1


def _subject(document: Document, header: Header) -> Plan:
    """What a notice is about: 关于开展“夏送清凉”行动的通知 sets out “夏送清凉”行动."""
    span = header.spans["title"]
    title = document.written(span)
    found = _ABOUT.search(fold(title))
    if found is None:
        return Plan(header.title or "", span)
    place = trim(document.text, (span[0] + found.start(1), span[0] + found.end(1)), "《》")
    return Plan(smooth(document.written(place).replace("\n", "")), place)


def _belong(document: Document, header: Header, parts: Parts, starts: list[int]) -> None:
    """Whatever stands between two openings belongs to the first; annexes to the plan that lists or resembles them."""
    ends = [annex.start for annex in parts.annexes[1:]] + [len(document.text)]
    for annex, end in zip(parts.annexes, ends, strict=False):
        annex.end = min([start for start in starts if annex.span[1] < start < end], default=end)
        if annex.start <= (
            opening := next((start for start in starts if annex.start <= start <= annex.span[1]), -1)
        ):
            annex.plan = starts.index(opening)
    if not starts:
        parts.begin(0, 0 if parts.plans else None)
        for annex in parts.annexes:
            annex.plan = 0 if parts.plans else None
        return
    parts.begin(0, 0 if len(parts.plans) == 1 else None)
    for number, start in enumerate(starts):
        parts.begin(start, number)
    for annex in parts.annexes:
        if annex.plan is None:
            annex.plan = _plan_of(annex, header, parts, starts)
        if annex.start not in starts:
            parts.begin(annex.start, annex.plan)


def _plan_of(annex: Annex, header: Header, parts: Parts, starts: list[int]) -> int | None:
    if len(parts.plans) == 1:
        return 0
    for name, span in header.annexes:
        if core(name) == core(annex.title) and (at := bisect_right(starts, span[0]) - 1) >= 0:
            return at
    shares = sorted(
        ((_likeness(annex.title, plan.title), number) for number, plan in enumerate(parts.plans)),
        reverse=True,
    )
    if shares[0][0] >= _ALIKE and (len(shares) < 2 or shares[0][0] > shares[1][0]):
        return shares[0][1]
    at = bisect_right(starts, annex.start) - 1
    return at if at >= 0 else None


def _likeness(one: str, other: str) -> float:
    """The share of the shorter title's pairs of characters that the other has too."""
    first, second = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (core(one), core(other)))
    return len(first & second) / max(min(len(first), len(second)), 1)
