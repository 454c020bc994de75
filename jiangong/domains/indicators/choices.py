"""Kinds, directions and sources of indicators."""

from django.db.models import TextChoices


class IndicatorKind(TextChoices):
    """How values of an indicator come together over units and months."""

    SUM = "sum", "累加"
    DISTINCT = "distinct", "去重计数"
    LATEST = "latest", "期末存量"
    RATIO = "ratio", "比率"
    MILESTONE = "milestone", "节点"


class Direction(TextChoices):
    """Whether more is better."""

    UP = "up", "越多越好"
    DOWN = "down", "越少越好"


class SourceMode(TextChoices):
    """Where a figure comes from; exactly one per indicator and unit in a period."""

    TYPED = "typed", "填报"
    LEDGER = "ledger", "台账"
    FROM_ABOVE = "from_above", "上级核定总数"


class FactSource(TextChoices):
    """What kind of figure a fact is; the source mode of its month says which kinds count."""

    TYPED = "typed", "填报"
    ADJUSTMENT = "adjustment", "差异说明"
    ABOVE = "above", "上级核定"


class Series(TextChoices):
    """What the months of a kept sum hold."""

    AMOUNT = "amount", "数值"
    PRESENT = "present", "当月去重"  # distinct counts only: how many were there in the month
    FRESH = "fresh", "本年首次"  # and how many of them for the first time in the year
