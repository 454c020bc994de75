"""How the running plans of one's own union are reported on."""

from dataclasses import dataclass

from django.db import models

from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.queries.officers import made_by, own_organization_id
from jiangong.domains.reporting.models import Schedule
from jiangong.kit.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Setting:
    """A running plan with its rhythm, if it has one."""

    plan: Plan
    schedule: Schedule | None


def running_plans(actor: Actor) -> models.QuerySet[Plan]:
    """Those of one's own union: who makes a plan says when it is reported on."""
    return Plan.objects.visible_to(actor).filter(made_by(own_organization_id(actor)), state=PlanState.ISSUED)


def settings_of(actor: Actor) -> list[Setting]:
    """Every running plan of one's own union."""
    found = list(running_plans(actor).select_related("organization"))
    schedules = {one.plan_id: one for one in Schedule.objects.filter(plan__in=[one.pk for one in found])}
    return [Setting(one, schedules.get(one.pk)) for one in found]
