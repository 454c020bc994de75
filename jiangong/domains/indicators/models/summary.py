"""Kept sums: a row per indicator, organization and year with twelve months, in ten-thousandths."""

from typing import ClassVar

from django.db import models

from jiangong.domains.indicators.choices import Series
from jiangong.domains.indicators.models.catalogue import Indicator
from jiangong.kit.access.paths import PathField
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel

MONTHS = tuple(f"m{number}" for number in range(1, 13))


class Pending(models.Model):
    """Rows of a table changed for a unit and a year, and no sum knows yet (待汇总); written by triggers."""

    id = models.BigAutoField(primary_key=True)
    source = models.CharField("表", max_length=80)
    organization_id = models.BigIntegerField("组织")  # no foreign key: a trigger of any table writes it
    year = models.PositiveSmallIntegerField("年份")

    privacy: ClassVar = {"source": NOT_PERSONAL}

    class Meta:
        verbose_name = "待汇总"
        indexes = (models.Index(fields=("source", "organization_id", "year"), name="pending_place"),)

    def __str__(self) -> str:
        return f"{self.source} {self.organization_id} {self.year}"


class Folding(models.Model):
    """How far sums are folded (汇总进度): one row, held by whoever folds."""

    generation = models.BigIntegerField("次数", default=0)
    folded_at = models.DateTimeField("最近汇总时间", null=True)

    class Meta:
        verbose_name = "汇总进度"

    def __str__(self) -> str:
        return f"第{self.generation}次"


class TwelveMonths(models.Model):
    """Amounts of the months of one year."""

    year = models.PositiveSmallIntegerField("年份")
    m1 = models.BigIntegerField("1月", default=0)
    m2 = models.BigIntegerField("2月", default=0)
    m3 = models.BigIntegerField("3月", default=0)
    m4 = models.BigIntegerField("4月", default=0)
    m5 = models.BigIntegerField("5月", default=0)
    m6 = models.BigIntegerField("6月", default=0)
    m7 = models.BigIntegerField("7月", default=0)
    m8 = models.BigIntegerField("8月", default=0)
    m9 = models.BigIntegerField("9月", default=0)
    m10 = models.BigIntegerField("10月", default=0)
    m11 = models.BigIntegerField("11月", default=0)
    m12 = models.BigIntegerField("12月", default=0)

    class Meta:
        abstract = True


class Cell(TwelveMonths, ScopedModel):
    """What one organization itself contributes in a year under one path (单元).

    ``reach`` is how many of the path's organizations from the top it does not reach: a total fixed from above
    stands for everything below it.
    """

    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        related_name="+",
        verbose_name="所属组织",
        db_index=False,  # one_cell_per_path serves
    )
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+", verbose_name="指标")
    path = PathField("路径")
    reach = models.PositiveSmallIntegerField("起计层级", default=0)

    privacy: ClassVar = {"path": NOT_PERSONAL}

    class Meta:
        verbose_name = "单元"
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "indicator", "year", "path", "reach"), name="one_cell_per_path"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.path} {self.year}"


class Summary(TwelveMonths, ScopedModel):
    """Everything strictly below a node in a year (汇总); what it contributes itself is in its cells.

    Most organizations have nothing below them: their cells are all there is to keep. Only distinct counts, which
    nobody can add up, hold the node itself too.
    """

    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        related_name="+",
        verbose_name="所属组织",
        db_index=False,  # one_sum_per_node serves
    )
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+", verbose_name="指标")
    series = models.CharField("内容", max_length=8, choices=Series, default=Series.AMOUNT)

    class Meta:
        verbose_name = "汇总"
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "indicator", "year", "series"), name="one_sum_per_node"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.organization_id} {self.year}"
