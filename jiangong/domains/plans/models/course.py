"""What happened to a plan before it was issued: cosignatures and waivers."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.choices import Channel, CosignState, Settlement
from jiangong.domains.plans.models.plans import RETAINED, Plan
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.commands.versions import VersionedModel


class Cosignature(VersionedModel):
    """A partner department's word on a plan (会签); paper answers are entered for it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="cosignatures", verbose_name="计划")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="会签部门")
    state = models.CharField(
        "会签结果", max_length=10, choices=CosignState, default=CosignState.ASKED, editable=False
    )
    opinion = models.TextField("会签意见", max_length=1000, blank=True)
    channel = models.CharField("会签方式", max_length=8, choices=Channel, default=Channel.ONLINE)
    answered_at = models.DateTimeField("会签时间", null=True, editable=False)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="登记人"
    )

    privacy: ClassVar = {"opinion": RETAINED}

    class Meta:
        verbose_name = "会签"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "organization"), name="one_cosignature_per_department"),
        )

    def __str__(self) -> str:
        return f"{self.organization}：{self.get_state_display()}"


class Waiver(models.Model):
    """A finding that a named person let stand with a reason (放行); it lapses when the facts change."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="waivers", verbose_name="计划")
    key = models.CharField("问题", max_length=120)
    fingerprint = models.CharField("问题内容", max_length=64)
    settlement = models.CharField("处理", max_length=10, choices=Settlement)
    sentence = models.CharField("问题说明", max_length=500)
    reason = models.CharField("原因", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="处理人")
    at = models.DateTimeField("处理时间", default=timezone.now)

    privacy: ClassVar = {
        "key": NOT_PERSONAL,
        "fingerprint": NOT_PERSONAL,
        "sentence": NOT_PERSONAL,
        "reason": RETAINED,
    }

    class Meta:
        verbose_name = "放行"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.sentence
