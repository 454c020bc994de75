"""How a request to take a person over is decided."""

from jiangong.domains.people.choices import TransferState
from jiangong.domains.people.models import Transfer
from jiangong.domains.people.rules import why_not_transfer
from jiangong.kit.access.actor import Actor
from jiangong.kit.workflow import Transition, Workflow

OPEN = (TransferState.REQUESTED,)


def _may_withdraw(transfer: Transfer, actor: Actor) -> str:
    """Whoever asked may take it back."""
    asked = actor.user_id is not None and transfer.requested_by_id == actor.user_id
    if asked or transfer.organization_id == actor.organization_id:
        return ""
    return "只有提出申请的单位可以撤回。"


TRANSFER = Workflow(
    "people.transfer",
    [
        Transition(
            "accept",
            "同意调入",
            OPEN,
            TransferState.ACCEPTED,
            "people.decide_transfers",
            guard=why_not_transfer,
            consequences=("这名人员改属申请单位，原单位不再能查看。",),
        ),
        Transition(
            "reject",
            "驳回",
            OPEN,
            TransferState.REJECTED,
            "people.decide_transfers",
            guard=why_not_transfer,
            needs_reason=True,
        ),
        Transition("withdraw", "撤回", OPEN, TransferState.WITHDRAWN, "people.edit", guard=_may_withdraw),
    ],
)
