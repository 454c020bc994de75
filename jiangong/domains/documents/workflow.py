"""The course of a document: 登记 → 拟办 → 批示 → 办结."""

from jiangong.domains.documents import rules
from jiangong.domains.documents.choices import OPEN_STATES, DocumentState
from jiangong.kit.workflow import Transition, Workflow

REGISTERED, PROPOSED, INSTRUCTED = OPEN_STATES

document_workflow = Workflow(
    "documents.document",
    [
        Transition(
            "propose", "拟办", (REGISTERED,), PROPOSED, "documents.propose", guard=rules.proposing_refusal
        ),
        Transition(
            "instruct", "批示", (PROPOSED,), INSTRUCTED, "documents.instruct", guard=rules.instructing_refusal
        ),
        Transition(
            "complete",
            "办结",
            (INSTRUCTED,),
            DocumentState.COMPLETED,
            "documents.complete",
            guard=rules.completing_refusal,
        ),
        Transition(
            "reassign",
            "改派",
            (INSTRUCTED,),
            INSTRUCTED,
            "documents.instruct",
            guard=rules.instructing_refusal,
        ),
        Transition(
            "withdraw",
            "撤回",
            (PROPOSED,),
            REGISTERED,
            "documents.propose",
            guard=rules.ownership_refusal,
            consequences=("文件回到“待拟办”，批示领导不再收到它。",),
        ),
        Transition(
            "send_back",
            "退回拟办",
            (PROPOSED,),
            REGISTERED,
            "documents.instruct",
            guard=rules.instructing_refusal,
            needs_reason=True,
            consequences=("文件回到“待拟办”，经办人会收到您的理由。",),
        ),
        Transition(
            "hand_back",
            "退请重新批示",
            (INSTRUCTED,),
            PROPOSED,
            "documents.complete",
            guard=rules.completing_refusal,
            needs_reason=True,
            consequences=("文件回到“待批示”，批示领导会收到您的理由。",),
        ),
        Transition(
            "void",
            "作废",
            OPEN_STATES,
            DocumentState.VOID,
            "documents.void",
            guard=rules.ownership_refusal,
            needs_reason=True,
            consequences=("文件不再办理，也不能恢复。", "登记号保留，不再给别的文件使用。"),
        ),
    ],
)
