"""Reads about visits: who goes, what overlaps, what a sheet holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models

from jiangong.domains.accounts.models import User
from jiangong.domains.assessments.models import Rubric
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.figures import values
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.plans.models import Plan, Target
from jiangong.domains.plans.queries.grid import divided_goals, edition_in_force
from jiangong.domains.plans.queries.terms import goal_days
from jiangong.domains.supervision.choices import OPEN_VISITS, VisitState
from jiangong.domains.supervision.models import CheckLine, FigureCheck, InspectionPlan, Visit, VisitInspector
from jiangong.kit.access.actor import Actor

WHY = "visits to one unit are weighed against each other"
MOST_LINE = 500


def is_inspector(visit: Visit, actor: Actor) -> bool:
    """Whether the actor goes on this visit."""
    return actor.user_id is not None and visit.inspectors.filter(user=actor.user_id).exists()


def inspectors_of(visit: Visit) -> list[User]:
    """Who goes, in the order in which they were drawn."""
    return [seat.user for seat in visit.inspectors.select_related("user")]


def own_visits(actor: Actor) -> models.QuerySet[Visit]:
    """Visits the actor goes on."""
    seats = VisitInspector.objects.filter(user=actor.user_id).values("visit")
    return Visit.objects.visible_to(actor).filter(pk__in=seats)


def counted_beside(visit: Visit) -> int:
    """How many other visits of the year the unit has had, has or is to have."""
    others = Visit.objects.ungated(WHY).filter(
        organization=visit.organization_id, year=visit.year, state__in=(*OPEN_VISITS, VisitState.DONE)
    )
    return others.exclude(pk=visit.pk).count()


def overlapping(visit: Visit) -> models.QuerySet[Visit]:
    """Other planned visits of the same inspecting union to the same unit within the same days."""
    if visit.state != VisitState.PLANNED:
        return Visit.objects.none()
    plan = visit.plan
    return (
        Visit.objects.ungated(WHY)
        .filter(
            organization=visit.organization_id,
            plan__organization=plan.organization_id,
            plan__starts_on__lte=plan.ends_on,
            plan__ends_on__gte=plan.starts_on,
            state=VisitState.PLANNED,
        )
        .exclude(pk=visit.pk)
        .select_related("plan", "organization")
        .order_by("pk")
    )


def overlapping_many(visits: Iterable[Visit]) -> dict[int, list[Visit]]:
    """The same for the visits of one plan in one query."""
    own = [one for one in visits if one.state == VisitState.PLANNED]
    if not own:
        return {}
    plan = own[0].plan
    rows = Visit.objects.ungated(WHY).filter(
        organization__in=[one.organization_id for one in own],
        plan__organization=plan.organization_id,
        plan__starts_on__lte=plan.ends_on,
        plan__ends_on__gte=plan.starts_on,
        state=VisitState.PLANNED,
    )
    by_unit: dict[int, list[Visit]] = {}
    for row in rows.exclude(plan=plan).select_related("plan", "organization").order_by("pk"):
        by_unit.setdefault(row.organization_id, []).append(row)
    return {one.pk: by_unit[one.organization_id] for one in own if one.organization_id in by_unit}


def plans_of(visit: Visit) -> list[InspectionPlan]:
    """The visit's own plan, and those of the visits that were merged into it."""
    merged = visit.merged.select_related("plan__rubric", "plan__plan").order_by("pk")
    return [visit.plan, *(one.plan for one in merged)]


def new_lines(visit: Visit) -> list[CheckLine]:
    """The check sheet as the standards read today: each thing once, in the order of its plans."""
    found: dict[str, CheckLine] = {}
    for plan in plans_of(visit):
        for group, text, item in (*_rubric_items(plan.rubric), *_own_items(plan)):
            if text not in found:
                position = len(found) + 1
                found[text] = CheckLine(visit=visit, position=position, group=group, text=text, item_id=item)
    return list(found.values())


def _rubric_items(rubric: Rubric | None) -> list[tuple[str, str, int | None]]:
    if rubric is None:
        return []
    groups = rubric.groups.prefetch_related("items")
    return [(group.name, item.text, item.pk) for group in groups for item in group.items.all()]


def _own_items(plan: InspectionPlan) -> list[tuple[str, str, int | None]]:
    lines = (line.strip()[:MOST_LINE] for line in plan.own_items.splitlines())
    return [("另查事项", line, None) for line in lines if line]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One figure to check."""

    indicator: Indicator
    span: Span
    target: Decimal | None


def new_figures(visit: Visit, day: date) -> list[FigureCheck]:
    """What the unit is counted by, with the figures as they stand at this moment."""
    asked: dict[tuple[int, date], _Asked] = {}
    for plan in plans_of(visit):
        if plan.plan is not None:
            for one in _asked(plan.plan, visit.organization_id, day):
                asked.setdefault((one.indicator.pk, one.span.starts_on), one)
    if not asked:
        return []
    wanted = list(asked.values())
    spans = sorted({one.span for one in wanted})
    read = values([one.indicator for one in wanted], [visit.organization_id], spans)
    found = []
    for position, one in enumerate(wanted, start=1):
        value = read[one.indicator.pk, visit.organization_id, one.span]
        found.append(
            FigureCheck(
                visit=visit,
                indicator=one.indicator,
                position=position,
                starts_on=one.span.starts_on,
                ends_on=one.span.ends_on,
                target=one.target,
                reported=_kept(value.amount),
                reported_at=value.computed_at,
            )
        )
    return found


def _kept(amount: Decimal | None) -> Decimal | None:
    """A ratio may have more places than a column keeps."""
    return None if amount is None else amount.quantize(Decimal("0.0001"))


def _asked(plan: Plan, unit: int, day: date) -> list[_Asked]:
    """The goals of which the unit has a share."""
    edition = edition_in_force(plan)
    rows = Target.objects.ungated(WHY).filter(edition=edition, recipient__organization=unit)
    shares = dict(rows.values_list("goal_id", "value")) if edition else {}
    found = []
    for goal in divided_goals(plan):
        first, last = goal_days(goal, plan)
        if goal.pk in shares:
            span = Span(first, min(max(day, first), last))
            found.append(_Asked(goal.indicator, span, shares[goal.pk]))
    return found
