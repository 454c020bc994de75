"""Somebody went and looked."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.places.choices import ALL_FACILITIES, InspectionState
from jiangong.domains.places.models.places import Place
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.attachments.slots import ANYTHING, Slot
from jiangong.kit.commands.versions import VersionedModel


class Inspection(ScopedModel, VersionedModel):
    """One visit to a place (阵地检查): what was missing or broken, until when and how it was put right."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="inspections", verbose_name="阵地")
    inspected_on = models.DateField("检查日期")
    inspector = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="登记人"
    )
    state = models.CharField(
        "结果", max_length=10, choices=InspectionState, default=InspectionState.PASSED, editable=False
    )
    missing = models.JSONField("缺少或损坏的设施", default=list, blank=True)
    defects = models.TextField("发现的问题", max_length=500, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, editable=False)
    rectification = models.CharField("整改情况", max_length=300, blank=True, editable=False)

    privacy: ClassVar = {
        "inspected_on": NOT_PERSONAL,
        "missing": NOT_PERSONAL,
        "defects": Personal("说明问题；可能含姓名", "一般", "阵地撤销后3年"),
        "due_on": NOT_PERSONAL,
        "rectified_on": NOT_PERSONAL,
        "rectification": Personal("说明整改；可能含姓名", "一般", "阵地撤销后3年"),
    }
    attachment_slots: ClassVar = (Slot("proof", "检查和整改材料", ANYTHING, note="可以不传。"),)

    class Meta:
        verbose_name = "阵地检查"
        ordering = ("-inspected_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(due_on=None) | models.Q(due_on__gte=models.F("inspected_on")),
                name="inspection_due_after_visit",
            ),
            models.CheckConstraint(
                condition=models.Q(rectified_on=None) | models.Q(rectified_on__gte=models.F("inspected_on")),
                name="inspection_rectified_after_visit",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=InspectionState.DEFECTIVE) | models.Q(due_on__isnull=False),
                name="inspection_defects_have_due_day",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "state", "due_on"), name="inspection_due"),
            models.Index(fields=("place", "inspected_on"), name="inspection_place"),
        )

    def __str__(self) -> str:
        return f"{self.place.name}　{self.inspected_on:%Y-%m-%d}检查"

    def get_absolute_url(self) -> str:
        return reverse("places:inspection_detail", args=[self.pk])

    @property
    def missing_labels(self) -> str:
        return "、".join(ALL_FACILITIES[code].label for code in self.missing if code in ALL_FACILITIES)

    @property
    def days_overdue(self) -> int:
        """Days past the day by which it should have been put right."""
        if self.state != InspectionState.DEFECTIVE or self.due_on is None:
            return 0
        return max((timezone.localdate() - self.due_on).days, 0)
