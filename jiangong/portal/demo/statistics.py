"""The demo's map of tiles and two circulars: last month's, issued, and today's, still a draft."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Plan
from jiangong.domains.statistics import actions
from jiangong.domains.statistics.models import Circular
from jiangong.domains.statistics.queries.plans import current_plan
from jiangong.kit.access.actor import Actor

# Rows from the north, columns from the west.
PLACES = {
    "上街区": (1, 2), "惠济区": (1, 3), "金水区": (1, 4),
    "巩义市": (2, 1), "荥阳市": (2, 2), "中原区": (2, 3), "管城区": (2, 4), "中牟县": (2, 5),
    "登封市": (3, 1), "新密市": (3, 2), "二七区": (3, 3), "新郑市": (3, 4),
}  # fmt: skip
PROBLEMS = "部分单位的台账登记晚于实际工作，月底集中补录。\n少数指标前松后紧，年底压力较大。"
DEMANDS = "请对照差额排出按月计划，落实到人。\n请当月的工作当月登记，数据以台账为准。"


def load(actor: Actor) -> list[Circular]:
    """Both circulars over the real path."""
    clerk, leader = (
        current_actor(User.objects.get(username=username)) for username in ("shizong", "lingdao")
    )
    units = Organization.objects.visible_to(clerk).filter(short_name__in=PLACES)
    actions.arrange_tiles({unit: PLACES[unit.short_name] for unit in units}, actor=clerk)
    plan = current_plan(clerk)
    if plan is None:
        raise LookupError("the demo has no running plan")
    today = timezone.localdate()
    month_end = max(today.replace(day=1) - timedelta(days=1), date(plan.year, 1, 1))
    issued = _compile(plan, month_end, f"郑工劳经〔{plan.year}〕21号", clerk)
    actions.issue_circular(issued, actor=leader)
    moment = datetime.combine(min(month_end + timedelta(days=8), today), time(10, 20))
    issued.issued_at = timezone.make_aware(moment)
    Circular.objects.ungated("as the story goes; the audit keeps today").filter(pk=issued.pk).update(
        issued_at=issued.issued_at
    )
    return [issued, _compile(plan, today, "", clerk)]


def _compile(plan: Plan, as_of: date, number: str, clerk: Actor) -> Circular:
    values = {
        "title": f"关于《{plan.title}》{as_of.month}月进展情况的通报",
        "official_number": number,
        "problems": PROBLEMS,
        "demands": DEMANDS,
    }
    return actions.compile_circular(plan, as_of, values, actor=clerk)
