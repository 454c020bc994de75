"""Visits: planned, moved, merged, begun, written down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.models import Organization
from jiangong.domains.supervision import rules
from jiangong.domains.supervision.actions.findings import record_findings
from jiangong.domains.supervision.choices import OPEN_VISITS, Verdict
from jiangong.domains.supervision.models import CheckLine, FigureCheck, InspectionPlan, Visit, VisitInspector
from jiangong.domains.supervision.queries.pools import barred_inspectors
from jiangong.domains.supervision.queries.visits import new_figures, new_lines, overlapping
from jiangong.domains.supervision.workflow import visit_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit nobody drew: why this unit, who goes, when; and why beyond the cap, if it is."""

    reason: str
    inspectors: tuple[User, ...]
    planned_on: date | None = None
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What inspectors write down on the spot, by the keys of lines and figures."""

    visited_on: date
    verdicts: Mapping[int, tuple[str, str]]
    figures: Mapping[int, tuple[Decimal | None, str]]
    summary: str = ""
    further: tuple[str, ...] = field(default=())
    due_on: date | None = None


@transaction.atomic
def appoint_visit(
    plan: InspectionPlan, unit: Organization, appointment: Appointment, *, actor: Actor
) -> Visit:
    """Inspect a unit that was not drawn, for a reason that is written down."""
    if reason := rules.appointing_refusal(plan, actor):
        raise NotAllowed(reason)
    _hold(unit)
    if plan.visits.filter(organization=unit, state__in=OPEN_VISITS).exists():
        raise Refusal(f"{unit}在这项计划里已经有待完成的检查。", "unit")
    visit = Visit(
        organization=unit,
        plan=plan,
        year=plan.year,
        planned_on=appointment.planned_on,
        appointed_for=appointment.reason.strip()[:300],
    )
    if (reason := rules.cap_refusal(visit)) and not _waived(visit, appointment.waiver, actor):
        raise Refusal(reason, "unit")
    _refuse_barred(plan, unit, appointment.inspectors)
    visit.save(force_insert=True)
    _seat(visit, appointment.inspectors)
    record(actor, "supervision.visit.create", visit, plan=plan.pk, waived=bool(visit.waived_for))
    return visit


def _hold(unit: Organization) -> None:
    """Two people who plan for one unit at once are counted one after the other."""
    held = Organization.objects.ungated("visits of one unit are counted").select_for_update()
    held.filter(pk=unit.pk).values_list("pk", flat=True).first()


def _waived(visit: Visit, waiver: str, actor: Actor) -> bool:
    if not (waiver.strip() and actor.can("supervision.waive") and actor.user is not None):
        return False
    visit.waived_by, visit.waived_for = actor.user, waiver.strip()[:300]
    return True


def _refuse_barred(plan: InspectionPlan, unit: Organization, users: Sequence[User]) -> None:
    if not users:
        raise Refusal("请至少选择一名督导员。", "inspectors")
    away = barred_inspectors(plan, [unit], [one.pk for one in users], timezone.localdate())[unit.pk]
    if names := "、".join(one.name for one in users if one.pk in away):
        raise Refusal(
            f"{names}是{unit}的人员、调离不久或申报了利害关系，须回避，请另选督导员。", "inspectors"
        )


def _seat(visit: Visit, users: Iterable[User]) -> None:
    VisitInspector.objects.bulk_create(
        [VisitInspector(visit=visit, user=user, position=place) for place, user in enumerate(users, start=1)]
    )


@transaction.atomic
def schedule_visit(visit: Visit, planned_on: date, version: int, *, actor: Actor) -> Visit:
    """Agree on a day."""
    if reason := rules.scheduling_refusal(visit, actor):
        raise NotAllowed(reason)
    plan = visit.plan
    if not plan.starts_on <= planned_on <= plan.ends_on:
        raise Refusal(f"计划日期应在{plan.starts_on:%Y-%m-%d}至{plan.ends_on:%Y-%m-%d}之间。", "planned_on")
    visit.planned_on = planned_on
    save_if_unchanged(visit, version, ["planned_on"])
    record(actor, "supervision.visit.schedule", visit, planned_on=planned_on.isoformat())
    return visit


@transaction.atomic
def reassign_visit(visit: Visit, users: Sequence[User], reason: str, version: int, *, actor: Actor) -> Visit:
    """Others go than were drawn; the draw itself stays as it was, the reason is kept."""
    if refusal := rules.reassigning_refusal(visit, actor):
        raise NotAllowed(refusal)
    if not reason.strip():
        raise Refusal("请写明更换的理由。", "reason")
    _refuse_barred(visit.plan, visit.organization, users)
    save_if_unchanged(visit, version, [])
    before = list(visit.inspectors.values_list("user_id", flat=True))
    visit.inspectors.all().delete()
    _seat(visit, users)
    record(
        actor,
        "supervision.visit.reassign",
        visit,
        before=before,
        after=[one.pk for one in users],
        reason=True,
    )
    return visit


@transaction.atomic
def merge_visit(visit: Visit, into: Visit, *, actor: Actor) -> Visit:
    """One visit instead of two: the other takes over what was to be checked, and who was to go."""
    if into.pk not in overlapping(visit).values_list("pk", flat=True):
        raise Refusal("只能并入同一单位、检查期相交、还没有开始的检查。请刷新页面核对。")
    visit_workflow.perform(visit, "merge", actor=actor, values={"merged_into": into})
    visit.merged.update(merged_into=into)
    seated = set(into.inspectors.values_list("user_id", flat=True))
    _seat(into, [seat.user for seat in visit.inspectors.select_related("user") if seat.user_id not in seated])
    save_if_unchanged(into, into.version, [])
    return into


def cancel_visit(visit: Visit, reason: str, *, actor: Actor) -> Visit:
    """Nobody goes."""
    values = {"reason": reason.strip()[:500]}
    return visit_workflow.perform(visit, "cancel", actor=actor, note=reason, values=values)


@transaction.atomic
def waive_cap(visit: Visit, reason: str, *, actor: Actor) -> Visit:
    """Somebody answers by name for one visit more than the cap allows."""
    if refusal := rules.waiving_refusal(visit, actor):
        raise NotAllowed(refusal)
    if not _waived(visit, reason, actor):
        raise Refusal("请写明批准超次检查的理由。", "reason")
    save_if_unchanged(visit, visit.version, ["waived_by", "waived_for"])
    record(actor, "supervision.visit.waive", visit)
    return visit


@transaction.atomic
def start_visit(visit: Visit, *, actor: Actor) -> Visit:
    """Begin on the spot: the sheet and the figures reported are fixed as of now."""
    _hold(visit.organization)
    today = timezone.localdate()
    visit_workflow.perform(visit, "start", actor=actor, values={"visited_on": today})
    CheckLine.objects.bulk_create(new_lines(visit))
    FigureCheck.objects.bulk_create(new_figures(visit, today))
    return visit


@transaction.atomic
def submit_visit(visit: Visit, sheet: Sheet, *, actor: Actor) -> Visit:
    """Write down what was seen; what does not conform becomes a finding."""
    if sheet.visited_on > timezone.localdate():
        raise Refusal("检查日期不能晚于今天。", "visited_on")
    lines, figures = list(visit.lines.all()), list(visit.figures.select_related("indicator"))
    _note_verdicts(lines, sheet)
    _note_figures(figures, sheet)
    failed = [(one, f"{one.text}：{one.remark}"[:500]) for one in lines if one.verdict == Verdict.FAILS]
    told: list[tuple[CheckLine | None, str]] = [*failed, *((None, text) for text in sheet.further)]
    if told and sheet.due_on is None:
        raise Refusal("发现了问题，请填写整改期限。", "due_on")
    CheckLine.objects.bulk_update(lines, ["verdict", "remark"])
    FigureCheck.objects.bulk_update(figures, ["verified", "explanation"])
    values = {
        "visited_on": sheet.visited_on,
        "summary": sheet.summary.strip(),
        "submitted_by": actor.user,
        "finding_count": len(told),
    }
    if told and sheet.due_on is not None:
        record_findings(visit, told, sheet.due_on, actor=actor)
    return visit_workflow.perform(visit, "submit", actor=actor, values=values)


def _note_verdicts(lines: Iterable[CheckLine], sheet: Sheet) -> None:
    for line in lines:
        line.verdict, remark = sheet.verdicts.get(line.pk, ("", ""))
        line.remark = remark.strip()[:500]
        if line.verdict not in Verdict.values:
            raise Refusal(f"“{line.text[:30]}”还没有结论。", f"verdict-{line.pk}")
        if line.verdict == Verdict.FAILS and not line.remark:
            raise Refusal(f"“{line.text[:30]}”不符合，请写明问题。", f"remark-{line.pk}")


def _note_figures(figures: Iterable[FigureCheck], sheet: Sheet) -> None:
    for one in figures:
        one.verified, explanation = sheet.figures.get(one.pk, (None, ""))
        one.explanation = explanation.strip()[:300]
        if one.verified is not None and one.verified != one.reported and not one.explanation:
            raise Refusal(f"“{one.indicator}”与上报数不同，请说明差异。", f"explanation-{one.pk}")


@transaction.atomic
def correct_figure(figure: FigureCheck, verified: Decimal, explanation: str, *, actor: Actor) -> FigureCheck:
    """The inspectors read a figure wrongly; the trail keeps what stood there."""
    visit = figure.visit
    if reason := rules.correcting_refusal(visit, actor):
        raise NotAllowed(reason)
    if verified != figure.reported and not explanation.strip():
        raise Refusal("与上报数不同，请说明差异。", "explanation")
    before = figure.verified
    figure.verified, figure.explanation = verified, explanation.strip()[:300]
    figure.save(update_fields=["verified", "explanation"])
    record(
        actor,
        "supervision.figurecheck.correct",
        figure,
        visit=visit.pk,
        verified=[str(before), str(verified)],
    )
    return figure
