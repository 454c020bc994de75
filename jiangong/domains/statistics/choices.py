"""Stages of progress and states of circulars."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """How a figure stands against its target and the time that has passed; the value is the tone it is drawn in."""

    DONE = "ok", "已完成"
    NORMAL = "mute", "正常"
    SLOW = "warn", "略滞后"
    BEHIND = "crit", "滞后"
    NONE = "none", "未分配"


EXCEPTIONS = (Stage.BEHIND, Stage.SLOW)

# Where fewer is better, the words say so.
DOWNWARD = {Stage.DONE: "已达标", Stage.NORMAL: "正常", Stage.SLOW: "偏多", Stage.BEHIND: "过快"}
OVER = "超出"


class CircularState(TextChoices):
    """Where a circular stands."""

    DRAFT = "draft", "草稿"
    ISSUED = "issued", "已印发"
    VOID = "void", "已作废"
