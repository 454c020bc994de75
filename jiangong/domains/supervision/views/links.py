"""Where the screens of supervision lead back to."""

from typing import Any

from django.urls import reverse_lazy

from jiangong.domains.supervision.models import Finding, Visit
from jiangong.kit.pages.heads import Link

SECTION = "supervision"
PLANS = Link("督导计划", reverse_lazy("supervision:list"))
VISITS = Link("督导检查", reverse_lazy("supervision:visit_list"))
FINDINGS = Link("问题整改", reverse_lazy("supervision:finding_list"))


def plan_crumbs(plan: Any) -> tuple[Link, ...]:
    return (PLANS, Link(plan.title, plan.get_absolute_url()))


def visit_crumbs(visit: Visit) -> tuple[Link, ...]:
    return (VISITS, Link(str(visit.organization), visit.get_absolute_url()))


def finding_crumbs(finding: Finding) -> tuple[Link, ...]:
    return (FINDINGS, Link(str(finding), finding.get_absolute_url()))
