"""The course of a programme, of a nomination and of an objection."""

from jiangong.domains.honors.choices import NominationState, ObjectionState, ProgrammeState
from jiangong.domains.honors.rules import nominations, notices, programmes
from jiangong.kit.workflow import Transition, Workflow

DRAFT, OPEN, REVIEWING = ProgrammeState.DRAFT, ProgrammeState.OPEN, ProgrammeState.REVIEWING
LISTED, RESERVE, DROPPED = NominationState.LISTED, NominationState.RESERVE, NominationState.DROPPED
SUBMITTED = NominationState.SUBMITTED

programme_workflow = Workflow(
    "honors.programme",
    [
        Transition(
            "open",
            "开始推荐",
            (DRAFT,),
            OPEN,
            "honors.organize",
            guard=programmes.opening_refusal,
            consequences=("下级单位可以看到这个项目，在名额内推荐。",),
        ),
        Transition(
            "compile",
            "汇总名单",
            (OPEN,),
            REVIEWING,
            "honors.review",
            guard=programmes.compiling_refusal,
            consequences=("各单位按推荐顺序在名额内进入名单，其余转为备选。", "推荐截止，材料不能再改。"),
        ),
        Transition(
            "advance",
            "完成本环节",
            (REVIEWING,),
            REVIEWING,
            "honors.review",
            guard=programmes.advancing_refusal,
        ),
        Transition(
            "decide",
            "作出决定",
            (REVIEWING,),
            ProgrammeState.DECIDED,
            "honors.award",
            guard=programmes.deciding_refusal,
            consequences=("名单里的对象登记为获得称号，生成带编号和二维码的证书。",),
        ),
        Transition(
            "cancel",
            "取消项目",
            (DRAFT, OPEN, REVIEWING),
            ProgrammeState.CANCELLED,
            "honors.organize",
            guard=programmes.running_refusal,
            needs_reason=True,
            consequences=("不能恢复；已推荐的材料仍可查看，正在进行的公示立即撤下。",),
        ),
    ],
)

nomination_workflow = Workflow(
    "honors.nomination",
    [
        Transition(
            "submit",
            "推荐",
            (NominationState.DRAFT, NominationState.RETURNED),
            SUBMITTED,
            "honors.nominate",
            guard=nominations.submitting_refusal,
        ),
        Transition(
            "send_back",
            "退回",
            (SUBMITTED,),
            NominationState.RETURNED,
            "honors.review",
            guard=nominations.sending_back_refusal,
            needs_reason=True,
            consequences=("推荐单位修改后可以重新推荐。",),
        ),
        Transition(
            "withdraw",
            "撤回",
            (NominationState.DRAFT, SUBMITTED, NominationState.RETURNED),
            NominationState.WITHDRAWN,
            "honors.nominate",
            guard=nominations.withdrawing_refusal,
            needs_reason=True,
            consequences=("不再参加评选，腾出名额。",),
        ),
        Transition(
            "enlist",
            "列入名单",
            (SUBMITTED, RESERVE, DROPPED),
            LISTED,
            "honors.review",
            guard=nominations.arranging_refusal,
            needs_reason=True,
        ),
        Transition(
            "reserve",
            "转为备选",
            (SUBMITTED, LISTED, DROPPED),
            RESERVE,
            "honors.review",
            guard=nominations.arranging_refusal,
            needs_reason=True,
        ),
        Transition(
            "drop",
            "移出名单",
            (SUBMITTED, LISTED, RESERVE),
            DROPPED,
            "honors.review",
            guard=nominations.arranging_refusal,
            needs_reason=True,
            consequences=("不再参加本项目的评选。",),
        ),
        Transition(
            "award",
            "授予称号",
            (LISTED,),
            NominationState.AWARDED,
            "honors.award",
            guard=nominations.judging_refusal,
        ),
    ],
)

objection_workflow = Workflow(
    "honors.objection",
    [
        Transition(
            "uphold",
            "认定成立",
            (ObjectionState.OPEN,),
            ObjectionState.UPHELD,
            "honors.examine",
            guard=notices.settling_refusal,
            needs_reason=True,
            consequences=("涉及的对象移出名单。",),
        ),
        Transition(
            "dismiss",
            "认定不成立",
            (ObjectionState.OPEN,),
            ObjectionState.UNFOUNDED,
            "honors.examine",
            guard=notices.settling_refusal,
            needs_reason=True,
        ),
    ],
)
