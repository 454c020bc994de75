"""From when until when a goal runs: the plan's year, unless the goal says otherwise."""

from datetime import date

from jiangong.domains.plans.models import Goal, Plan
from jiangong.lib.officialdoc.dates import Era, moments


def goal_days(goal: Goal, plan: Plan) -> tuple[date, date]:
    """A period with both ends is the goal's own (6月至9月); one with an end only begins with the year (11月底前)."""
    starts, ends = date(plan.year, 1, 1), date(plan.year, 12, 31)
    found = [one for one in moments(goal.period, Era(plan.year)) if not one.recurring and not one.bare_year]
    if len(found) == 1:
        first, last = found[0].first or starts, found[0].last or ends
        if first <= last:
            return first, last
    return starts, ends
