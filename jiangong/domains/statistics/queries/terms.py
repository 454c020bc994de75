"""From when until when a goal runs, looked at on a day."""

from datetime import date

from django.utils import timezone

from jiangong.domains.plans.models import Goal, Plan
from jiangong.domains.plans.queries.terms import goal_days
from jiangong.domains.statistics.queries.pace import Term


def default_day(plan: Plan) -> date:
    """Today, or the last day of a year that is over."""
    return min(timezone.localdate(), date(plan.year, 12, 31))


def term_of(goal: Goal, plan: Plan, as_of: date) -> Term:
    """The goal's own days."""
    return Term(*goal_days(goal, plan), as_of)
