"""The course of a place, of an inspection and of what people say."""

from jiangong.domains.places import rules
from jiangong.domains.places.choices import STANDING_STATES, InspectionState, PlaceState, ReportState
from jiangong.kit.workflow import Transition, Workflow

place_workflow = Workflow(
    "places.place",
    [
        Transition(
            "suspend",
            "暂停开放",
            (PlaceState.OPEN,),
            PlaceState.SUSPENDED,
            "places.edit",
            needs_reason=True,
            consequences=("公开页面会显示暂停开放和原因。",),
        ),
        Transition("resume", "恢复开放", (PlaceState.SUSPENDED,), PlaceState.OPEN, "places.edit"),
        Transition(
            "close",
            "撤销",
            STANDING_STATES,
            PlaceState.CLOSED,
            "places.edit",
            needs_reason=True,
            consequences=("从撤销日期起不再计入在用阵地，以前的数字不变。",),
        ),
        Transition(
            "void",
            "作废",
            (*STANDING_STATES, PlaceState.CLOSED),
            PlaceState.VOID,
            "places.void",
            needs_reason=True,
            consequences=("登记有误、重复登记的才作废；作废后从来不计入任何数字，也不能恢复。",),
        ),
    ],
)

inspection_workflow = Workflow(
    "places.inspection",
    [
        Transition(
            "rectify",
            "登记整改",
            (InspectionState.DEFECTIVE,),
            InspectionState.RECTIFIED,
            "places.edit",
            guard=rules.standing_refusal,
        ),
        Transition(
            "send_back",
            "退回整改",
            (InspectionState.RECTIFIED,),
            InspectionState.DEFECTIVE,
            "places.edit",
            guard=rules.standing_refusal,
            needs_reason=True,
            consequences=("整改情况会清空，请在新的期限前重新整改。",),
        ),
        Transition(
            "void",
            "作废",
            (InspectionState.PASSED, InspectionState.DEFECTIVE, InspectionState.RECTIFIED),
            InspectionState.VOID,
            "places.edit",
            needs_reason=True,
            consequences=("这次检查登记有误，不再作数。",),
        ),
    ],
)

report_workflow = Workflow(
    "places.placereport",
    [
        Transition(
            "settle",
            "处理",
            (ReportState.WAITING,),
            ReportState.SETTLED,
            "places.edit",
            needs_reason=True,
            consequences=("请写明查看的情况和怎么处理的。",),
        ),
    ],
)
