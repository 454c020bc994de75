"""Directions, urgencies, states and steps of documents."""

from django.db.models import TextChoices


class Direction(TextChoices):
    """Which register a document stands in."""

    INCOMING = "incoming", "收文"
    OUTGOING = "outgoing", "发文"


class Urgency(TextChoices):
    """How fast it must be dealt with, as printed on it."""

    NORMAL = "normal", "平件"
    URGENT = "urgent", "加急"
    MOST_URGENT = "most_urgent", "特急"


class DocumentState(TextChoices):
    """Where a document stands: each state names what it waits for."""

    REGISTERED = "registered", "待拟办"
    PROPOSED = "proposed", "待批示"
    INSTRUCTED = "instructed", "承办中"
    COMPLETED = "completed", "已办结"
    VOID = "void", "已作废"


OPEN_STATES = (DocumentState.REGISTERED, DocumentState.PROPOSED, DocumentState.INSTRUCTED)


class Step(TextChoices):
    """What an opinion was given on; the values are the names of the transitions."""

    PROPOSE = "propose", "拟办"
    INSTRUCT = "instruct", "批示"
    REASSIGN = "reassign", "改派"
    COMPLETE = "complete", "办结"
    WITHDRAW = "withdraw", "撤回"
    SEND_BACK = "send_back", "退回拟办"
    HAND_BACK = "hand_back", "退请重新批示"
    HAND_OVER = "hand_over", "工作交接"
    VOID = "void", "作废"
