"""Kinds of organizations, of changes to them, and of what is known about enterprises."""

from django.db.models import TextChoices


class OrganizationKind(TextChoices):
    """What an organization is; the order is the order of display."""

    FEDERATION = "federation", "市总工会"
    DISTRICT = "district", "区县（市）总工会"
    ZONE = "zone", "开发区工会"
    INDUSTRY = "industry", "产业工会"
    ENTERPRISE = "enterprise", "企业（直属）工会"
    TOWNSHIP = "township", "乡镇（街道）工会"
    GRASSROOTS = "grassroots", "基层工会"
    DEPARTMENT = "department", "内设部门"
    PARTNER = "partner", "联合部门"


# The subordinate unions that a notice divides its targets among, in the notice's order.
UNIT_KINDS = (
    OrganizationKind.DISTRICT,
    OrganizationKind.ZONE,
    OrganizationKind.INDUSTRY,
    OrganizationKind.ENTERPRISE,
)

_BELOW_UNITS = frozenset({OrganizationKind.TOWNSHIP, OrganizationKind.GRASSROOTS})

# Which kinds may stand under which; what is not listed has nothing below it.
KINDS_BELOW: dict[str, frozenset[str]] = {
    OrganizationKind.FEDERATION: frozenset(OrganizationKind)
    - {OrganizationKind.FEDERATION, OrganizationKind.TOWNSHIP},
    OrganizationKind.DISTRICT: _BELOW_UNITS,
    OrganizationKind.ZONE: _BELOW_UNITS,
    OrganizationKind.INDUSTRY: frozenset({OrganizationKind.GRASSROOTS}),
    OrganizationKind.ENTERPRISE: frozenset({OrganizationKind.GRASSROOTS}),
    OrganizationKind.TOWNSHIP: frozenset({OrganizationKind.GRASSROOTS}),
    OrganizationKind.GRASSROOTS: frozenset({OrganizationKind.GRASSROOTS}),
}


class ChangeKind(TextChoices):
    """What may happen to an organization from a date on."""

    CREATE = "create", "新建"
    RENAME = "rename", "更名"
    MOVE = "move", "改变隶属"
    MERGE = "merge", "合并"
    SPLIT = "split", "分设"
    CLOSE = "close", "撤销"


class ChangeState(TextChoices):
    """Whether a change has taken effect."""

    PENDING = "pending", "待生效"
    APPLIED = "applied", "已生效"
    FAILED = "failed", "未能生效"
    CANCELLED = "cancelled", "已取消"


class AliasSource(TextChoices):
    """Where a spelling came from."""

    DOCUMENT = "document", "文件中的写法"
    SHORT = "short", "简称"
    FORMER = "former", "曾用名"
    GUESSED = "guessed", "自动识别"
    LEARNED = "learned", "人工确认"


class Ownership(TextChoices):
    """Who owns an enterprise."""

    STATE = "state", "国有"
    COLLECTIVE = "collective", "集体"
    PRIVATE = "private", "民营"
    FOREIGN = "foreign", "外商及港澳台投资"
    MIXED = "mixed", "混合所有"
    OTHER = "other", "其他"


class DictionaryKey(TextChoices):
    """Lists of words that differ between cities and years."""

    SKILL_GRADES = "skill_grades", "技能等级"
    CHAINS = "chains", "产业链"
    OCCUPATIONS = "occupations", "职业（工种）"
    COMPETITIONS = "competitions", "竞赛定义"
