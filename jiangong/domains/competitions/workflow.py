"""The course of an enrolment: 填写 → 报名 → 确认, sent back, withdrawn or left."""

from jiangong.domains.competitions import rules
from jiangong.domains.competitions.choices import OPEN_STATES, EnrolmentState, Step
from jiangong.kit.workflow import Transition, Workflow

SUBMITTED, CONFIRMED = EnrolmentState.SUBMITTED, EnrolmentState.CONFIRMED

enrolment_workflow = Workflow(
    "competitions.enrolment",
    [
        Transition(
            Step.SUBMIT,
            "报名",
            OPEN_STATES,
            SUBMITTED,
            "competitions.enrol",
            guard=rules.submitting_refusal,
        ),
        Transition(
            Step.CONFIRM,
            "确认",
            (SUBMITTED,),
            CONFIRMED,
            "competitions.confirm",
            guard=rules.confirming_refusal,
        ),
        Transition(
            Step.WITHDRAW,
            "撤回报名",
            (SUBMITTED,),
            EnrolmentState.DRAFT,
            "competitions.enrol",
            consequences=("回到“填写中”，修改后可以再报名。",),
        ),
        Transition(
            Step.SEND_BACK,
            "退回",
            (SUBMITTED, CONFIRMED),
            EnrolmentState.RETURNED,
            "competitions.confirm",
            guard=rules.confirming_refusal,
            needs_reason=True,
            consequences=("参赛单位会看到您写的原因，修改后可以再报名。", "退回后不再计入进展。"),
        ),
        Transition(
            Step.QUIT,
            "退出",
            (SUBMITTED, CONFIRMED),
            EnrolmentState.QUIT,
            "competitions.enrol",
            needs_reason=True,
            consequences=("退出后不再计入进展，也不能恢复；需要时请重新登记。",),
        ),
        Transition(
            Step.VOID,
            "作废",
            OPEN_STATES,
            EnrolmentState.VOID,
            "competitions.enrol",
            needs_reason=True,
            consequences=("登记有误的才作废，作废后不能恢复。",),
        ),
    ],
)
