"""An activity of a union."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.activities.choices import LIVE_STATES, ActivityKind, ActivityState, Mode
from jiangong.domains.places.models import Place
from jiangong.domains.plans.models import Plan
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.attachments.slots import ANYTHING, Slot
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.filetypes import PICTURES

MOST_PEOPLE = 2_000_000
KEPT = "活动结束后3年"


class Activity(ScopedModel, VersionedModel):
    """Something a union holds on a day (活动): planned, held with so many people, or called off."""

    kind = models.CharField("类别", max_length=14, choices=ActivityKind)
    title = models.CharField("名称", max_length=120)
    starts_on = models.DateField("日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    last_on = models.DateField("最后一天", editable=False)
    people_count = models.PositiveIntegerField(
        "参加人数",
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1, "参加人数至少1人；没有人参加的，请取消活动。"),
            MaxValueValidator(MOST_PEOPLE, "参加人数太大，请核对。"),
        ],
    )
    venue = models.CharField("地点", max_length=120, blank=True)
    place = models.ForeignKey(
        Place,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="activities",
        verbose_name="举办阵地",
    )
    mode = models.CharField("方式", max_length=10, choices=Mode, default=Mode.OFFLINE)
    co_hosts = models.CharField("联合举办", max_length=200, blank=True)
    chain = models.CharField("产业链", max_length=60, blank=True)
    theme = models.CharField("主题", max_length=120, blank=True)
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="服务的计划"
    )
    summary = models.TextField("内容", max_length=1000, blank=True)
    results = models.TextField("成效", max_length=1000, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=ActivityState, default=ActivityState.PLANNED, editable=False
    )
    reason = models.CharField("取消（作废）原因", max_length=500, blank=True, editable=False)

    privacy: ClassVar = {
        "title": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "last_on": NOT_PERSONAL,
        "venue": NOT_PERSONAL,
        "co_hosts": NOT_PERSONAL,
        "chain": NOT_PERSONAL,
        "theme": NOT_PERSONAL,
        "summary": Personal("了解活动；可能含姓名", "一般", KEPT),
        "results": Personal("了解成效；可能含姓名", "一般", KEPT),
        "reason": Personal("说明取消、作废的原因；可能含姓名", "一般", KEPT),
    }
    attachment_slots: ClassVar = (
        Slot("material", "材料", ANYTHING, note="方案、通知、课件、总结等；签到名单不必上传。"),
        Slot("photo", "照片", PICTURES, note="可以不传，不作为考核依据。"),
    )

    class Meta:
        verbose_name = "活动"
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None, last_on=models.F("starts_on"))
                | models.Q(
                    ends_on__isnull=False,
                    ends_on__gte=models.F("starts_on"),
                    last_on=models.F("ends_on"),
                ),
                name="activity_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ActivityState.HELD)
                | models.Q(people_count__isnull=False, people_count__gte=1),
                name="activity_held_with_people",
            ),
        )
        indexes = (
            models.Index(fields=("starts_on",), name="activity_start"),
            models.Index(fields=("organization", "starts_on"), name="activity_unit"),
            models.Index(fields=("state", "last_on"), name="activity_state"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activities:detail", args=[self.pk])

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES

    @property
    def awaits_result(self) -> bool:
        """Its day has passed and nobody has said how it went."""
        return self.state == ActivityState.PLANNED and self.last_on < timezone.localdate()

    @property
    def speaker_names(self) -> str:
        return "、".join(str(one) for one in self.speakers.select_related("person"))
