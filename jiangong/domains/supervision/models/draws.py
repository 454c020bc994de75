"""Draws by lot: what they were made from, what came out, and that nobody chose."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.supervision.choices import DrawState, SeedKind
from jiangong.domains.supervision.models.planning import InspectionPlan
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel

KEPT = "督导计划结束后10年"
LIVE_DRAWS = (DrawState.ANNOUNCED, DrawState.DRAWN)


class Draw(ScopedModel, VersionedModel):
    """One draw of units and inspectors (抽取): inputs and seed are fixed first, the result follows from them."""

    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="draws", verbose_name="督导计划")
    number = models.PositiveSmallIntegerField("次序", editable=False)
    seed_kind = models.CharField("种子", max_length=10, choices=SeedKind)
    seed_source = models.CharField("种子来源", max_length=200)
    seed_on = models.DateField("种子产生日期")
    seed_digest = models.CharField("种子摘要", max_length=64, blank=True, editable=False)
    seed = models.CharField("种子文字", max_length=200, blank=True, editable=False)
    inputs = models.JSONField("抽取名单", default=dict, editable=False)
    inputs_digest = models.CharField("名单摘要", max_length=64, editable=False)
    result = models.JSONField("抽取结果", default=dict, editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=DrawState, default=DrawState.ANNOUNCED, editable=False
    )
    announced_at = models.DateTimeField("公布时间", editable=False)
    announced_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="公布人"
    )
    drawn_at = models.DateTimeField("抽取时间", null=True, editable=False)
    drawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="抽取人"
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, editable=False, related_name="replaced_by", verbose_name="代替"
    )
    reason = models.CharField("重抽原因", max_length=500, blank=True, editable=False)

    privacy: ClassVar = {
        "seed_source": NOT_PERSONAL,
        "seed_on": NOT_PERSONAL,
        "seed_digest": NOT_PERSONAL,
        "seed": NOT_PERSONAL,
        "inputs": Personal("重新计算抽取结果；含督导员姓名", "一般", KEPT),
        "inputs_digest": NOT_PERSONAL,
        "result": NOT_PERSONAL,
        "reason": Personal("说明重抽的原因；内容可能含姓名", "一般", KEPT),
    }

    class Meta:
        verbose_name = "抽取"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="one_number_per_draw"),
            models.UniqueConstraint(
                fields=("plan",), condition=models.Q(state__in=LIVE_DRAWS), name="one_live_draw_per_plan"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DrawState.DRAWN)
                | (~models.Q(seed="") & models.Q(drawn_at__isnull=False)),
                name="drawn_from_a_seed",
            ),
            models.CheckConstraint(
                condition=~models.Q(seed_kind=SeedKind.SEALED) | ~models.Q(seed_digest=""),
                name="sealed_seed_has_its_digest",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True) | ~models.Q(reason=""),
                name="a_second_draw_has_its_reason",
            ),
        )
        indexes = (models.Index(fields=("organization", "state", "seed_on"), name="draw_state"),)

    def __str__(self) -> str:
        return f"{self.plan}第{self.number}次抽取"

    def get_absolute_url(self) -> str:
        return reverse("supervision:draw_detail", args=[self.pk])

    @property
    def unit_names(self) -> dict[int, str]:
        return {one["id"]: one["name"] for one in self.inputs["units"]}

    @property
    def inspectors(self) -> dict[int, dict[str, Any]]:
        """By user, who stood on the list."""
        return {one["id"]: one for one in self.inputs["inspectors"]}
