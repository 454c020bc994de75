"""Where a notice, its plans and its annexes begin and end, and which plan each place belongs to."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from jiangong.lib.officialdoc.blocks import Document, Paragraph, Table
from jiangong.lib.officialdoc.grids import without_unit
from jiangong.lib.officialdoc.header import Header
from jiangong.lib.officialdoc.headings import Node, grow, read_label, walk
from jiangong.lib.officialdoc.reading import Plan
from jiangong.lib.officialdoc.text import Span, core, smooth, trim
from jiangong.lib.officialdoc.wording import KIND_END, PLAN_END, TABLE_END

_ANNEX = re.compile(
    r"\s*[(\[]?\s*附\s*(?:件|表)\s*(\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,2})?\s*[)\]]?\s*[:.、]?\s*"
)
_CITED = re.compile(r"《([^《》]{2,80}(?:《[^《》]*》[^《》]{0,20})?)》")
_ISSUES = re.compile(r"印发|制定|制订|下发|转发|发布|公布|现将|研究制定")
_REMARK = re.compile(r"\s*\(?\s*(?:单位|计量单位|填报|填表|制表|日期|时间|续表|表\s*\d+\s*$|注\s*:)")
_SCORING = re.compile(r"评分|考核|打分|评审|测评")
_LONGEST_TITLE = 80
_ALIKE = 0.34


@dataclass
class Annex:
    """A part that begins with 附件; `label` is its number as written."""

    label: str
    title: str
    span: Span  # of the title
    start: int
    end: int = 0
    plan: int | None = None


@dataclass
class Parts:
    """The plan of any offset and the outline of every part."""

    plans: list[Plan] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    outline: list[Node] = field(default_factory=list)
    has_body: bool = False
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
    _find_annexes(document, header, parts)
    starts = _find_plans(document, header, parts)
    _grow_outline(document, header, parts, set(starts))
    if not parts.plans:
        _plans_of_headings(parts, starts)
    if not parts.plans:
        _whole_as_plan(document, header, parts)
    _belong(document, header, parts, starts)
    return parts


def _find_annexes(document: Document, header: Header, parts: Parts) -> None:
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
            len(rest) > _LONGEST_TITLE
            or "。" in rest
            or not re.search(r"\d|[一二三四五六七八九十]|[:.、)\]]\s*$", found[0])
        ):
            continue
        if rest and re.match(r"[中所的]", rest):
            continue
        label = "附件" + (found[1] or "")
        title, span = (
            (
                smooth(document.raw(trim(document.text, (block.start + found.end(), block.end)))),
                (block.start + found.end(), block.end),
            )
            if rest
            else _title_below(document, number + 1)
        )
        title, span = without_unit(title, span)
        parts.annexes.append(Annex(label, title, span, block.start))
    _unmarked_annexes(document, header, parts)
    parts.annexes.sort(key=lambda annex: annex.start)


def _unmarked_annexes(document: Document, header: Header, parts: Parts) -> None:
    """A listed annex may begin with its title alone, after the signature."""
    known = {core(annex.title) for annex in parts.annexes}
    for name, span in header.annexes:
        if core(name) in known:
            continue
        for paragraph in document.paragraphs((span[1], len(document.text))):
            if paragraph.start not in header.used and core(
                document.raw((paragraph.start, paragraph.end))
            ) == core(name):
                place = (paragraph.start, paragraph.end)
                if not any(annex.span == place for annex in parts.annexes):
                    parts.annexes.append(Annex("附件", smooth(document.raw(place)), place, paragraph.start))
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
            or len(folded) > _LONGEST_TITLE
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
            return smooth(document.raw((cell.start, cell.end))), (cell.start, cell.end)
        return "", (at, at)
    span = (lines[0].start, lines[-1].end)
    return smooth("".join(document.raw((line.start, line.end)).strip() for line in lines)), span


def _find_plans(document: Document, header: Header, parts: Parts) -> list[int]:
    """Offsets where plans open: titles that were announced, annexed plans, titles after the signature."""
    announced = _announced(document, header)
    starts: dict[int, Span] = {}
    for paragraph in document.paragraphs((header.body_start, len(document.text))):
        if paragraph.start in header.used or paragraph.end - paragraph.start > _LONGEST_TITLE + 10:
            continue
        node = read_label(document, paragraph)
        span = node.span if node else trim(document.text, (paragraph.start, paragraph.end))
        if node and node.runs_on:
            continue
        if any(_same_title(core(document.raw(span)), name) for name in announced):
            starts.setdefault(paragraph.start, span)
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
        parts.plans.append(Plan(smooth(document.raw(starts[start]).strip()), starts[start]))
    return sorted(starts)


def _announced(document: Document, header: Header) -> list[str]:
    """Plans named between 《》 in the title or where the text says that it issues them."""
    names: list[str] = []
    title = header.spans.get("title")
    places = [title] if title and re.search(r"印发|转发|发布|公布|下发", document.raw(title)) else []
    for paragraph in document.paragraphs((header.body_start, len(document.text))):
        text = document.raw((paragraph.start, paragraph.end))
        if _ISSUES.search(text) and "《" in text:
            places.append((paragraph.start, paragraph.end))
        if read_label(document, paragraph) or (header.signed_at and paragraph.start > header.signed_at):
            break
    for place in places:
        names += [
            core(found[1])
            for found in _CITED.finditer(document.raw(place))
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
        whole = "".join(document.raw((line.start, line.end)).strip() for line in lines)
        if len(whole) > _LONGEST_TITLE:
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
    has_substance = len(parts.outline) > 1 or any(True for _ in document.tables())
    if header.title and has_form and has_substance:
        parts.plans.append(Plan(header.title, header.spans["title"]))


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


def all_nodes(parts: Parts) -> list[Node]:
    return walk(parts.outline)
