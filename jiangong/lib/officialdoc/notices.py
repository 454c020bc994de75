"""A whole notice: every analyser over one document, in the order they need each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jiangong.lib.officialdoc.blocks import Document, Paragraph
from jiangong.lib.officialdoc.checks import check_rubrics, check_tables
from jiangong.lib.officialdoc.dates import Era, year_in
from jiangong.lib.officialdoc.fields import Header
from jiangong.lib.officialdoc.formalities import check_annexes, check_header
from jiangong.lib.officialdoc.goals import read_goals
from jiangong.lib.officialdoc.grids import Sheet, sheets
from jiangong.lib.officialdoc.header import read_header
from jiangong.lib.officialdoc.headings import Node, walk
from jiangong.lib.officialdoc.measures import DutySheet, read_measures
from jiangong.lib.officialdoc.numbers import small
from jiangong.lib.officialdoc.parts import Parts, read_parts
from jiangong.lib.officialdoc.reading import Finding, Measure, Reading, Step, Target
from jiangong.lib.officialdoc.rubrics import Score, read_rubric
from jiangong.lib.officialdoc.scoring import text_rubrics
from jiangong.lib.officialdoc.steps import read_steps
from jiangong.lib.officialdoc.tables import Ledger, read_allocation
from jiangong.lib.officialdoc.targets import read_targets
from jiangong.lib.officialdoc.understanding import check_targets
from jiangong.lib.officialdoc.wording import PLAN_END, TABLE_END, quoted

_FORM = re.compile(
    r"(?:表|名单|回执|样式|模板|格式|目录|须知|登记册|汇总|承诺书|协议书)$|评分|打分|考核标准|评审标准"
)
_CONDITIONS = re.compile(r"条件|资格")
_PREMISES = re.compile(
    r"创建|建设|设立|设置|建站|建家|建室|场地|硬件|命名"
)  # what a place must have is a target
_SHORT = 12
_REMARKS = {
    "hidden_text": "文件里有隐藏的文字或工作表，没有识读，请核对原文是否完整。",
    "tracked_changes": "文件里有未处理的修订，按“接受全部修订”识读，请定稿后再用。",
}


@dataclass
class _Notice:
    """Results while they gather."""

    document: Document
    header: Header
    parts: Parts
    era: Era
    measures: list[Measure] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    assumed: list[Step] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    ledgers: list[Ledger] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)


def understand(document: Document, usual_units: Sequence[str] = ()) -> Reading:
    """Everything the notice says, and what does not hold together in it."""
    header = read_header(document)
    parts = read_parts(document, header)
    notice = _Notice(document, header, parts, _era(document, header))
    notice.sheets = sheets(document)
    for sheet in notice.sheets:
        _read_sheet(notice, sheet)
    _read_text(notice)
    return _reading(notice, usual_units)


def _era(document: Document, header: Header) -> Era:
    """The year months belong to: the day of issue, unless the title speaks of a later year."""
    issued = header.issued_on
    title = year_in(document.even(header.spans["title"])) if "title" in header.spans else None
    numbered = None
    if "number" in header.spans and (
        found := re.search(
            r"[\[(]\s*(\d{4}|[〇零一二三四五六七八九]{4})", document.even(header.spans["number"])
        )
    ):
        numbered = small(found[1])
    year = issued.year if issued else numbered
    if title and (year is None or title > year):
        year = title
    return Era(year, issued)


def _read_sheet(notice: _Notice, sheet: Sheet) -> None:
    document, plan = notice.document, notice.parts.plan_at(sheet.span[0])
    annex = notice.parts.annex_at(sheet.span[0])
    if not sheet.title and annex is not None:
        sheet.title, sheet.title_span = annex.title, annex.span
    if score := read_rubric(document, sheet, plan):
        notice.scores.append(score)
        return
    duties = DutySheet(document, sheet)
    found = list(duties.measures(plan)) if duties else []
    if found:
        notice.measures += found
    goals = read_goals(document, sheet, plan)
    if goals is not None:
        notice.targets += goals
    elif not found and (ledger := read_allocation(document, sheet, plan)):
        notice.ledgers.append(ledger)
        return
    if duties:
        _take_steps(notice, list(duties.steps(plan, notice.era)))


def _take_steps(notice: _Notice, found: list[tuple[Step, bool]]) -> None:
    notice.steps += [step for step, _ in found]
    notice.assumed += [step for step, assumed in found if assumed]


def _read_text(notice: _Notice) -> None:
    document, parts = notice.document, notice.parts
    nodes = [node for node in parts.outline if not _in_form(notice, node.start)]
    notice.scores += text_rubrics(
        document, parts.outline, lambda offset: _title_at(notice, offset), parts.plan_at
    )
    scored = [score.rubric.span for score in notice.scores]
    nodes = [node for node in nodes if not any(start <= node.start <= end for start, end in scored)]
    if parts.plans:
        notice.measures += read_measures(document, nodes, parts.plan_at)
    owners, conditional = _owners(nodes), _conditional(nodes)
    for paragraph in document.paragraphs((notice.header.body_start, len(document.text))):
        if (
            paragraph.start in notice.header.used
            or _in_form(notice, paragraph.start)
            or any(start <= paragraph.start <= end for start, end in scored)
        ):
            continue
        if not any(annex.span[0] <= paragraph.start < annex.span[1] for annex in parts.annexes):
            _read_paragraph(notice, paragraph, owners.get(paragraph.start), paragraph.start in conditional)


def _owners(nodes: list[Node]) -> dict[int, Node]:
    """The heading that each paragraph stands under, or is."""
    owners: dict[int, Node] = {}
    for node in walk(nodes):
        owners[node.start] = node
        owners |= {paragraph.start: node for paragraph in node.own}
    return owners


def _conditional(nodes: list[Node], is_inside: bool = False) -> set[int]:
    """Where paragraphs begin that say who may apply: what they count is no target."""
    found: set[int] = set()
    for node in nodes:
        inside = is_inside or _is_conditional(node.title)
        if inside:
            found |= {node.start, *(paragraph.start for paragraph in node.own)}
        found |= _conditional(node.children, inside)
    return found


def _is_conditional(title: str) -> bool:
    return bool(_CONDITIONS.search(title)) and len(title) <= _SHORT and not _PREMISES.search(title)


def _read_paragraph(notice: _Notice, paragraph: Paragraph, node: Node | None, is_conditional: bool) -> None:
    document, plan = notice.document, notice.parts.plan_at(paragraph.start)
    start = node.text_start if node is not None and node.start == paragraph.start else paragraph.start
    span = (start, paragraph.end)
    is_plan_title = any(start <= each.span[0] < paragraph.end for each in notice.parts.plans)
    if is_plan_title or not notice.parts.plans:
        return
    if not is_conditional:
        notice.targets += [found.target for found in read_targets(document, span, plan, notice.era)]
    _take_steps(notice, list(read_steps(document, span, plan, notice.era, node)))


def _in_form(notice: _Notice, offset: int) -> bool:
    """Annexes that are tables, lists or blank forms hold no sentences to read."""
    annex = notice.parts.annex_at(offset)
    return annex is not None and bool(
        _FORM.search(annex.title) or (TABLE_END.search(annex.title) and not PLAN_END.search(annex.title))
    )


def _title_at(notice: _Notice, offset: int) -> str:
    annex = notice.parts.annex_at(offset)
    if annex is not None and annex.title:
        return annex.title
    plan = notice.parts.plan_at(offset)
    return notice.parts.plans[plan].title if plan is not None else notice.header.title or ""


def _reading(notice: _Notice, usual_units: Sequence[str]) -> Reading:
    header, parts = notice.header, notice.parts
    tables = tuple(ledger.allocation for ledger in notice.ledgers)
    findings = [*_findings(notice, usual_units)]
    return Reading(
        title=header.title,
        number=header.number,
        issuer=header.issuer,
        issued_on=header.issued_on,
        addressees=header.addressees,
        annexes=tuple(name for name, _ in header.annexes),
        spans={
            name: header.spans[name]
            for name in ("title", "number", "issuer", "issued_on", "addressees", "annexes")
            if name in header.spans
        },
        plans=tuple(parts.plans),
        outline=tuple(node.frozen() for node in parts.outline),
        measures=tuple(sorted(notice.measures, key=lambda measure: measure.span)),
        steps=tuple(sorted(notice.steps, key=lambda step: step.span)),
        targets=tuple(sorted(notice.targets, key=lambda target: target.span[0])),
        tables=tables,
        rubrics=tuple(sorted((score.rubric for score in notice.scores), key=lambda rubric: rubric.span)),
        warnings=tuple(
            sorted(dict.fromkeys(findings), key=lambda finding: (finding.span, finding.code, finding.message))
        ),
        text=notice.document.text,
    )


def _findings(notice: _Notice, usual_units: Sequence[str]) -> list[Finding]:
    header, document = notice.header, notice.document
    targets = sorted(notice.targets, key=lambda target: target.span[0])
    number = document.written(header.spans["number"]) if "number" in header.spans else ""
    found = [Finding(code, _REMARKS[code], (0, 0)) for code in document.remarks if code in _REMARKS]
    found += check_header(header, number, header.issued_on.year if header.issued_on else None)
    found += check_annexes(header, notice.parts, [sheet.title for sheet in notice.sheets])
    found += check_tables(notice.ledgers, usual_units)
    found += check_rubrics(notice.scores)
    found += check_targets(targets, [ledger.allocation for ledger in notice.ledgers], notice.measures)
    found += _years(notice)
    return found


def _years(notice: _Notice) -> list[Finding]:
    """Months without a year, in a document without one or issued so late that they may mean the next."""
    if not notice.assumed:
        return []
    if notice.era.year is None:
        return [
            Finding(
                "year_unclear",
                "文件里没有写明年份，月份无法确定是哪一年，请补上日期。",
                notice.assumed[0].span,
            )
        ]
    issued = notice.era.issued
    late = [
        step
        for step in notice.assumed
        if issued
        and issued.month >= 9
        and (day := step.end or step.start)
        and issued.year == day.year
        and day < issued.replace(day=1)
    ]
    return [
        Finding(
            "year_unclear",
            f"{quoted(step.text[:40])}没有写年份，按{notice.era.year}年读早于发文日期，请确认是哪一年。",
            step.span,
        )
        for step in late
    ]
