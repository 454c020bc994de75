"""Enterprises as unions look at them."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.organizations.choices import Ownership
from jiangong.domains.organizations.models.tree import Organization
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel


class Enterprise(ScopedModel, VersionedModel):
    """An enterprise (企业), with or without a union of its own; ``organization`` is who keeps its file."""

    name = models.CharField("企业名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    union = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enterprises",
        verbose_name="企业工会",
    )
    above_scale = models.BooleanField("规模以上", default=False)
    ownership = models.CharField("所有制", max_length=20, choices=Ownership, blank=True)
    industry = models.CharField("行业（GB/T 4754）", max_length=60, blank=True)
    chain = models.CharField("产业链", max_length=40, blank=True)
    high_risk = models.BooleanField("高危行业", default=False)
    workers_count = models.PositiveIntegerField("职工人数", null=True, blank=True)

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "credit_code": NOT_PERSONAL,
        "industry": NOT_PERSONAL,
        "chain": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "企业"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("credit_code",),
                condition=~models.Q(credit_code=""),
                name="one_enterprise_per_credit_code",
                violation_error_message="这个统一社会信用代码已登记在另一家企业名下，请核对。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:enterprise_detail", args=[self.pk])
