"""Where plans count by an indicator."""

from collections.abc import Iterator

from jiangong.domains.indicators.models import Indicator
from jiangong.domains.indicators.queries.catalogue import Usage, register_usage
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Goal, Plan
from jiangong.kit.access.actor import Actor
from jiangong.lib.amounts import shown

MOST = 50


@register_usage
def plan_usages(indicator: Indicator, actor: Actor) -> Iterator[Usage]:
    """Goals of the plans the actor sees, the newest year first."""
    plans = Plan.objects.visible_to(actor).exclude(state=PlanState.VOID)
    goals = Goal.objects.filter(indicator=indicator, program__plan__in=plans).select_related("program__plan")
    for goal in goals.order_by("-program__plan__year", "-program__plan_id")[:MOST]:
        plan = goal.program.plan
        figure = "" if goal.total is None else f"{shown(goal.total)}{indicator.unit}"
        note = f"{plan.year}年　{goal.program.title}　{plan.get_state_display()}"
        yield Usage(plan.title, plan.get_absolute_url(), note, figure)
