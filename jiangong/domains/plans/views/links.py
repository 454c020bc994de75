"""Where pages of plans stand and lead."""

from django.urls import reverse_lazy

from jiangong.domains.plans.models import Plan
from jiangong.kit.pages.heads import Link

SECTION = "plans"
PLANS = Link("计划", reverse_lazy("plans:list"))


def plan_crumbs(plan: Plan, *more: Link) -> tuple[Link, ...]:
    """计划 / this plan / …"""
    return (PLANS, Link(plan.official_number or f"{plan.year}年计划", plan.get_absolute_url()), *more)
