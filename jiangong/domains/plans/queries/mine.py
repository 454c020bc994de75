"""Everything plans ask of one's own organization."""

from dataclasses import dataclass

from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Delivery, Duty, Plan
from jiangong.domains.plans.queries.officers import own_organization_id, own_organization_ids
from jiangong.domains.plans.queries.receipts import unsigned_plans
from jiangong.kit.access.actor import Actor


@dataclass(frozen=True)
class PlanTasks:
    """One running plan as it concerns the organization."""

    plan: Plan
    has_sheet: bool
    owes_receipt: bool
    duties: tuple[Duty, ...]
    deliveries: tuple[Delivery, ...]


def my_tasks(actor: Actor) -> list[PlanTasks]:
    """The running plans with a sheet or a part for the organization, in a constant number of queries."""
    own = own_organization_id(actor)
    if own is None:
        return []
    plans = Plan.objects.visible_to(actor).filter(state=PlanState.ISSUED)
    duties = list(
        Duty.objects.filter(
            task__program__plan__in=plans, organization__in=own_organization_ids(actor)
        ).select_related("task__program", "organization", "done_by")
    )
    deliveries = list(
        Delivery.objects.visible_to(actor)
        .filter(step__program__plan__in=plans, organization=own)
        .select_related("step__program", "organization")
        .order_by("step__ends_on", "pk")
    )
    given = set(plans.filter(recipients__organization=own).values_list("pk", flat=True))
    concerned = given | {one.task.program.plan_id for one in duties}
    owed = set(unsigned_plans(own))
    return [
        PlanTasks(
            plan,
            plan.pk in given,
            plan.pk in owed,
            tuple(one for one in duties if one.task.program.plan_id == plan.pk),
            tuple(one for one in deliveries if one.step.program.plan_id == plan.pk),
        )
        for plan in plans.filter(pk__in=concerned).select_related("organization")
    ]
