"""The courses of plans, draws, visits and findings."""

from jiangong.domains.supervision import rules
from jiangong.domains.supervision.choices import (
    LIVE_FINDINGS,
    OPEN_VISITS,
    OWED_FINDINGS,
    DrawState,
    FindingState,
    InspectionPlanState,
    VisitState,
)
from jiangong.kit.workflow import Transition, Workflow

inspection_plan_workflow = Workflow(
    "supervision.inspectionplan",
    [
        Transition(
            "start",
            "启动",
            (InspectionPlanState.DRAFT,),
            InspectionPlanState.RUNNING,
            "supervision.plan",
            guard=rules.planning_refusal,
        ),
        Transition(
            "close",
            "结束",
            (InspectionPlanState.RUNNING,),
            InspectionPlanState.CLOSED,
            "supervision.plan",
            guard=rules.closing_refusal,
            consequences=("结束后不能再抽取和检查。",),
        ),
        Transition(
            "void",
            "作废",
            (InspectionPlanState.DRAFT, InspectionPlanState.RUNNING),
            InspectionPlanState.VOID,
            "supervision.plan",
            guard=rules.voiding_refusal,
            needs_reason=True,
            consequences=("已安排的检查一并取消，抽取记录保留。",),
        ),
    ],
)

draw_workflow = Workflow(
    "supervision.draw",
    [
        Transition(
            "draw",
            "抽取",
            (DrawState.ANNOUNCED,),
            DrawState.DRAWN,
            "supervision.draw",
            guard=rules.drawing_refusal,
        ),
        Transition(
            "replace",
            "作废重抽",
            (DrawState.ANNOUNCED, DrawState.DRAWN),
            DrawState.REPLACED,
            "supervision.draw",
            guard=rules.replacing_refusal,
            needs_reason=True,
        ),
    ],
)

visit_workflow = Workflow(
    "supervision.visit",
    [
        Transition(
            "start",
            "开始检查",
            (VisitState.PLANNED,),
            VisitState.ONGOING,
            "supervision.inspect",
            guard=rules.starting_refusal,
            consequences=("按现在的标准生成检查表，取定此刻的上报数；之后没有网络也能填写。",),
        ),
        Transition(
            "submit",
            "提交检查",
            (VisitState.ONGOING,),
            VisitState.DONE,
            "supervision.inspect",
            guard=rules.submitting_refusal,
        ),
        Transition(
            "merge",
            "并入",
            (VisitState.PLANNED,),
            VisitState.MERGED,
            "supervision.plan",
            guard=rules.managing_refusal,
        ),
        Transition(
            "cancel",
            "取消检查",
            OPEN_VISITS,
            VisitState.CANCELLED,
            "supervision.plan",
            guard=rules.managing_refusal,
            needs_reason=True,
            consequences=("取消后不计入这家单位的检查次数，不能恢复。",),
        ),
    ],
)

finding_workflow = Workflow(
    "supervision.finding",
    [
        Transition(
            "answer",
            "答复整改",
            OWED_FINDINGS,
            FindingState.ANSWERED,
            "supervision.rectify",
            guard=rules.answering_refusal,
        ),
        Transition(
            "close",
            "销号",
            (FindingState.ANSWERED,),
            FindingState.CLOSED,
            "supervision.recheck",
            guard=rules.rechecking_refusal,
        ),
        Transition(
            "send_back",
            "退回再整改",
            (FindingState.ANSWERED,),
            FindingState.RETURNED,
            "supervision.recheck",
            guard=rules.rechecking_refusal,
            needs_reason=True,
        ),
        Transition(
            "void",
            "作废",
            LIVE_FINDINGS,
            FindingState.VOID,
            "supervision.plan",
            guard=rules.removing_refusal,
            needs_reason=True,
            consequences=("登记有误的才作废，作废后不能恢复。",),
        ),
    ],
)
