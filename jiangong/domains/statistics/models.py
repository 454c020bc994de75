"""What statistics keep of their own: circulars as they were issued, and where a unit stands on the tile map."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.plans.models import Plan, Recipient
from jiangong.domains.statistics.choices import CircularState
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.commands.versions import VersionedModel

WRITTEN = Personal("说明工作进展和要求", "一般", "按档案保管期限")


class Circular(ScopedModel, VersionedModel):
    """How a plan stood on a day, told to its units (进度通报); its figures, and once it is issued its words, are kept as they were."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="circulars", verbose_name="计划")
    title = models.CharField("标题", max_length=200)
    official_number = models.CharField("文号", max_length=60, blank=True)
    as_of = models.DateField("数据截至")
    computed_at = models.DateTimeField("计算时间", editable=False)
    figures = models.JSONField("数据", editable=False)
    digest = models.CharField("数据摘要", max_length=64, editable=False)
    paper = models.JSONField("印发稿", null=True, editable=False)  # as it was issued, word for word
    problems = models.TextField("存在问题", max_length=4000, blank=True, help_text="一段一行，可以不填。")
    demands = models.TextField("下一步要求", max_length=4000, blank=True, help_text="一段一行，可以不填。")
    state = models.CharField(
        "状态", max_length=8, choices=CircularState, default=CircularState.DRAFT, editable=False
    )
    drafter = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="编制人"
    )
    issuer = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="印发人"
    )
    issued_at = models.DateTimeField("印发时间", null=True, editable=False)

    privacy: ClassVar = {
        "title": NOT_PERSONAL,
        "official_number": NOT_PERSONAL,
        "as_of": NOT_PERSONAL,
        "figures": NOT_PERSONAL,
        "digest": NOT_PERSONAL,
        "paper": WRITTEN,
        "problems": WRITTEN,
        "demands": WRITTEN,
    }

    class Meta:
        verbose_name = "进度通报"
        ordering = ("-as_of", "-pk")
        indexes = (models.Index(fields=("organization", "state"), name="circular_state"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state=CircularState.ISSUED) | models.Q(issued_at__isnull=False),
                name="an_issued_circular_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own subtree's; once issued, also those of plans that give the subtree work."""
        inside = organizations_within(actor)
        given = Recipient.objects.ungated("part of a scope").filter(organization__in=inside)
        told = models.Q(state=CircularState.ISSUED, plan__in=given.values("plan_id"))
        return models.Q(organization_id__in=inside) | told

    def get_absolute_url(self) -> str:
        return reverse("statistics:circular_detail", args=[self.pk])


class TilePlace(ScopedModel):
    """Where a unit's tile lies among its neighbours (方位): rows from the north, columns from the west."""

    row = models.PositiveSmallIntegerField("行")
    column = models.PositiveSmallIntegerField("列")

    privacy: ClassVar[dict[str, object]] = {}

    class Meta:
        verbose_name = "方位"
        ordering = ("row", "column")
        constraints = (
            models.UniqueConstraint(fields=("organization",), name="one_tile_per_unit"),
            models.UniqueConstraint(fields=("row", "column"), name="one_unit_per_tile"),
        )

    def __str__(self) -> str:
        return f"第{self.row}行第{self.column}列"
