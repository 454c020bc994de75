"""Rubrics: by which points work is judged."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.assessments.choices import ItemKind
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel


class Rubric(ScopedModel, VersionedModel):
    """A scoring standard of groups and items (评分标准)."""

    title = models.CharField("名称", max_length=200)
    year = models.PositiveSmallIntegerField("年度")
    points = models.DecimalField("总分", max_digits=7, decimal_places=2, default=100)

    privacy: ClassVar = {"title": NOT_PERSONAL}

    class Meta:
        verbose_name = "评分标准"
        ordering = ("-year", "pk")

    def __str__(self) -> str:
        return self.title

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

    privacy: ClassVar = {"text": NOT_PERSONAL}

    class Meta:
        verbose_name = "评分细项"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text
