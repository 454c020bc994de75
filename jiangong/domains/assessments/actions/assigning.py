"""Giving subjects to judges: by hand, by lot, evenly — and never across a tie."""

from django.db import transaction

from jiangong.domains.assessments.actions.rounds import hold_round
from jiangong.domains.assessments.choices import OPEN_SHEETS, Drawing, RoundState, SheetState, Stage
from jiangong.domains.assessments.models import Judge, Round, Sheet, Subject
from jiangong.domains.assessments.queries.conflicts import Conflict
from jiangong.domains.assessments.queries.rounds import barred_pairs, judges_of, subjects_of
from jiangong.domains.assessments.rules import rounds as rules
from jiangong.domains.assessments.workflow import sheet_workflow
from jiangong.kit.access.actor import Actor, system_actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.lib.assigning import Division, Wanted, divide

WHY = "the organizer's own round"
LONGEST_REASON = 300
JUDGED = (RoundState.FINAL_SCORING, RoundState.CONCLUDED)


@transaction.atomic
def assign(judge: Judge, subject: Subject, *, actor: Actor) -> Sheet:
    """One subject to one judge; a tie cannot be waived by anybody."""
    one = subject.round
    hold_round(one, rules.panel_refusal, actor)
    refuse_tied(judge, subject)
    given = Sheet.objects.ungated(WHY).filter(round=one, judge=judge)
    if given.filter(subject=subject).exists():
        raise Refusal(f"“{subject}”已经分派给{judge}。")
    if one.cap is not None and given.count() >= one.cap:
        raise Refusal(f"{judge}已分派{one.cap}个，到了每名评委的上限。")
    sheet = Sheet.objects.create(
        round=one, subject=subject, organization=one.organization, stage=Stage.FINAL, judge=judge
    )
    record(actor, "assessments.round.assign", one, judge=judge.pk, subject=subject.pk)
    return sheet


@transaction.atomic
def unassign(judge: Judge, subject: Subject, *, actor: Actor) -> None:
    """Take a subject back before judging begins."""
    one = subject.round
    hold_round(one, rules.panel_refusal, actor)
    Sheet.objects.ungated(WHY).filter(judge=judge, subject=subject, state__in=OPEN_SHEETS).delete()
    record(actor, "assessments.round.unassign", one, judge=judge.pk, subject=subject.pk)


@transaction.atomic
def draw_judges(one: Round, seed: str, drawing: str, *, actor: Actor) -> Division:
    """Fill up what is lacking from a published seed; what was assigned by hand stays."""
    hold_round(one, rules.panel_refusal, actor)
    judges, subjects = judges_of(one), subjects_of(one)
    if lacking := rules.drawing_fault(bool(judges), bool(subjects)):
        raise Refusal(lacking)
    kept = Sheet.objects.ungated(WHY).filter(round=one, stage=Stage.FINAL, review=1)
    standing = frozenset(kept.values_list("judge_id", "subject_id"))
    wanted = Wanted(
        [judge.pk for judge in judges],
        [subject.pk for subject in subjects],
        one.each,
        one.cap,
        barred=barred_pairs(one, judges=judges, subjects=subjects).keys(),
        kept=standing,
    )
    found = divide(wanted, seed, evenly=drawing == Drawing.EVEN)
    Sheet.objects.bulk_create(
        Sheet(
            round=one,
            subject_id=subject,
            organization_id=one.organization_id,
            stage=Stage.FINAL,
            judge_id=judge,
        )
        for judge, subject in sorted(found.pairs - standing)
    )
    Round.objects.ungated(WHY).filter(pk=one.pk).update(seed=seed)
    one.seed = seed
    record(actor, "assessments.round.draw", one, pairs=len(found.pairs), lacking=sum(found.lacking.values()))
    return found


def refuse_tied(judge: Judge, subject: Subject) -> None:
    """Say why these two may not meet."""
    barred = barred_pairs(subject.round, judges=[judge], subjects=[subject])
    if reasons := barred.get((judge.pk, subject.pk)):
        raise Refusal(f"{judge}应当回避“{subject}”：{reasons[0].sentence}请换一名评委。")


def tied_sheets(one: Round) -> list[tuple[Sheet, list[Conflict]]]:
    """Sheets that stand across a tie, with the reasons."""
    barred = barred_pairs(one)
    rows = Sheet.objects.ungated(WHY).filter(round=one, stage=Stage.FINAL).exclude(state=SheetState.VOID)
    rows = rows.filter(judge__in={judge for judge, _ in barred})
    found = rows.select_related("round__organization", "subject__organization", "judge__person")
    return [
        (sheet, reasons)
        for sheet in found
        if (reasons := barred.get((sheet.judge_id or 0, sheet.subject_id)))
    ]


@transaction.atomic
def void_tied_sheets(one: Round) -> list[Sheet]:
    """Set aside what judges scored, or were asked to score, across a tie that came to light later.

    What was written stays readable, with the reason; the caller tells whoever organizes.
    """
    voided: list[Sheet] = []
    for sheet, reasons in tied_sheets(one):
        if one.state not in JUDGED:
            sheet.delete()  # nobody has been asked yet: it is taken back, not set aside
            continue
        told = f"发现应当回避：{''.join(reason.sentence for reason in reasons)}"[:LONGEST_REASON]
        sheet_workflow.perform(sheet, "void", actor=system_actor(), note=told, values={"void_reason": told})
        voided.append(sheet)
    return voided
