"""Kinds of rubric items and of ties."""

from django.db.models import TextChoices


class ItemKind(TextChoices):
    """Whether an item counts within the whole, on top of it, or against it."""

    REGULAR = "regular", "计分项"
    BONUS = "bonus", "加分项"
    DEDUCTION = "deduction", "扣分项"


class Relation(TextChoices):
    """How a declared tie is called."""

    SPOUSE = "spouse", "配偶"
    PARENT = "parent", "父母、子女"
    SIBLING = "sibling", "兄弟姐妹"
    IN_LAW = "in_law", "配偶的近亲属"
    OTHER_KIN = "other_kin", "其他近亲属"
    INTEREST = "interest", "其他利害关系"


class ConflictKind(TextChoices):
    """Why somebody may not judge; each is found by the source that registered it."""

    SELF = "self", "本人"
    UNIT = "unit", "所在单位"
    FORMER_UNIT = "former_unit", "原单位"
    SEAT = "seat", "兼任职务"
    KIN = "kin", "申报的关系"
    MENTORSHIP = "mentorship", "师徒"
    TEAM = "team", "同一团队"
