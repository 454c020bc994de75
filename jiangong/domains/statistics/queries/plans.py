"""Which plans have a board for whom."""

from django.db import models

from jiangong.domains.plans.choices import PUBLISHED_STATES, PlanState
from jiangong.domains.plans.models import Plan
from jiangong.kit.access.actor import Actor
from jiangong.lib.digits import whole_number


def boarded_plans(actor: Actor) -> models.QuerySet[Plan]:
    """Issued plans within reach, the newest first; a further division is part of the board of the plan above."""
    seen = Plan.objects.visible_to(actor).filter(state__in=PUBLISHED_STATES)
    found = seen.exclude(parent__in=seen.values("pk"))
    running = models.Case(models.When(state=PlanState.ISSUED, then=0), default=1)
    return found.select_related("organization").order_by("-year", running, "-pk")


def current_plan(actor: Actor, key: str = "") -> Plan | None:
    """The one asked for, otherwise the newest that is running."""
    plans = boarded_plans(actor).select_related(None)  # one is read: not joined with all unions to be ordered
    if (wanted := whole_number(key)) is not None:
        return plans.filter(pk=wanted).first()
    return plans.first()
