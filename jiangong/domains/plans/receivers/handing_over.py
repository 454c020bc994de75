"""What of plans goes to the successor of whoever leaves: drafts, adjustments, notices read and not yet made a plan."""

from django.db.models import QuerySet

from jiangong.domains.accounts.actions.handover import OpenWork, register_open_work
from jiangong.domains.plans.choices import OPEN_EDITIONS, UNISSUED_STATES
from jiangong.domains.plans.models import Edition, Plan, Reading


def open_plans() -> QuerySet[Plan]:
    return Plan.objects.ungated("a handover moves all of one person").filter(state__in=UNISSUED_STATES)


def open_adjustments() -> QuerySet[Edition]:
    """The first edition goes with its plan."""
    return Edition.objects.filter(number__gt=1, state__in=OPEN_EDITIONS)


def open_readings() -> QuerySet[Reading]:
    return Reading.objects.ungated("a handover moves all of one person").filter(plan=None)


register_open_work("未下发的计划", OpenWork(open_plans, "drafter"))
register_open_work("计划调整", OpenWork(open_adjustments, "drafter", "plan__organization__path"))
register_open_work("识读的文件", OpenWork(open_readings, "reader"))
