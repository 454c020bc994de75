"""The courses of a plan, of an edition of its division, and of what units hand in."""

from jiangong.domains.plans import rules
from jiangong.domains.plans.choices import UNISSUED_STATES, DeliveryState, EditionState, PlanState
from jiangong.kit.workflow import Transition, Workflow

plan_workflow = Workflow(
    "plans.plan",
    [
        Transition(
            "submit",
            "送核稿",
            (PlanState.DRAFTING,),
            PlanState.REVIEWING,
            "plans.edit",
            guard=rules.submitting_refusal,
        ),
        Transition(
            "endorse",
            "核稿通过",
            (PlanState.REVIEWING,),
            PlanState.SIGNING,
            "plans.review",
            guard=rules.endorsing_refusal,
        ),
        Transition(
            "send_to_cosign",
            "送会签",
            (PlanState.REVIEWING,),
            PlanState.COSIGNING,
            "plans.review",
            guard=rules.cosigning_refusal,
            consequences=("列出的联合部门会看到这份计划并签署意见。",),
        ),
        Transition(
            "finish_cosigning",
            "会签完成",
            (PlanState.COSIGNING,),
            PlanState.SIGNING,
            "plans.edit",
            guard=rules.cosigned_refusal,
        ),
        Transition(
            "issue",
            "签发下发",
            (PlanState.SIGNING, PlanState.DRAFTING),
            PlanState.ISSUED,
            "plans.issue",
            guard=rules.issuing_refusal,
            consequences=(
                "每个任务单位收到自己的任务书，并须签收。",
                "下发后修改须启动调整，各版都保留。",
            ),
        ),
        Transition(
            "send_back",
            "退回拟稿",
            (PlanState.REVIEWING, PlanState.COSIGNING, PlanState.SIGNING),
            PlanState.DRAFTING,
            "plans.review",
            guard=rules.managing_refusal,
            needs_reason=True,
            consequences=("计划回到“拟稿中”，拟稿人会收到您的理由。",),
        ),
        Transition(
            "withdraw",
            "撤回",
            (PlanState.REVIEWING, PlanState.COSIGNING),
            PlanState.DRAFTING,
            "plans.edit",
            guard=rules.withdrawing_refusal,
            consequences=("计划回到“拟稿中”，已作的会签意见保留。",),
        ),
        Transition(
            "close",
            "办结",
            (PlanState.ISSUED,),
            PlanState.CLOSED,
            "plans.close",
            guard=rules.managing_refusal,
            consequences=("计划不再调整，也不再收取材料。",),
        ),
        Transition(
            "void",
            "作废",
            UNISSUED_STATES,
            PlanState.VOID,
            "plans.edit",
            guard=rules.managing_refusal,
            needs_reason=True,
            consequences=("计划不再办理，也不能恢复。",),
        ),
    ],
)

edition_workflow = Workflow(
    "plans.edition",
    [
        Transition(
            "submit",
            "送审定",
            (EditionState.DRAFT,),
            EditionState.PENDING,
            "plans.edit",
            guard=rules.submitting_edition_refusal,
        ),
        Transition(
            "approve",
            "审定生效",
            (EditionState.PENDING, EditionState.DRAFT),
            EditionState.APPROVED,
            "plans.issue",
            guard=rules.approving_refusal,
            consequences=("新版任务数即时生效，有变化的单位须重新签收。", "原来的版次保留，随时可查。"),
        ),
        Transition(
            "send_back",
            "退回修改",
            (EditionState.PENDING,),
            EditionState.DRAFT,
            "plans.issue",
            needs_reason=True,
        ),
        Transition(
            "drop",
            "放弃调整",
            (EditionState.DRAFT, EditionState.PENDING),
            EditionState.DROPPED,
            "plans.edit",
            guard=rules.dropping_refusal,
            needs_reason=True,
            consequences=("这一版的修改不再生效，现行版次不变。",),
        ),
    ],
)

delivery_workflow = Workflow(
    "plans.delivery",
    [
        Transition(
            "hand_in",
            "报送",
            (DeliveryState.DUE, DeliveryState.RETURNED),
            DeliveryState.HANDED_IN,
            "plans.receive",
            guard=rules.handing_in_refusal,
        ),
        Transition(
            "withdraw",
            "撤回",
            (DeliveryState.HANDED_IN,),
            DeliveryState.DUE,
            "plans.receive",
            guard=rules.handing_in_refusal,
            consequences=("材料回到“待报送”，改好后须重新报送。",),
        ),
        Transition(
            "receive",
            "确认收到",
            (DeliveryState.HANDED_IN,),
            DeliveryState.RECEIVED,
            "plans.edit",
            guard=rules.receiving_refusal,
        ),
        Transition(
            "send_back",
            "退回",
            (DeliveryState.HANDED_IN, DeliveryState.RECEIVED),
            DeliveryState.RETURNED,
            "plans.edit",
            guard=rules.receiving_refusal,
            needs_reason=True,
        ),
        Transition(
            "stand_in",
            "代报送",
            (DeliveryState.DUE, DeliveryState.RETURNED),
            DeliveryState.RECEIVED,
            "plans.edit",
            guard=rules.receiving_refusal,
        ),
    ],
)
