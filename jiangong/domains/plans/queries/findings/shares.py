"""A further division against what the plan above gives its unit now."""

from collections.abc import Iterator
from decimal import Decimal

from jiangong.domains.plans.models import Goal, Plan, Target
from jiangong.domains.plans.queries.findings.finding import Finding, quoted
from jiangong.domains.plans.queries.grid import edition_in_force
from jiangong.lib.amounts import shown


def share_findings(plan: Plan) -> Iterator[Finding]:
    """Where a further division wants something else than what the plan above gives its unit now."""
    for goal, share in changed_shares(plan):
        indicator, total = goal.indicator, goal.total or Decimal(0)
        now = "不再安排" if share is None else f"改为{shown(share)}{indicator.unit}"
        yield Finding(
            key=f"share:{goal.pk}",
            code="share",
            sentence=f"上级已把{quoted(indicator.name)}的任务数{now}，本级仍按{shown(total)}{indicator.unit}分解。",
            blocking=True,
            facts=f"{total.normalize():f}/{share}",
            anchor=f"goal-{goal.pk}",
        )


def changed_shares(plan: Plan) -> list[tuple[Goal, Decimal | None]]:
    """Goals of a further division whose total is no longer the unit's share in the edition in force above."""
    if plan.parent is None or (edition := edition_in_force(plan.parent)) is None:
        return []
    rows = Target.objects.ungated("one's own share is what a further division divides").filter(
        edition=edition, recipient__organization=plan.organization_id
    )
    shares = dict(rows.values_list("goal_id", "value"))
    goals = Goal.objects.filter(program__plan=plan, parent__isnull=False).select_related("indicator")
    return [
        (goal, now)
        for goal in goals
        if ((now := shares.get(goal.parent_id or 0)) or None)
        != (goal.total or None)  # nothing and 0 divide alike
    ]
