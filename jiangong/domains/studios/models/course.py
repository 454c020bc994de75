"""How a studio was named, confirmed each year, and by when it must be registered."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.documents.models import Document
from jiangong.domains.studios.choices import ReviewResult, StudioLevel
from jiangong.domains.studios.models.studios import KEPT, Studio
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel


class Naming(models.Model):
    """A studio named at a level by a document (命名); never changed afterwards."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="namings", verbose_name="工作室")
    level = models.CharField("级别", max_length=12, choices=StudioLevel)
    named_on = models.DateField("命名日期")
    basis = models.CharField("命名文号", max_length=120, blank=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, related_name="+", verbose_name="命名文件"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    privacy: ClassVar = {"named_on": NOT_PERSONAL, "basis": NOT_PERSONAL}

    class Meta:
        verbose_name = "工作室命名"
        ordering = ("-named_on", "-pk")
        constraints = (models.UniqueConstraint(fields=("studio", "level"), name="one_naming_per_level"),)

    def __str__(self) -> str:
        return f"{self.get_level_display()}（{self.named_on}）"


class Review(models.Model):
    """The confirmation of a year (复核): what it came to and why."""

    studio = models.ForeignKey(
        Studio, models.CASCADE, related_name="reviews", verbose_name="工作室", db_index=False
    )
    year = models.PositiveSmallIntegerField("年度")
    result = models.CharField("结果", max_length=12, choices=ReviewResult)
    reviewed_on = models.DateField("复核日期")
    reason = models.CharField("理由", max_length=300, blank=True)
    basis = models.CharField("依据", max_length=120, blank=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, related_name="+", verbose_name="依据文件"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    privacy: ClassVar = {
        "reviewed_on": NOT_PERSONAL,
        "reason": Personal("说明复核结论；可能含姓名", "一般", KEPT),
        "basis": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "工作室复核"
        ordering = ("-year", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("studio", "year"), name="one_review_per_studio_and_year"),
            models.CheckConstraint(
                condition=models.Q(result=ReviewResult.PASS) | ~models.Q(reason=""),
                name="a_bad_review_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}年{self.get_result_display()}"


class Deadline(ScopedModel, VersionedModel):
    """By when the studios of a unit must be registered in a year (登记期限)."""

    year = models.PositiveSmallIntegerField("年度")
    due_on = models.DateField("登记期限")
    note = models.CharField("说明", max_length=200, blank=True)

    privacy: ClassVar = {"due_on": NOT_PERSONAL, "note": NOT_PERSONAL}

    class Meta:
        verbose_name = "登记期限"
        ordering = ("-year", "organization__position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("organization", "year"), name="one_deadline_per_unit_and_year"),
        )

    def __str__(self) -> str:
        return f"{self.organization}{self.year}年登记期限"

    def get_absolute_url(self) -> str:
        return f"{reverse('studios:deadline_list')}?year={self.year}"
