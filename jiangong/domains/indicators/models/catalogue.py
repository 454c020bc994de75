"""The catalogue of indicators, shared across years and plans."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse

from jiangong.domains.indicators.choices import Direction, IndicatorKind, SourceMode
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.commands.versions import VersionedModel

MOST_DECIMALS = 4


class Indicator(ScopedModel, VersionedModel):
    """What is counted and how (指标); defined once, used by every year's plans."""

    code = models.CharField("编号", max_length=20, editable=False)
    name = models.CharField("名称", max_length=80)
    definition = models.TextField(
        "口径", max_length=1000, blank=True, help_text="什么算、什么不算、从哪天算起。"
    )
    unit = models.CharField("计量单位", max_length=12, help_text="例如：名、家、份、万人次。")
    kind = models.CharField("汇总方式", max_length=12, choices=IndicatorKind, default=IndicatorKind.SUM)
    direction = models.CharField("方向", max_length=6, choices=Direction, default=Direction.UP)
    decimals = models.PositiveSmallIntegerField(
        "小数位数", default=0, validators=[MaxValueValidator(MOST_DECIMALS, f"不能超过{MOST_DECIMALS}位。")]
    )
    source_mode = models.CharField("数据来源", max_length=12, choices=SourceMode, default=SourceMode.TYPED)
    measure = models.CharField("取数台账", max_length=60, blank=True, help_text="数据来源是台账时必选。")
    numerator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分子指标"
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分母指标"
    )
    retired_on = models.DateField("停用日期", null=True, editable=False)

    privacy: ClassVar = {
        "code": NOT_PERSONAL,
        "name": NOT_PERSONAL,
        "definition": NOT_PERSONAL,
        "unit": NOT_PERSONAL,
        "measure": NOT_PERSONAL,
        "retired_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "指标"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("organization", "code"), name="one_indicator_per_code"),
            models.UniqueConstraint(
                fields=("organization", "name", "unit"),
                condition=models.Q(retired_on=None),
                name="one_indicator_per_name_and_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind=IndicatorKind.RATIO, numerator__isnull=False, denominator__isnull=False
                )
                | (~models.Q(kind=IndicatorKind.RATIO) & models.Q(numerator=None, denominator=None)),
                name="a_ratio_has_both_parts",
            ),
            models.CheckConstraint(
                condition=~models.Q(source_mode=SourceMode.LEDGER) | ~models.Q(measure=""),
                name="a_ledger_figure_names_its_ledger",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Definitions hold downwards: one's own subtree's and those of the unions above."""
        inside = organizations_within(actor)
        return models.Q(organization_id__in=inside) | models.Q(
            organization_id__in=ancestor_ids(actor.scope_path)
        )

    @property
    def is_stock(self) -> bool:
        """Whether it tells what is there on a day instead of what happened in a span."""
        return self.kind in (IndicatorKind.LATEST, IndicatorKind.MILESTONE)

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None
