"""Kinds, ways and states of activities."""

from django.db.models import TextChoices


class ActivityKind(TextChoices):
    """What is held; the order is the order of display."""

    LECTURE = "lecture", "宣讲"
    TRAINING = "training", "培训"
    JOB_FAIR = "job_fair", "招聘会"
    CHECKUP = "checkup", "健康体检"
    RECUPERATION = "recuperation", "疗休养"
    SALON = "salon", "技术（创新）沙龙"
    VISIT = "visit", "走访慰问"
    RESEARCH = "research", "调研"
    EXHIBITION = "exhibition", "展览展示"
    CULTURE = "culture", "文化活动"
    SPORTS = "sports", "体育活动"
    LEGAL = "legal", "法律服务"
    FRIENDSHIP = "friendship", "联谊交友"
    READING = "reading", "读书活动"
    CAMP = "camp", "训练营、研学"
    OTHER = "other", "其他"


class Mode(TextChoices):
    """Where people come together."""

    OFFLINE = "offline", "线下"
    ONLINE = "online", "线上"
    BOTH = "both", "线上线下"


class ActivityState(TextChoices):
    """Whether it is still to come, took place, or will not."""

    PLANNED = "planned", "计划"
    HELD = "held", "已举办"
    CANCELLED = "cancelled", "已取消"
    VOID = "void", "已作废"


TONES = {
    ActivityState.PLANNED: "info",
    ActivityState.HELD: "ok",
    ActivityState.CANCELLED: "mute",
    ActivityState.VOID: "mute",
}
LIVE_STATES = (ActivityState.PLANNED, ActivityState.HELD)
