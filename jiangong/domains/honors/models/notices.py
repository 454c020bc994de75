"""Public notices of a list and what the public says to them."""

import secrets
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.choices import ObjectionState
from jiangong.domains.honors.models.nominations import KEPT, Nomination
from jiangong.domains.honors.models.programmes import Programme, Stage
from jiangong.kit.access.keyring import keyring, unseal
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.access.sealed_columns import SealedColumn, register_sealed
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.rowids import make_row_id

CONTACT = "honors.objection.contact"


def make_token() -> str:
    """An address nobody guesses."""
    return secrets.token_urlsafe(12)


class Notice(VersionedModel):
    """A list shown to everybody for some working days (公示); open exactly from its hour to the end of its last day."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="notices", verbose_name="选树项目")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="notices", verbose_name="环节")
    edition = models.PositiveIntegerField("名单版次")
    opens_at = models.DateTimeField("公示开始")
    closes_at = models.DateTimeField("公示结束")
    days = models.PositiveSmallIntegerField("工作日")
    source = models.CharField("公示期依据", max_length=120, blank=True)
    contact = models.CharField("受理电话", max_length=60)
    token = models.CharField("公开地址", max_length=24, unique=True, default=make_token, editable=False)
    recalled_at = models.DateTimeField("撤下时间", null=True, editable=False)
    recall_reason = models.CharField("撤下理由", max_length=300, blank=True, editable=False)

    privacy: ClassVar = {
        "opens_at": NOT_PERSONAL,
        "closes_at": NOT_PERSONAL,
        "source": NOT_PERSONAL,
        "contact": NOT_PERSONAL,
        "token": NOT_PERSONAL,
        "recalled_at": NOT_PERSONAL,
        "recall_reason": Personal("说明撤下的原因；可能含姓名", "一般", KEPT),
    }

    class Meta:
        verbose_name = "公示"
        ordering = ("-opens_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="a_notice_lasts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}公示"

    def get_public_url(self) -> str:
        return reverse("honors:public_notice", args=[self.token])

    def is_open(self, now: datetime | None = None) -> bool:
        """Shown neither a moment before its hour nor a moment after its last day."""
        now = now or timezone.now()
        return self.recalled_at is None and self.opens_at <= now < self.closes_at

    def is_over(self, now: datetime | None = None) -> bool:
        return self.recalled_at is None and (now or timezone.now()) >= self.closes_at


class NoticeEntry(models.Model):
    """One line of a notice: only what everybody may see, written down when the notice was made."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="entries", verbose_name="公示")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="+", verbose_name="推荐对象")
    order = models.PositiveIntegerField("序号")
    name = models.CharField("名称", max_length=160)
    workplace = models.CharField("单位", max_length=120, blank=True)
    position = models.CharField("岗位职务", max_length=60, blank=True)
    category = models.CharField("类别", max_length=30, blank=True)
    deeds = models.TextField("主要事迹", max_length=300, blank=True)

    privacy: ClassVar = {
        "name": Personal("公示", "一般", KEPT),
        "workplace": NOT_PERSONAL,
        "position": Personal("公示", "一般", KEPT),
        "category": NOT_PERSONAL,
        "deeds": Personal("公示；号码已隐去", "一般", KEPT, mask="7位以上号码隐去"),
    }

    class Meta:
        verbose_name = "公示对象"
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(fields=("notice", "nomination"), name="one_line_per_candidate"),
        )

    def __str__(self) -> str:
        return self.name


class Objection(ScopedModel, VersionedModel):
    """What somebody objects during a notice (异议); ``organization`` is who runs the programme."""

    id = models.BigIntegerField("编号", primary_key=True, default=make_row_id, editable=False)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections", verbose_name="公示")
    nomination = models.ForeignKey(
        Nomination, models.PROTECT, null=True, related_name="objections", verbose_name="涉及对象"
    )
    text = models.TextField("异议内容", max_length=1000)
    contact_sealed = models.CharField("联系方式（密文）", max_length=600, blank=True, editable=False)
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    state = models.CharField(
        "状态", max_length=10, choices=ObjectionState, default=ObjectionState.OPEN, editable=False
    )
    finding = models.CharField("核实结论", max_length=500, blank=True, editable=False)
    closed_on = models.DateField("办结日期", null=True, editable=False)

    privacy: ClassVar = {
        "text": Personal("核实异议", "一般", KEPT),
        "contact_sealed": Personal("核实情况、反馈结果", "敏感", "办结后1年", mask="不显示"),
        "received_at": NOT_PERSONAL,
        "finding": Personal("说明核实结论；可能含姓名", "一般", KEPT),
        "closed_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "公示异议"
        ordering = ("-received_at", "-pk")
        indexes = (models.Index(fields=("organization", "state"), name="objection_waiting"),)

    def __str__(self) -> str:
        return f"对{self.nomination or '名单'}的异议"

    def get_absolute_url(self) -> str:
        return reverse("honors:objection_detail", args=[self.pk])

    def seal_contact(self, text: str) -> None:
        self.contact_sealed = keyring().seal(text, context=f"{CONTACT}:{self.pk}") if text else ""

    def read_contact(self) -> str:
        return unseal(self.contact_sealed, f"{CONTACT}:{self.pk}") if self.contact_sealed else ""


register_sealed(SealedColumn("honors.Objection", "contact_sealed", CONTACT))
