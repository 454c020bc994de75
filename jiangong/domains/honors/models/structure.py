"""Rules of a programme as dated entries with their source: who may stand, and how the list must be made up."""

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jiangong.domains.honors.choices import Comparison, EligibilityKind, Rounding, Trait
from jiangong.domains.honors.models.programmes import Programme
from jiangong.domains.titles.choices import TitleLevel
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.quotas import Bound, Side
from jiangong.lib.quotas import Rounding as RoundingOf

HUNDRED = 100


class DatedRule(VersionedModel):
    """What every rule says about itself: from where, and from when until when."""

    source = models.CharField("出处", max_length=120, help_text="文件名称、文号和条款。")
    from_on = models.DateField("开始日期", null=True, blank=True)
    until_on = models.DateField("结束日期", null=True, blank=True)

    class Meta:
        abstract = True


DATED = {"source": NOT_PERSONAL, "from_on": NOT_PERSONAL, "until_on": NOT_PERSONAL}


class StructureRule(DatedRule):
    """A bound on how many of the list have a trait (结构要求): a share or a number."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="structure", verbose_name="选树项目"
    )
    trait = models.CharField("对象", max_length=16, choices=Trait)
    base = models.CharField(
        "基数", max_length=30, blank=True, help_text="占全部名单的留空；只占某一类别的写类别名称。"
    )
    comparison = models.CharField("要求", max_length=10, choices=Comparison, default=Comparison.AT_LEAST)
    share = models.DecimalField(
        "比例（%）",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(Decimal(0), "比例不能是负数。"),
            MaxValueValidator(Decimal(HUNDRED), "比例不能超过100%。"),
        ],
    )
    number = models.PositiveIntegerField("人数", null=True, blank=True)
    rounding = models.CharField("折算", max_length=10, choices=Rounding, default=Rounding.UP)

    privacy: ClassVar = {"base": NOT_PERSONAL, **DATED}

    class Meta:
        verbose_name = "结构要求"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(share=None, number__isnull=False)
                | models.Q(share__isnull=False, number=None),
                name="a_bound_is_a_share_or_a_number",
                violation_error_message="比例和人数请填写其中一项。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_trait_display()}{self.amount}"

    @property
    def amount(self) -> str:
        sign = "≥" if self.comparison == Comparison.AT_LEAST else "≤"
        if self.share is None:
            return f"{sign}{self.number}人"
        return f"{sign}{self.share.normalize():f}%"

    @property
    def bound(self) -> Bound:
        """The rule as the solver wants it."""
        return Bound(
            key=str(self.pk),
            mark=self.trait,
            base=f"category:{self.base}" if self.base else "",
            side=Side(self.comparison),
            share=None if self.share is None else Fraction(self.share) / HUNDRED,
            number=self.number,
            rounding=RoundingOf(self.rounding),
        )


class EligibilityRule(DatedRule):
    """What each candidate must fulfil (资格条件)."""

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="eligibility", verbose_name="选树项目"
    )
    kind = models.CharField("条件", max_length=16, choices=EligibilityKind)
    number = models.PositiveSmallIntegerField(
        "年龄（年数）", null=True, blank=True, help_text="年龄条件写周岁，“几年内未获得过”写年数。"
    )
    level = models.CharField("级别", max_length=12, choices=TitleLevel, blank=True)
    trait = models.CharField("对象", max_length=16, choices=Trait, blank=True)

    privacy: ClassVar = DATED

    class Meta:
        verbose_name = "资格条件"
        ordering = ("pk",)

    def __str__(self) -> str:
        if self.kind in (EligibilityKind.MIN_AGE, EligibilityKind.MAX_AGE):
            return f"{self.get_kind_display()}{self.number}周岁"
        if self.kind == EligibilityKind.NO_REPEAT:
            return f"{self.number}年内未获得过本称号"
        detail = (
            self.get_level_display() if self.kind == EligibilityKind.PRIOR_LEVEL else self.get_trait_display()
        )
        return f"{self.get_kind_display()}{detail}"
