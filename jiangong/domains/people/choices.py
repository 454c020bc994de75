"""Words that describe a person and a committee."""

from django.db.models import TextChoices


class Gender(TextChoices):
    """A person's gender as registered."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class SkillGrade(TextChoices):
    """The eight skill grades of the national grading reform, from the lowest up, and none."""

    NONE = "none", "无"
    APPRENTICE = "apprentice", "学徒工"
    JUNIOR = "junior", "初级工"
    INTERMEDIATE = "intermediate", "中级工"
    SENIOR = "senior", "高级工"
    TECHNICIAN = "technician", "技师"
    SENIOR_TECHNICIAN = "senior_technician", "高级技师"
    SPECIAL_TECHNICIAN = "special_technician", "特级技师"
    CHIEF_TECHNICIAN = "chief_technician", "首席技师"


class CommitteeKind(TextChoices):
    """What a body of people is for."""

    UNION = "union", "工会委员会"
    AUDIT = "audit", "经费审查委员会"
    WOMEN = "women", "女职工委员会"
    LEADING_GROUP = "leading_group", "领导小组"
    TASK_FORCE = "task_force", "工作专班"
    JURY = "jury", "评审委员会"
    OTHER = "other", "其他"


class TransferState(TextChoices):
    """Where a request to take a person over stands."""

    REQUESTED = "requested", "待办理"
    ACCEPTED = "accepted", "已调入"
    REJECTED = "rejected", "已驳回"
    WITHDRAWN = "withdrawn", "已撤回"
