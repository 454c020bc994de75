"""What supervision puts on the ladder: findings to put right, visits to make."""

from collections.abc import Iterator

from jiangong.domains.plans.queries.officers import officers_at
from jiangong.domains.supervision.choices import OPEN_VISITS, OWED_FINDINGS, InspectionPlanState
from jiangong.domains.supervision.models import Finding, Visit
from jiangong.kit.messaging.deadlines import Audience, Deadline, Span, register_deadlines
from jiangong.kit.messaging.models import RungName

WHY = "reminding goes to whoever is responsible"


@register_deadlines
def findings_due(span: Span) -> Iterator[Deadline]:
    """The unit first, then whoever had it inspected, then their leaders."""
    rows = Finding.objects.ungated(WHY).filter(
        state__in=OWED_FINDINGS, due_on__gte=span.first, due_on__lte=span.last
    )
    found = list(rows.select_related("organization", "visit__plan").order_by("pk"))
    unions = {one.visit.plan.organization_id for one in found}
    units = officers_at({one.organization_id for one in found}, "supervision.rectify")
    planners, leaders = officers_at(unions, "supervision.plan"), officers_at(unions, "supervision.waive")
    for one in found:
        unit, union = one.organization_id, one.visit.plan.organization_id
        own = Audience(tuple(units.get(unit, ())), unit)
        yield Deadline(
            key=f"supervision.finding:{one.pk}",
            title=f"{one.organization}：督导问题整改（{one.visit.plan.title[:40]}）",
            url=one.get_absolute_url(),
            due_on=one.due_on,
            people_by_rung={
                RungName.BEFORE: own,
                RungName.DUE: own,
                RungName.ABOVE: Audience(tuple(planners.get(union, ())), union),
                RungName.LEADER: Audience(tuple(leaders.get(union, ()))),
            },
        )


@register_deadlines
def visits_due(span: Span) -> Iterator[Deadline]:
    """Inspectors are reminded before their plan ends, whoever planned it after that."""
    rows = Visit.objects.ungated(WHY).filter(
        state__in=OPEN_VISITS,
        plan__state=InspectionPlanState.RUNNING,
        plan__ends_on__gte=span.first,
        plan__ends_on__lte=span.last,
    )
    found = list(
        rows.select_related("organization", "plan").prefetch_related("inspectors__user").order_by("pk")
    )
    planners = officers_at({one.plan.organization_id for one in found}, "supervision.plan")
    for one in found:
        going = Audience(tuple(seat.user for seat in one.inspectors.all()))
        union = one.plan.organization_id
        yield Deadline(
            key=f"supervision.visit:{one.pk}",
            title=f"督导检查{one.organization}（{one.plan.title[:40]}）",
            url=one.get_absolute_url(),
            due_on=one.plan.ends_on,
            people_by_rung={
                RungName.BEFORE: going,
                RungName.DUE: going,
                RungName.ABOVE: Audience(tuple(planners.get(union, ())), union),
            },
        )
