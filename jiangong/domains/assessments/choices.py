"""Words of rubrics, ties and rounds of scoring."""

from django.db.models import TextChoices

from jiangong.lib import reckoning, scoring


class ItemKind(TextChoices):
    """Whether an item counts within the whole, on top of it, or against it."""

    REGULAR = "regular", "计分项"
    BONUS = "bonus", "加分项"
    DEDUCTION = "deduction", "扣分项"


class RuleKind(TextChoices):
    """How an item's points follow from a figure."""

    SHARE = reckoning.SHARE, "按完成率"
    PIECES = reckoning.PIECES, "按数量"
    SHARE_STEPS = reckoning.SHARE_STEPS, "按完成率分档"
    VALUE_STEPS = reckoning.VALUE_STEPS, "按数量分档"


STEPPED = (RuleKind.SHARE_STEPS, RuleKind.VALUE_STEPS)


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


class RoundState(TextChoices):
    """Where a round of scoring stands."""

    PREPARING = "preparing", "筹备"
    SELF_SCORING = "self_scoring", "自评"
    FIRST_SCORING = "first_scoring", "初评"
    FINAL_SCORING = "final_scoring", "终评"
    CONCLUDED = "concluded", "已出结果"
    VOID = "void", "已作废"


RUNNING = (RoundState.SELF_SCORING, RoundState.FIRST_SCORING, RoundState.FINAL_SCORING)
STARTED = (*RUNNING, RoundState.CONCLUDED)


class Stage(TextChoices):
    """Who scores: the unit itself, the department that organizes, the judges."""

    SELF = "self", "自评"
    FIRST = "first", "初评"
    FINAL = "final", "终评"


STAGE_STATE = {
    Stage.SELF: RoundState.SELF_SCORING,
    Stage.FIRST: RoundState.FIRST_SCORING,
    Stage.FINAL: RoundState.FINAL_SCORING,
}


class SheetState(TextChoices):
    """Where one score sheet stands."""

    ASSIGNED = "assigned", "待评"
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    VOID = "void", "已作废"


OPEN_SHEETS = (SheetState.ASSIGNED, SheetState.DRAFT)


class Channel(TextChoices):
    """How the points came in."""

    ONLINE = "online", "在线评分"
    PAPER = "paper", "纸质评分"


class Aggregation(TextChoices):
    """How judges' totals become one figure."""

    MEAN = scoring.MEAN, "平均分"
    TRIMMED = scoring.TRIMMED, "去掉最高最低后平均"
    MEDIAN = scoring.MEDIAN, "中位数"
    WEIGHTED = scoring.WEIGHTED, "按评委权重加权平均"
    NORMALISED = scoring.NORMALISED, "校正评委宽严后平均"


class JudgeRole(TextChoices):
    """What a judge is on the panel."""

    CHAIR = "chair", "组长"
    EXPERT = "expert", "专家"
    MEMBER = "member", "评委"


class TieRule(TextChoices):
    """What decides among equals; groups of the rubric may be named besides."""

    MEDIAN = "median", "中位数高的在前"
    LOWEST = "lowest", "最低一份评分高的在前"
    SPREAD = "spread", "评委分歧小的在前"


class Drawing(TextChoices):
    """How judges are given their subjects."""

    EVEN = "even", "平均分派"
    RANDOM = "random", "随机抽取"
