"""What activities contribute to indicators: how many were held, and how many people came."""

from django.db.models import Q

from jiangong.domains.activities.choices import ActivityKind, ActivityState
from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.measures import Measure, register_measure

HELD = Q(state=ActivityState.HELD)
COUNTED = "已登记举办结果的，按开始日期计入当月；计划中、取消、作废的不计。"


def total(key: str, label: str, unit: str, counts: Q = HELD, *, people: bool = False) -> Measure:
    """How many were held, or how many people came to them."""
    return register_measure(
        Measure(
            key=f"activities.{key}",
            model="activities.Activity",
            label=label,
            unit=unit,
            kind=IndicatorKind.SUM,
            explanation=f"{COUNTED}人次按登记的参加人数相加。" if people else COUNTED,
            date="starts_on",
            value="people_count" if people else "",
            counts=counts,
        )
    )


def of_kind(kind: ActivityKind) -> Q:
    return HELD & Q(kind=kind)


total("held", "举办活动", "场")
total("participants", "参加活动", "人次", people=True)
total("lectures", "宣讲", "场", of_kind(ActivityKind.LECTURE))
total("chain_lectures", "产业链宣讲", "场", of_kind(ActivityKind.LECTURE) & ~Q(chain=""))
total("trainings", "培训", "场", of_kind(ActivityKind.TRAINING))
total("job_fairs", "招聘会", "场", of_kind(ActivityKind.JOB_FAIR))
total("checkups", "健康体检", "人次", of_kind(ActivityKind.CHECKUP), people=True)
total("recuperation", "疗休养", "人次", of_kind(ActivityKind.RECUPERATION), people=True)
