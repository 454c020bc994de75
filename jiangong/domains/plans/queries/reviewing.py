"""What the review shows beside the rows: marks in the source, findings in cards, who changed what last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.queries import resolve_many
from jiangong.domains.plans.models import Plan, Program, Reading
from jiangong.domains.plans.queries.drafts import Draft
from jiangong.domains.plans.queries.findings import Finding, findings_of
from jiangong.domains.plans.queries.gaps import GapExplanation, gap_explanations
from jiangong.domains.plans.queries.grid import Grid, grid_of, working_edition
from jiangong.domains.plans.queries.sources import Mark, Span
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.audit.presenting import verb_label
from jiangong.lib.names import normalize

FACT_SPANS = {
    "number": ("fact-official_number", "文号"),
    "title": ("fact-title", "标题"),
    "addressees": ("fact-addressees", "主送单位"),
    "issued_on": ("fact-dated_on", "成文日期"),
}


@dataclass(frozen=True, slots=True)
class GapCard:
    """All gaps of one programme as one problem with its figures, its likely cause and its remedies."""

    program: Program
    findings: tuple[Finding, ...]
    explanation: GapExplanation
    totals: tuple[Decimal, ...]
    sums: tuple[Decimal, ...]
    units: int

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.findings]

    @property
    def is_open(self) -> bool:
        return any(one.is_open for one in self.findings)

    @property
    def total_anchor(self) -> str:
        return f"total-{self.program.pk}"


@dataclass(frozen=True)
class Problems:
    """Findings as the review arranges them."""

    gaps: tuple[GapCard, ...]
    blocking: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    settled: tuple[Finding, ...]

    @property
    def open_count(self) -> int:
        return len([one for one in self.gaps if one.is_open]) + len(self.blocking)


def problems_of(plan: Plan) -> Problems:
    """Open gaps by programme, what else blocks, remarks, and what is settled."""
    found = findings_of(plan)
    grid = grid_of(working_edition(plan))
    gaps = tuple(_gap_cards(grid, {one.key: one for one in found if one.code == "gap"}))
    others = [one for one in found if one.code != "gap"]
    return Problems(
        gaps=tuple(one for one in gaps if one.is_open),
        blocking=tuple(one for one in others if one.blocking and one.is_open),
        remarks=tuple(one for one in others if not one.blocking and one.is_open),
        settled=tuple(one for one in found if not one.is_open),
    )


def _gap_cards(grid: Grid, found: dict[str, Finding]) -> Iterator[GapCard]:
    for explanation in gap_explanations(grid):
        findings = tuple(found[f"gap:{goal.pk}"] for goal in explanation.goals)
        given = {
            recipient
            for (recipient, goal) in grid.shares
            if goal in {one.pk for one in grid.goals_of(explanation.program)}
        }
        yield GapCard(
            explanation.program,
            findings,
            explanation,
            tuple(goal.total or Decimal(0) for goal in explanation.goals),
            tuple(grid.allocated[goal.pk] for goal in explanation.goals),
            len(given),
        )


def marks_of(draft: Draft, reading: Reading, actor: Actor, bad: set[str]) -> list[Mark]:
    """Where in the text each row was read; ``bad`` names the rows something is wrong with."""
    marks = [*_fact_marks(reading.result), *_row_marks(draft)]
    marks += _unit_marks(draft, reading, actor)
    marks += _total_marks(draft, reading)
    return [Mark(one.start, one.end, one.anchor, one.label, one.is_wide, one.anchor in bad) for one in marks]


def _fact_marks(result: dict[str, Any]) -> Iterator[Mark]:
    for name, (anchor, label) in FACT_SPANS.items():
        if span := (result.get("spans") or {}).get(name):
            yield Mark(span[0], span[1], anchor, label)


def _row_marks(draft: Draft) -> Iterator[Mark]:
    tabled = {tuple(one["span"]) for one in _tables(draft.plan)}
    rows = (
        ("program", draft.programs, False),
        ("task", draft.tasks, True),
        ("step", draft.steps, True),
        ("goal", draft.goals, False),
    )
    for kind, found, wide in rows:
        for one in found:
            if one.source_start is not None and one.source_end is not None:
                span = (one.source_start, one.source_end)
                is_wide = wide or span in tabled
                yield Mark(*span, f"{kind}-{one.pk}", str(one), is_wide)


def _tables(plan: Plan) -> list[dict[str, Any]]:
    reading = getattr(plan, "reading", None)
    return (reading.result.get("tables") or []) if reading else []


def _unit_marks(draft: Draft, reading: Reading, actor: Actor) -> Iterator[Mark]:
    """A unit stands in several tables, perhaps under several spellings."""
    rows = [row for table in reading.result.get("tables") or () for row in table["rows"]]
    meant = resolve_many([row["organization"] for row in rows], actor, draft.plan.dated_on)
    known = {one.organization_id: one for one in draft.recipients if one.organization_id}
    written = {normalize(one.written): one for one in draft.recipients}
    for row in rows:
        means = meant[row["organization"]].organization_id
        one = written.get(normalize(row["organization"])) or (known.get(means) if means else None)
        if one is not None:
            yield Mark(row["span"][0], row["span"][1], f"recipient-{one.pk}", str(one))


def _total_marks(draft: Draft, reading: Reading) -> Iterator[Mark]:
    """The last line of a table, where it states totals."""
    programs = _programs_of(draft, reading)
    for table in reading.result.get("tables") or ():
        program = programs.get(table.get("plan") or 0)
        stated = [one for one in table.get("stated_total") or () if one is not None]
        if program is not None and stated and (span := _total_line(reading.text, table)):
            yield Mark(*span, f"total-{program.pk}", "合计")


def _programs_of(draft: Draft, reading: Reading) -> dict[int, Program]:
    """The programmes by the number the reading gave them; people may have put them in another order."""
    known = {one.source_start: one for one in draft.programs}
    found = {
        place: known[one["span"][0]]
        for place, one in enumerate(reading.result.get("plans") or ())
        if one["span"][0] in known
    }
    return found or dict(enumerate(draft.programs[:1]))


def _total_line(text: str, table: dict[str, Any]) -> Span | None:
    start, end = table["span"]
    last = max((row["span"][1] for row in table["rows"]), default=start)
    line_end = text.find("\n", last + 1)
    line_end = min(line_end if line_end >= 0 else end, end)
    line = text[last:line_end]
    begin = last + len(line) - len(line.lstrip("\n"))
    return (begin, line_end) if begin < line_end and "\t" in text[begin:line_end] else None


@dataclass(frozen=True, slots=True)
class Change:
    """The last act on a plan."""

    by_id: int | None
    who: str
    what: str
    at: datetime

    @property
    def sentence(self) -> str:
        return f"{self.who}刚{self.what}。"


def last_change(plan: Plan) -> Change | None:
    """Who changed what last, as one may tell the others who have it open."""
    entries = AuditEntry.objects.filter(target_model=plan._meta.label_lower, target_id=str(plan.pk))
    entry = entries.order_by("-at", "-pk").first()
    if entry is None:
        return None
    user = User._base_manager.filter(pk=entry.user_id).values_list("name", flat=True).first()
    what = entry.changes.get("field")
    act = (
        f"{entry.changes.get('text') if _is_act(entry) else '修改'}了{what}"
        if what
        else verb_label(entry.verb)
    )
    return Change(entry.user_id, user or "系统", act, entry.at)


def _is_act(entry: AuditEntry) -> bool:
    return entry.changes.get("text") in {"新增", "修改", "删除", "调整顺序"}


def open_anchors(problems: Problems) -> set[str]:
    """The rows and places something is wrong with."""
    found = {one.anchor for card in problems.gaps for one in card.findings if one.is_open}
    found |= {card.total_anchor for card in problems.gaps}
    return found | {one.anchor for one in problems.blocking}
