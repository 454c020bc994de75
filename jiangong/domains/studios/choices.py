"""Kinds, levels and states of studios, and of what belongs to them."""

from django.db.models import TextChoices


class StudioKind(TextChoices):
    """What a studio is called."""

    CRAFTSMEN = "craftsmen", "劳模和工匠人才创新工作室"
    WORKERS = "workers", "职工创新工作室"
    MASTER = "master", "技能大师工作室"
    OTHER = "other", "其他创新工作室"


class StudioLevel(TextChoices):
    """Who named it, from the team up; before naming, who set it up."""

    TEAM = "team", "班组级"
    UNIT = "unit", "企业级"
    DISTRICT = "district", "县区级"
    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATIONAL = "national", "国家级"


class StudioState(TextChoices):
    """Where a studio stands."""

    BUILDING = "building", "建设中"
    REGISTERED = "registered", "已登记"
    NAMED = "named", "已命名"
    WARNED = "warned", "警告"
    REVOKED = "revoked", "已撤销"
    VOID = "void", "已作废"


IN_FORCE = (StudioState.REGISTERED, StudioState.NAMED, StudioState.WARNED)
OPEN_STATES = (StudioState.BUILDING, *IN_FORCE)


class MemberRole(TextChoices):
    """What a member does in the team."""

    CORE = "core", "骨干成员"
    MEMBER = "member", "成员"
    ADVISER = "adviser", "技术顾问"
    LIAISON = "liaison", "联络员"


class ResultKind(TextChoices):
    """What came out of a studio's work."""

    INNOVATION = "innovation", "技术革新"
    PATENT = "patent", "专利"
    METHOD = "method", "先进操作法"
    STANDARD = "standard", "标准规范"
    PAPER = "paper", "论文著作"
    PRIZE = "prize", "获奖成果"
    TALENT = "talent", "人才培养"
    OTHER = "other", "其他"


class GrantSource(TextChoices):
    """Who gave money."""

    ABOVE = "above", "上级工会"
    UNION = "union", "本级工会"
    EMPLOYER = "employer", "企业行政"
    STATE = "state", "财政"
    OTHER = "other", "其他"


class ReviewResult(TextChoices):
    """What a yearly confirmation came to."""

    PASS = "pass", "合格"
    WARN = "warn", "警告"
    REVOKE = "revoke", "撤销"
