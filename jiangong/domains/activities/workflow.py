"""The course of an activity: 计划 → 已举办, or 已取消."""

from jiangong.domains.activities import rules
from jiangong.domains.activities.choices import ActivityState
from jiangong.kit.workflow import Transition, Workflow

PLANNED, HELD, CANCELLED, VOID = ActivityState

activity_workflow = Workflow(
    "activities.activity",
    [
        Transition("hold", "登记结果", (PLANNED,), HELD, "activities.edit", guard=rules.holding_refusal),
        Transition(
            "cancel",
            "取消",
            (PLANNED,),
            CANCELLED,
            "activities.edit",
            needs_reason=True,
            consequences=("活动不再举办，不计入场次。",),
        ),
        Transition(
            "void",
            "作废",
            (PLANNED, HELD, CANCELLED),
            VOID,
            "activities.void",
            needs_reason=True,
            consequences=("登记有误、重复登记的才作废；作废后不计入任何数字，也不能恢复。",),
        ),
    ],
)
