"""The course of an agreement: 草拟 → 待签 → 生效 → 期满 → 出师 or 考核不合格; 终止 and 作废 on the way."""

from jiangong.domains.mentorship import rules
from jiangong.domains.mentorship.choices import LIVE_STATES, RUNNING_STATES, AgreementState
from jiangong.kit.workflow import Transition, Workflow

DRAFT, SIGNING, VALID = AgreementState.DRAFT, AgreementState.SIGNING, AgreementState.VALID
EDIT, SIGN = "mentorship.edit", "mentorship.sign"

agreement_workflow = Workflow(
    "mentorship.agreement",
    [
        Transition(
            "submit",
            "送签",
            (DRAFT,),
            SIGNING,
            EDIT,
            guard=rules.submitting_refusal,
            consequences=("编定协议编号，内容不能再改。", "有账号的师傅、徒弟会收到签署提醒。"),
        ),
        Transition(
            "withdraw",
            "撤回修改",
            (SIGNING,),
            DRAFT,
            EDIT,
            guard=rules.reach_refusal,
            consequences=("已有的签字作废，修改后须重新签字。", "协议编号保留。"),
        ),
        Transition("sign", "签署", (SIGNING,), SIGNING, SIGN, guard=rules.signing_refusal),
        Transition("record_signatures", "登记纸质签字", (SIGNING,), SIGNING, EDIT, guard=rules.reach_refusal),
        # Taken with the last signature, whoever gives or records it.
        Transition("take_effect", "生效", (SIGNING,), VALID, SIGN, guard=rules.effect_refusal),
        Transition("check_midterm", "中期检查", (VALID,), VALID, EDIT, guard=rules.midterm_refusal),
        Transition(
            "extend", "延期", RUNNING_STATES, VALID, EDIT, guard=rules.reach_refusal, needs_reason=True
        ),
        # Taken by the nightly job.
        Transition("expire", "期满", (VALID,), AgreementState.EXPIRED, EDIT, guard=rules.expiry_refusal),
        Transition(
            "graduate",
            "出师（考核合格）",
            RUNNING_STATES,
            AgreementState.PASSED,
            EDIT,
            guard=rules.reach_refusal,
        ),
        Transition(
            "fail", "考核不合格", RUNNING_STATES, AgreementState.FAILED, EDIT, guard=rules.reach_refusal
        ),
        Transition(
            "terminate",
            "终止",
            (VALID,),
            AgreementState.TERMINATED,
            EDIT,
            guard=rules.reach_refusal,
            needs_reason=True,
        ),
        Transition(
            "void",
            "作废",
            LIVE_STATES,
            AgreementState.VOID,
            "mentorship.void",
            guard=rules.reach_refusal,
            needs_reason=True,
            consequences=("协议不再计入任何统计，也不能恢复。", "协议编号保留，不再给别的协议使用。"),
        ),
    ],
)
