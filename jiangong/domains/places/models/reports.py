"""What anybody at the door may say, without saying who they are."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.places.choices import ReportKind, ReportState
from jiangong.domains.places.models.places import Place
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel


class PlaceReport(ScopedModel, VersionedModel):
    """What was said at a door (群众反映): one open row per place and kind, and how often it was said."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="reports", verbose_name="阵地")
    kind = models.CharField("反映", max_length=10, choices=ReportKind)
    state = models.CharField(
        "状态", max_length=10, choices=ReportState, default=ReportState.WAITING, editable=False
    )
    times = models.PositiveIntegerField("次数", default=1)
    first_at = models.DateTimeField("首次反映", default=timezone.now)
    last_at = models.DateTimeField("最近反映", default=timezone.now)
    settled_on = models.DateField("处理日期", null=True, editable=False)
    answer = models.CharField("处理情况", max_length=500, blank=True, editable=False)

    privacy: ClassVar = {
        "first_at": NOT_PERSONAL,
        "last_at": NOT_PERSONAL,
        "settled_on": NOT_PERSONAL,
        "answer": Personal("说明处理情况；可能含姓名", "一般", "处理后1年"),
    }

    class Meta:
        verbose_name = "群众反映"
        ordering = ("-last_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("place", "kind"),
                condition=models.Q(state=ReportState.WAITING),
                name="one_open_report_per_kind",
            ),
        )
        indexes = (models.Index(fields=("organization", "state", "first_at"), name="report_waiting"),)

    def __str__(self) -> str:
        return f"{self.place.name}：{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("places:report_detail", args=[self.pk])
