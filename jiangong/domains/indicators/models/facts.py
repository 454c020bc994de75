"""What no ledger knows: approved typed figures, adjustments, totals from above; and where a unit's figure comes from."""

from decimal import Decimal
from typing import ClassVar

from django.db import models

from jiangong.domains.indicators.choices import FactSource, SourceMode
from jiangong.domains.indicators.models.catalogue import Indicator
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel
from jiangong.lib.amounts import from_units


class Fact(ScopedModel):
    """One figure of one unit on one day (数据) that comes from no ledger; whoever wrote it owns it by its origin."""

    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        related_name="+",
        verbose_name="所属组织",
        db_index=False,  # fact_of_unit serves
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    dated_on = models.DateField("日期")
    amount = models.BigIntegerField("数值（万分之一）")  # exact sums on both databases
    source = models.CharField("来源", max_length=12, choices=FactSource)
    origin = models.CharField("出处", max_length=60, help_text="例如：reporting.entry:17")
    origin_url = models.CharField("出处地址", max_length=200, blank=True)

    privacy: ClassVar = {
        "dated_on": NOT_PERSONAL,
        "origin": NOT_PERSONAL,
        "origin_url": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "填报数据"
        ordering = ("-dated_on", "-pk")
        indexes = (
            # All that sums need, so that none of them has to look at the rows.
            models.Index(
                fields=("organization", "indicator", "source", "dated_on", "amount"), name="fact_of_unit"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("origin", "indicator", "source"), name="one_fact_per_origin"),
        )

    def __str__(self) -> str:
        return f"{self.get_source_display()}：{self.value.normalize():f}"

    @property
    def value(self) -> Decimal:
        return from_units(self.amount)


class SourceRule(ScopedModel):
    """From a month on, where the figure of a unit and of those below it comes from (数据来源); a later one replaces it."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="source_rules", verbose_name="指标")
    mode = models.CharField("数据来源", max_length=12, choices=SourceMode)
    starts_on = models.DateField("起用月份", help_text="从这个月的1日起。")
    reason = models.CharField("原因", max_length=200, blank=True)

    privacy: ClassVar = {"starts_on": NOT_PERSONAL, "reason": NOT_PERSONAL}

    class Meta:
        verbose_name = "数据来源规定"
        ordering = ("indicator", "starts_on")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "organization", "starts_on"), name="one_source_per_unit_and_month"
            ),
            # By its text: a function of Django's own would keep every other SQLite tool from checking the file.
            models.CheckConstraint(
                condition=models.Q(starts_on__endswith="-01"), name="source_starts_with_a_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization}：{self.get_mode_display()}"
