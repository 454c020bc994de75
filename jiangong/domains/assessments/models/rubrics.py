"""Rubrics: by which points work is judged."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.assessments.choices import STEPPED, ItemKind, RuleKind
from jiangong.domains.indicators.models import Indicator
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.reckoning import Rule


class Rubric(ScopedModel, VersionedModel):
    """A scoring standard of groups and items (评分标准)."""

    title = models.CharField("名称", max_length=200)
    year = models.PositiveSmallIntegerField("年度")
    points = models.DecimalField("总分", max_digits=7, decimal_places=2, default=100)

    edition = models.PositiveSmallIntegerField("版次", default=1, editable=False)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="successors", verbose_name="上一版"
    )

    privacy: ClassVar = {"title": NOT_PERSONAL}

    class Meta:
        verbose_name = "评分标准"
        ordering = ("-year", "pk")
        constraints = (
            models.UniqueConstraint(fields=("previous", "edition"), name="one_edition_after_another"),
        )

    def __str__(self) -> str:
        return self.title if self.edition == 1 else f"{self.title}（第{self.edition}版）"

    @property
    def dated(self) -> str:
        """Told from those of other years, which often bear the same title."""
        return f"{self}（{self.year}年）"

    def get_absolute_url(self) -> str:
        return reverse("assessments:detail", args=[self.pk])


class RubricGroup(models.Model):
    """A group of items with its points (评分大项)."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="groups", verbose_name="评分标准")
    position = models.PositiveSmallIntegerField("序号")
    name = models.CharField("大项", max_length=80)
    points = models.DecimalField("分值", max_digits=7, decimal_places=2, null=True, blank=True)

    privacy: ClassVar = {"name": NOT_PERSONAL}

    class Meta:
        verbose_name = "评分大项"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class RubricItem(models.Model):
    """One thing that is judged (评分细项)."""

    group = models.ForeignKey(RubricGroup, models.CASCADE, related_name="items", verbose_name="大项")
    position = models.PositiveSmallIntegerField("序号")
    text = models.CharField("内容", max_length=500)
    points = models.DecimalField("分值", max_digits=7, decimal_places=2, null=True, blank=True)
    kind = models.CharField("性质", max_length=10, choices=ItemKind, default=ItemKind.REGULAR)
    hint = models.CharField("评分依据", max_length=200, blank=True, help_text="看什么材料、数据。")

    privacy: ClassVar = {"text": NOT_PERSONAL, "hint": NOT_PERSONAL}

    class Meta:
        verbose_name = "评分细项"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text

    @property
    def sign(self) -> int:
        return -1 if self.kind == ItemKind.DEDUCTION else 1


class Level(models.Model):
    """An anchored level of an item (评分档次): what a range of points looks like."""

    item = models.ForeignKey(RubricItem, models.CASCADE, related_name="levels", verbose_name="细项")
    name = models.CharField("档次", max_length=20)
    least = models.DecimalField("最低分", max_digits=7, decimal_places=2)
    most = models.DecimalField("最高分", max_digits=7, decimal_places=2)
    text = models.CharField("表现", max_length=200)

    privacy: ClassVar = {"name": NOT_PERSONAL, "text": NOT_PERSONAL}

    class Meta:
        verbose_name = "评分档次"
        ordering = ("-most", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(most__gte=models.F("least")),
                name="a_level_has_a_range",
                violation_error_message="最高分不能低于最低分。",
            ),
        )

    def __str__(self) -> str:
        return self.name


class DataRule(models.Model):
    """How an item is scored from a figure (数据计分); off until somebody puts their name to it."""

    item = models.OneToOneField(RubricItem, models.CASCADE, related_name="rule", verbose_name="细项")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    kind = models.CharField("计分方式", max_length=12, choices=RuleKind)
    each = models.DecimalField("每一个计分", max_digits=9, decimal_places=4, null=True, blank=True)
    steps = models.JSONField("分档", default=list, blank=True)
    adopted_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="启用人"
    )
    adopted_at = models.DateTimeField("启用时间", null=True, editable=False)

    privacy: ClassVar = {"steps": NOT_PERSONAL}

    class Meta:
        verbose_name = "数据计分"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(adopted_by=None, adopted_at=None)
                | models.Q(adopted_by__isnull=False, adopted_at__isnull=False),
                name="an_adopted_rule_names_who_adopted_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=RuleKind.PIECES) | models.Q(each__gt=0),
                name="a_rule_by_pieces_says_how_many_points",
                violation_error_message="按数量计分的，请填写每一个计多少分。",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def is_adopted(self) -> bool:
        return self.adopted_at is not None

    @property
    def rule(self) -> Rule:
        """The formula as it is reckoned."""
        steps = tuple((Decimal(least), Decimal(points)) for least, points in self.steps)
        most = self.item.points or Decimal(0)
        return Rule(self.kind, most, self.indicator.unit, self.each, steps if self.kind in STEPPED else ())

    @property
    def words(self) -> str:
        return f"“{self.indicator.name}”{self.rule.words}"
