"""A unit fills its sheet: draft, submit or hand round inside, take back, correct — each once, in few statements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from jiangong.domains.plans.choices import Channel
from jiangong.domains.reporting import rules
from jiangong.domains.reporting.actions.counting import count_entries, counts_on_arrival, uncount_report
from jiangong.domains.reporting.choices import EntryMode, ReportState
from jiangong.domains.reporting.models import Entry, Report
from jiangong.domains.reporting.queries.checks import findings_by_goal, wants_evidence
from jiangong.domains.reporting.queries.evidence import goals_with_evidence
from jiangong.domains.reporting.queries.lines import Line, lines_for
from jiangong.domains.reporting.queries.windows import opening_for
from jiangong.domains.reporting.workflow import report_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.instances import fresh
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.running import as_one
from jiangong.kit.commands.versions import save_if_unchanged
from jiangong.kit.loading import insert_rows
from jiangong.lib.amounts import plain

WRITTEN = ("mode", "target", "known", "base", "stated", "total", "explanation", "findings", "computed_at")
# Whoever fills in a sheet anew fills it in at first hand, and nobody has vetted it yet.
FIRST_HAND = {
    "on_behalf": False,
    "channel": Channel.ONLINE,
    **dict.fromkeys(("received_on", "confirmed_by_id", "confirmed_at")),
    **dict.fromkeys(("checked_by_id", "checked_at", "signed_by_id", "signed_at")),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """What was entered in one line; ``seen`` is the known figure its writer had before their eyes."""

    goal_id: int
    stated: Decimal | None
    explanation: str = ""
    seen: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Filling:
    """Everything entered on a sheet."""

    statements: tuple[Statement, ...]
    note: str = ""
    brought: frozenset[int] = frozenset()  # goals whose evidence comes along


class Unfinished(Refusal):
    """Some lines are empty or unexplained; ``faults`` say which: (field, sentence)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(f"还有{len(faults)}处要填写或说明，请按提示补齐后再报送。")
        self.faults = faults


@transaction.atomic
def save_report(report: Report, filling: Filling, *, actor: Actor) -> Report:
    """Keep a draft as it is; nothing has to be complete."""
    require(actor, "reporting.fill", rules.filling_refusal(report, actor))
    entries = write_entries(report, filling)
    keep_note(report, filling, entries)
    record(actor, "reporting.report.save", report, lines=len(entries))
    return report


@as_one()
def submit_report(report: Report, filling: Filling, *, actor: Actor) -> Report:
    """Send the sheet up; where the unit vets its reports itself, to the person who does."""
    name = "circulate" if report.window.needs_sign_off else "submit"
    require(actor, "reporting.fill", report_workflow.transitions[name].refusal(report, actor))
    entries = whole_entries(report, filling)
    moment = opening_for(report).moment
    values = {
        "note": filling.note.strip(),
        "doubts": doubts_of(entries),
        "filled_by_id": actor.user_id,
        "filled_at": moment,
        **FIRST_HAND,
    }
    if name == "submit":
        values |= arrival(report)
    # The sheet is worked out by now: from the first row written until the end nobody else can write to SQLite.
    report_workflow.perform(report, name, actor=actor, values=values)
    keep_entries(entries)
    if name == "submit" and counts_on_arrival(report.window):
        is_first = all(one.entry is None for one in lines_for(report))
        count_entries(report, entries, is_first=is_first)
    return report


def require(actor: Actor, permission: str, reason: str) -> None:
    """Stop where the actor may not."""
    if not actor.can(permission):
        raise NotAllowed("您当前的任职没有“填报、反映问题建议”的权限。")
    if reason:
        raise NotAllowed(reason)


def arrival(report: Report) -> dict[str, Any]:
    """When it came, by the database's clock; a correction does not become late."""
    opening = opening_for(report)
    late = opening.is_late if report.approved_at is None else report.is_late
    return {"submitted_at": opening.moment, "is_late": late, "read_at": None, "returned_for": ""}


def keep_note(report: Report, filling: Filling, entries: Collection[Entry]) -> None:
    report.note, report.doubts = filling.note.strip(), doubts_of(entries)
    save_if_unchanged(report, report.version, ["note", "doubts"])


def doubts_of(entries: Iterable[Entry]) -> int:
    return sum(1 for one in entries if one.findings)


def write_entries(report: Report, filling: Filling) -> list[Entry]:
    """Every line of the sheet as it is now."""
    entries = made_entries(report, filling)
    keep_entries(entries)
    return entries


