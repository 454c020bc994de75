"""Filling score sheets in: online, from paper by two clerks, once more after a disagreement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.assessments.choices import Channel, Stage
from jiangong.domains.assessments.models import Judge, PaperEntry, Sheet, Subject
from jiangong.domains.assessments.queries.rounds import barred_pairs
from jiangong.domains.assessments.queries.sheets import Line, lines_of, mark_of, signed_total
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.workflow import sheet_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.lib.amounts import plain

ON_PAPER = "纸质评分"
MOST_NAMED = 5


class Unfinished(Refusal):
    """What is missing or wrong, item by item: (field, sentence)."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(faults[0][1])
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Scoring:
    """What somebody typed: points and words by item, a comment."""

    points: Mapping[str, Decimal | None]
    notes: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""


def save_sheet(sheet: Sheet, said: Scoring, *, actor: Actor, lines: Sequence[Line] = ()) -> Sheet:
    """Keep a draft; nothing needs to be whole yet. ``lines`` are the sheet's, where they were read already."""
    values = {"marks": _marks(lines or lines_of(sheet), said), "comment": said.comment}
    return sheet_workflow.perform(sheet, "save_draft", actor=actor, values=values)


def submit_sheet(sheet: Sheet, said: Scoring, *, actor: Actor, lines: Sequence[Line] = ()) -> Sheet:
    """Hand it in: every item scored within its points, an override explained.

    Ties are looked for when judges are given something, when they open it, when one is declared, every night and
    before every tally; not in this very moment, in which twenty judges may press at once.
    """
    lines = lines or lines_of(sheet)
    if faults := list(faults_of(lines, said)):
        raise Unfinished(faults)
    marks = _marks(lines, said)
    return sheet_workflow.perform(
        sheet, "submit", actor=actor, values={**_handed_in(lines, marks, actor), "comment": said.comment}
    )


@transaction.atomic
def enter_paper(sheet: Sheet, said: Scoring, *, actor: Actor) -> tuple[Sheet, list[str]]:
    """What one clerk reads from a paper sheet; the second that reads the same completes it.

    Returns the sheet and the items on which two clerks differ.
    """
    if reason := rules.paper_refusal(sheet, actor):
        raise NotAllowed(reason)
    lines = lines_of(sheet)
    if faults := list(faults_of(lines, said, explained=False)):
        raise Unfinished(faults)
    marks = _marks(lines, said)
    points = {key: mark["points"] for key, mark in marks.items()}
    now = timezone.now()
    PaperEntry.objects.update_or_create(
        sheet=sheet, clerk=actor.user, defaults={"marks": points, "entered_at": now}
    )
    others = list(PaperEntry.objects.filter(sheet=sheet).exclude(clerk=actor.user))
    agreed = any(one.marks == points for one in others)
    differing = [] if agreed else [line.item.text for line in lines if _differs(line, points, others)]
    told: dict[str, Any] = {"fields": {"differing": named(differing)}} if differing else {}
    record(actor, "assessments.sheet.enter_paper", sheet, **told)
    if not agreed:
        return sheet, differing
    for key, mark in marks.items():
        if mark.get("data", mark["points"]) != mark["points"]:
            marks[key] = {**mark, "note": mark.get("note") or ON_PAPER}
    values = {**_handed_in(lines, marks, actor), "channel": Channel.PAPER}
    return sheet_workflow.perform(sheet, "take_paper", actor=actor, values=values), []


@transaction.atomic
def void_sheet(sheet: Sheet, reason: str, *, actor: Actor) -> Sheet:
    """Set a judge's sheet aside; what was written stays."""
    values = {"void_reason": reason[:300]}
    return sheet_workflow.perform(sheet, "void", actor=actor, note=reason, values=values)


@transaction.atomic
def ask_second_review(subject: Subject, judges: Sequence[Judge], *, actor: Actor) -> list[Sheet]:
    """Have a subject scored once more, by the same judges or others; the first scores are kept and shown beside."""
    if reason := rules.reviewing_refusal(subject, actor):
        raise NotAllowed(reason)
    one = subject.round
    if len(judges) < one.method.fewest:
        raise Refusal(f"复评至少要{one.method.fewest}名评委，请再选几名。", field="judges")
    barred = barred_pairs(one, judges=judges, subjects=[subject])
    for judge in judges:
        if reasons := barred.get((judge.pk, subject.pk)):
            raise Refusal(f"{judge}应当回避“{subject}”：{reasons[0].sentence}请换一名评委。", field="judges")
    try:
        with transaction.atomic():
            sheets = Sheet.objects.bulk_create(
                Sheet(
                    round=one,
                    subject=subject,
                    organization=one.organization,
                    stage=Stage.FINAL,
                    judge=judge,
                    review=2,
                )
                for judge in judges
            )
    except IntegrityError:
        raise Refusal(f"“{subject}”已经安排复评。") from None
    record(actor, "assessments.sheet.review", sheets[0], subject=subject.pk, judges=len(judges))
    return sheets


def _handed_in(lines: Sequence[Line], marks: dict[str, Any], actor: Actor) -> dict[str, Any]:
    return {
        "marks": marks,
        "total": signed_total(marks, {line.key: line.item.sign for line in lines}),
        "submitted_at": timezone.now(),
        "submitted_by": actor.user,
    }


def _marks(lines: Sequence[Line], said: Scoring) -> dict[str, dict[str, Any]]:
    """By item; what was left alone takes what data came to."""
    kept = {}
    for line in lines:
        points = said.points.get(line.key)
        if points is None:
            points = line.data_points
        if points is not None:
            kept[line.key] = mark_of(points, said.notes.get(line.key, ""), line.data_points)
    return kept


def faults_of(lines: Sequence[Line], said: Scoring, *, explained: bool = True) -> Iterator[tuple[str, str]]:
    """What stands in the way of handing it in."""
    for line in lines:
        points = said.points.get(line.key)
        if points is None:
            points = line.data_points
        if points is None:
            if line.is_required:
                yield f"p{line.key}", "请评分；这一项确实得0分的请填0。"
            continue
        if points < 0:
            yield f"p{line.key}", "得分不能是负数。"
        elif line.most is not None and points > line.most:
            yield f"p{line.key}", f"这一项最多{plain(line.most)}分。"
        elif explained and line.data_points not in (None, points) and not said.notes.get(line.key):
            yield f"n{line.key}", f"数据得分是{plain(line.data_points or Decimal(0))}分，改动请写明理由。"


def named(differing: Sequence[str]) -> str:
    """The items two clerks read differently, as whoever looks at the paper again needs them."""
    return "、".join(differing[:MOST_NAMED]) + (
        f"等{len(differing)}项" if len(differing) > MOST_NAMED else ""
    )


def _differs(line: Line, points: Mapping[str, str], others: Any) -> bool:
    return any(one.marks.get(line.key) != points.get(line.key) for one in others)
