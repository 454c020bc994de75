"""Names nobody has said the meaning of."""

import re
from collections.abc import Iterator

from jiangong.domains.plans.models import Duty, Plan
from jiangong.domains.plans.queries.findings.finding import UNRESOLVED_UNIT, Finding, place, quoted

# 各区县（市）总工会, 有关部门: everybody of a kind, which is no unit that could be missing.
_COLLECTIVE = re.compile(r"^(?:全[市省县区]|[市省县区][直总]?)?(?:各|有关|相关|其他|所有|全体|基层|成员单位)")


def is_collective(name: str) -> bool:
    """Whether a name speaks of everybody of a kind instead of one organization."""
    return _COLLECTIVE.match(name) is not None


def unresolved_findings(plan: Plan) -> Iterator[Finding]:
    """Units and parts in tasks whose name has no organization yet."""
    for one in plan.recipients.filter(organization=None):
        yield Finding(
            f"unit:{one.pk}",
            UNRESOLVED_UNIT,
            f"不能确认{quoted(one.written)}是哪个单位，请指定，或者删除这一行。",
            blocking=True,
            facts=one.written,
            places=place(one.source_start, one.source_end),
            anchor=f"recipient-{one.pk}",
        )
    duties = Duty.objects.filter(task__program__plan=plan, organization=None).select_related("task")
    for duty in duties:
        if is_collective(duty.written):
            continue
        yield Finding(
            f"duty:{duty.pk}",
            "unresolved_duty",
            f"不能确认{duty.get_role_display()}单位{quoted(duty.written)}是哪个单位，请指定。",
            blocking=True,
            facts=duty.written,
            places=place(duty.task.source_start, duty.task.source_end),
            anchor=f"task-{duty.task_id}",
        )
