"""What plans put on the ladder: material to hand in, task sheets to sign for."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from jiangong.domains.plans.choices import UNANSWERED_DELIVERIES, PlanState
from jiangong.domains.plans.models import Delivery, Edition, Plan, Recipient
from jiangong.domains.plans.queries.officers import acting_union_id, officers_at
from jiangong.domains.plans.queries.receipts import owed_numbers, signed_numbers
from jiangong.kit.messaging.deadlines import Audience, Deadline, Span, register_deadlines
from jiangong.kit.messaging.models import RungName
from jiangong.kit.workdays.days import workdays_after

SIGNING_DAYS = 3  # working days a unit has to sign for its sheet


class Hearers:
    """Who hears of what units owe under these plans, read at once for all of them."""

    def __init__(self, units: Iterable[int], plans: Iterable[Plan]) -> None:
        self.makers = {plan.pk: acting_union_id(plan.organization) or 0 for plan in plans}
        unions = set(self.makers.values())
        self.units = officers_at(units, "plans.receive")
        self.editors, self.signers = officers_at(unions, "plans.edit"), officers_at(unions, "plans.issue")

    def of(self, unit: int, plan: Plan) -> dict[str, Audience]:
        """The unit on its own rungs, then the officers of the union that made the plan, then its leaders."""
        own, maker = Audience(tuple(self.units.get(unit, ())), unit), self.makers[plan.pk]
        return {
            RungName.BEFORE: own,
            RungName.DUE: own,
            RungName.ABOVE: Audience(tuple(self.editors.get(maker, ())), maker),
            RungName.LEADER: Audience(tuple(self.signers.get(maker, ()))),
        }


@register_deadlines
def deliveries_due(span: Span) -> Iterator[Deadline]:
    """Material that has not been handed in, or came back."""
    rows = Delivery.objects.ungated("reminding goes to whoever is responsible").filter(
        state__in=UNANSWERED_DELIVERIES,
        step__program__plan__state=PlanState.ISSUED,
        step__ends_on__gte=span.first,
        step__ends_on__lte=span.last,
    )
    found = list(rows.select_related("organization", "step__program__plan__organization").order_by("pk"))
    plans = {one.step.program.plan_id: one.step.program.plan for one in found}
    hearers = Hearers({one.organization_id for one in found}, plans.values())
    for one in found:
        program, due = one.step.program, one.step.ends_on
        if due is None:  # the span has left those out
            continue
        yield Deadline(
            key=f"plans.delivery:{one.pk}",
            title=f"{one.organization}：报送{one.step.get_deliverable_display()}（{program.title[:40]}）",
            url=one.get_absolute_url(),
            due_on=due,
            people_by_rung=hearers.of(one.organization_id, program.plan),
        )


@register_deadlines
def receipts_due(span: Span) -> Iterator[Deadline]:
    """Task sheets nobody has signed for, some working days after they went out or changed."""
    plans = {
        one.pk: one
        for one in Plan.objects.ungated("reminding goes to whoever is responsible")
        .filter(state=PlanState.ISSUED)
        .select_related("organization")
    }
    effective = _days_in_force(plans)
    owed, signed = owed_numbers(plans), signed_numbers(plans)
    rows = Recipient.objects.ungated("units of running plans").filter(
        plan__in=plans, organization__isnull=False
    )
    late: list[tuple[Recipient, int, date]] = []
    for one in rows.select_related("organization").order_by("plan_id", "position", "pk"):
        unit, number = one.organization_id or 0, max(owed[one.pk], 1)
        due = effective.get((one.plan_id, number))
        if due is None or not span.first <= due <= span.last:
            continue
        if signed.get((one.plan_id, unit), 0) < number:
            late.append((one, unit, due))
    hearers = Hearers({unit for _, unit, _ in late}, plans.values())
    for one, unit, due in late:
        plan = plans[one.plan_id]
        yield Deadline(
            key=f"plans.receipt:{one.pk}",
            title=f"{one.organization}：签收任务书（{plan.title[:40]}）",
            url=reverse("plans:sheet", args=[plan.pk]),
            due_on=due,
            people_by_rung=hearers.of(unit, plan),
        )


def _days_in_force(plans: Iterable[int]) -> dict[tuple[int, int], date]:
    """By plan and edition, the day by which it should be signed for."""
    rows = Edition.objects.filter(plan__in=list(plans), effective_at__isnull=False)
    known: dict[date, date] = {}
    found = {}
    for plan, number, moment in rows.values_list("plan_id", "number", "effective_at"):
        day = timezone.localdate(moment)
        if day not in known:
            known[day] = workdays_after(day, SIGNING_DAYS)
        found[plan, number] = known[day]
    return found
