"""States of inspection plans, draws, visits and findings."""

from django.db.models import TextChoices


class InspectionPlanState(TextChoices):
    """Where an inspection plan stands."""

    DRAFT = "draft", "拟定中"
    RUNNING = "running", "实施中"
    CLOSED = "closed", "已结束"
    VOID = "void", "已作废"


class Pool(TextChoices):
    """Whose inspectors take part in the draw."""

    OWN = "own", "只用本级督导员"
    CROSS = "cross", "本级和所属单位的督导员（交叉检查）"


class SeedKind(TextChoices):
    """How the seed of a draw is fixed before anybody knows it."""

    PUBLIC = "public", "公开事件"
    SEALED = "sealed", "先公布摘要"


class DrawState(TextChoices):
    """Where a draw stands."""

    ANNOUNCED = "announced", "待抽取"
    DRAWN = "drawn", "已抽取"
    REPLACED = "replaced", "已重抽"


class VisitState(TextChoices):
    """Where a visit stands."""

    PLANNED = "planned", "待检查"
    ONGOING = "ongoing", "检查中"
    DONE = "done", "已检查"
    MERGED = "merged", "已合并"
    CANCELLED = "cancelled", "已取消"


COUNTED_VISITS = (VisitState.PLANNED, VisitState.ONGOING, VisitState.DONE)  # against the yearly cap
OPEN_VISITS = (VisitState.PLANNED, VisitState.ONGOING)


class Verdict(TextChoices):
    """What an inspector says of one item."""

    CONFORMS = "conforms", "符合"
    FAILS = "fails", "不符合"
    NOT_APPLICABLE = "not_applicable", "不适用"


class FindingState(TextChoices):
    """Where a finding stands: each state names what it waits for."""

    OPEN = "open", "待整改"
    RETURNED = "returned", "再整改"
    ANSWERED = "answered", "待复查"
    CLOSED = "closed", "已销号"
    VOID = "void", "已作废"


OWED_FINDINGS = (FindingState.OPEN, FindingState.RETURNED)  # the unit's turn
LIVE_FINDINGS = (*OWED_FINDINGS, FindingState.ANSWERED)
