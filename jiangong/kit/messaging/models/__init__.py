"""What people are told, and the ways it leaves the house."""

from jiangong.kit.messaging.models.messages import Message, MessageKind
from jiangong.kit.messaging.models.outbox import Dispatch, DispatchState
from jiangong.kit.messaging.models.reminding import Digest, Nudge, Rung, RungName
from jiangong.kit.messaging.models.routes import Preference, Target, TargetKind, Via

__all__ = [
    "Digest",
    "Dispatch",
    "DispatchState",
    "Message",
    "MessageKind",
    "Nudge",
    "Preference",
    "Rung",
    "RungName",
    "Target",
    "TargetKind",
    "Via",
]