def keep_entries(entries: list[Entry]) -> None:
    insert_rows(entries, unique=("report", "goal"), update=WRITTEN)


def made_entries(report: Report, filling: Filling) -> list[Entry]:
    """Every line, not yet written: known afresh, stated as entered, with what was found about it."""
    lines = lines_for(report)
    said = {one.goal_id: one for one in filling.statements}
    _require_same_view(lines, said)
    figures = {one.key: value for one in lines if (value := _stated(one, said)) is not None}
    proven = filling.brought
    if wants_evidence(lines):
        proven = proven | goals_with_evidence(report)
    found = findings_by_goal(lines, figures, proven)
    return [
        _entry(report, one, figures.get(one.key), found.get(one.key, []), said.get(one.key)) for one in lines
    ]


def whole_entries(report: Report, filling: Filling) -> list[Entry]:
    """The same, where every line has a figure, and a reason where something was found."""
    entries = made_entries(report, filling)
    faults = []
    for one in entries:
        if one.stated is None and one.mode != EntryMode.DERIVED:
            faults.append((f"stated-{one.goal_id}", f"请填写“{one.goal}”。"))
        elif one.findings and not one.explanation:
            text = "".join(found["text"] for found in one.findings)
            faults.append((f"explanation-{one.goal_id}", f"{text}请更正，或说明原因。"))
    if faults:
        raise Unfinished(faults)
    return entries


def _stated(line: Line, said: dict[int, Statement]) -> Decimal | None:
    if line.mode == EntryMode.DERIVED:
        return line.known
    statement = said.get(line.key)
    return line.stated if statement is None else statement.stated


def _entry(
    report: Report, line: Line, value: Decimal | None, found: list[dict[str, str]], said: Statement | None
) -> Entry:
    return fresh(
        Entry,
        pk=line.entry.pk if line.entry else None,
        report=report,
        organization_id=report.organization_id,
        goal=line.goal,
        mode=line.mode,
        target=line.target,
        known=line.known,
        base=line.base,
        stated=value,
        total=None if value is None else line.total_with(value),
        explanation=(line.explanation if said is None else said.explanation.strip()) if found or said else "",
        findings=found,
        computed_at=line.computed_at,
    )


def _require_same_view(lines: list[Line], said: dict[int, Statement]) -> None:
    """Nobody confirms a figure they have not seen."""
    for line in lines:
        statement = said.get(line.key)
        if statement is None or statement.seen is None or line.known in (None, statement.seen):
            continue
        unit = line.indicator.unit
        raise Refusal(
            f"“{line.goal}”的已知数刚从{plain(statement.seen)}{unit}变为{plain(line.known)}{unit}，"
            "请核对后再报送。",
            f"stated-{line.key}",
        )


@transaction.atomic
def check_report(report: Report, *, actor: Actor) -> Report:
    """A second person of the unit has looked."""
    values = {"checked_by_id": actor.user_id, "checked_at": opening_for(report).moment}
    return report_workflow.perform(report, "check", actor=actor, values=values)


@transaction.atomic
def sign_report(report: Report, *, actor: Actor) -> Report:
    """Who answers for the unit lets the report go."""
    values = {"signed_by_id": actor.user_id, "signed_at": opening_for(report).moment, **arrival(report)}
    report_workflow.perform(report, "sign", actor=actor, values=values)
    if counts_on_arrival(report.window):
        count_entries(report, list(report.entries.select_related("goal__indicator")))
    return report


@transaction.atomic
def hand_back_report(report: Report, reason: str, *, actor: Actor) -> Report:
    """Inside the unit: back to who filled it in."""
    values = {"returned_for": reason.strip()}
    return report_workflow.perform(report, "hand_back", actor=actor, note=reason, values=values)


@transaction.atomic
def withdraw_report(report: Report, *, actor: Actor) -> Report:
    """Take it back from those who sign, or while nobody above has read it; what counted on arrival counts no longer."""
    had_gone_up = report.state == ReportState.SUBMITTED
    values = {"submitted_at": None} if had_gone_up else {}
    report_workflow.perform(report, "withdraw", actor=actor, values=values)
    if had_gone_up:
        uncount_report(report)
    return report


@transaction.atomic
def revise_report(report: Report, reason: str, *, actor: Actor) -> Report:
    """Begin a correction; until it is approved the former figures count."""
    values = {"revised_for": reason.strip()[:200]}
    return report_workflow.perform(report, "revise", actor=actor, note=reason, values=values)
