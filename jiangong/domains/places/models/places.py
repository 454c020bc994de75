"""A place that a union keeps open."""

import secrets
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.places.choices import (
    ALL_FACILITIES,
    STANDING_STATES,
    PlaceKind,
    PlaceLevel,
    PlaceState,
    missing_facilities,
    short_kind,
)
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.attachments.slots import ANYTHING, Slot
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.filetypes import PICTURES

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else
CODE_LENGTH = 10
WEST, EAST, SOUTH, NORTH = 73, 136, 3, 54  # the country, generously


def make_code() -> str:
    """What the QR code of a place ends in: nobody can walk through them."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


class Place(ScopedModel, VersionedModel):
    """A place for workers (阵地) that ``organization`` keeps, from its opening to its end."""

    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类别", max_length=20, choices=PlaceKind)
    level = models.CharField("级别", max_length=10, choices=PlaceLevel, default=PlaceLevel.UNIT)
    state = models.CharField(
        "状态", max_length=10, choices=PlaceState, default=PlaceState.OPEN, editable=False
    )
    basis = models.CharField("建设（命名）依据", max_length=120, blank=True)
    territory = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所在区县"
    )
    address = models.CharField("地址", max_length=160)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    hours = models.CharField("开放时间", max_length=80, blank=True)
    phone = models.CharField("公开电话", max_length=30, blank=True)
    is_public = models.BooleanField("对社会开放", default=False)
    keeper = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="kept_places", verbose_name="负责人"
    )
    area = models.PositiveIntegerField(
        "面积", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(200_000)]
    )
    summary = models.TextField("服务内容", max_length=500, blank=True)
    facilities = models.JSONField("现有设施", default=list, blank=True)
    missing_count = models.PositiveSmallIntegerField("缺少设施", default=0, editable=False)
    opened_on = models.DateField("建成开放日期")
    closed_on = models.DateField("撤销日期", null=True, editable=False)
    resumes_on = models.DateField("预计恢复日期", null=True, editable=False)
    reason = models.CharField("停用（撤销、作废）原因", max_length=500, blank=True, editable=False)
    inspected_on = models.DateField("最近检查日期", null=True, editable=False)
    code = models.CharField("公开码", max_length=12, unique=True, default=make_code, editable=False)

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "basis": NOT_PERSONAL,
        "address": NOT_PERSONAL,
        "hours": NOT_PERSONAL,
        "phone": NOT_PERSONAL,
        "summary": NOT_PERSONAL,
        "facilities": NOT_PERSONAL,
        "opened_on": NOT_PERSONAL,
        "closed_on": NOT_PERSONAL,
        "resumes_on": NOT_PERSONAL,
        "reason": Personal("说明停用、撤销的原因；可能含姓名", "一般", "阵地撤销后3年"),
        "inspected_on": NOT_PERSONAL,
        "code": NOT_PERSONAL,
    }
    attachment_slots: ClassVar = (
        Slot("photo", "照片", PICTURES, note="可以不传。照片里不要有清楚的人脸和证件。"),
        Slot("paper", "材料", ANYTHING, note="命名文件、牌匾、管理制度等。"),
    )

    class Meta:
        verbose_name = "阵地"
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="place_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(state=PlaceState.CLOSED, closed_on__isnull=False)
                | (~models.Q(state=PlaceState.CLOSED) & models.Q(closed_on=None)),
                name="place_closed_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None)
                | models.Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(WEST, EAST),
                    latitude__range=(SOUTH, NORTH),
                ),
                name="place_on_the_map",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "kind"), name="place_kind"),
            models.Index(fields=("territory", "kind", "state"), name="place_public"),
            models.Index(fields=("opened_on",), name="place_opened"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("places:detail", args=[self.pk])

    def get_public_url(self) -> str:
        """Where its QR code leads."""
        return reverse("places:public_place", args=[self.code])

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING_STATES

    @property
    def short_kind(self) -> str:
        return short_kind(self.kind)

    @property
    def facility_labels(self) -> list[str]:
        return [ALL_FACILITIES[code].label for code in self.facilities if code in ALL_FACILITIES]

    @property
    def missing(self) -> list[str]:
        """What its kind must have and it has not."""
        return missing_facilities(self.kind, self.facilities)
