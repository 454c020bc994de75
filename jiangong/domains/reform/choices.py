"""Fields of the reform, states of its tasks, levels of its demonstration points."""

from django.db.models import TextChoices


class Field(TextChoices):
    """What a task or policy is about."""

    GUIDANCE = "guidance", "思想引领"
    MERIT = "merit", "建功立业"
    SKILLS = "skills", "技能提升"
    STANDING = "standing", "地位提高"
    GROWTH = "growth", "队伍壮大"
    RIGHTS = "rights", "权益保障"
    OTHER = "other", "综合保障"


class TaskState(TextChoices):
    """Where a task stands."""

    ONGOING = "ongoing", "推进中"
    DONE = "done", "已完成"
    VOID = "void", "已作废"


class EntryState(TextChoices):
    """Whether an entry holds."""

    STANDING = "standing", "有效"
    VOID = "void", "已作废"


class PilotLevel(TextChoices):
    """Who named a demonstration point."""

    NATION = "nation", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
