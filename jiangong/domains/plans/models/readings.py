"""A notice on its way into a plan."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.documents.models import Document
from jiangong.domains.plans.choices import ReadingState
from jiangong.domains.plans.models.plans import KEPT_WITH_THE_FILE, Plan
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.attachments.slots import OFFICE, Slot
from jiangong.kit.commands.versions import VersionedModel
from jiangong.lib.filetypes import FileType

SOURCE = "source"
READABLE = (OFFICE | {FileType.MD}) - {FileType.CSV, FileType.OFD, FileType.XLS}


class Reading(ScopedModel, VersionedModel):
    """A notice as it was read (识读): its text, what was found in it, and the plan made of it."""

    attachment_slots: ClassVar = (
        Slot(SOURCE, "文件", READABLE, max_files=1, note="通知正文，或任务分解表。"),
    )

    name = models.CharField("文件名", max_length=200)
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="登记文件"
    )
    plan = models.OneToOneField(
        Plan, models.CASCADE, null=True, editable=False, related_name="reading", verbose_name="计划"
    )
    reader = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="上传人"
    )
    state = models.CharField(
        "状态", max_length=8, choices=ReadingState, default=ReadingState.QUEUED, editable=False
    )
    text = models.TextField("全文", blank=True, editable=False)
    result = models.JSONField("识读结果", default=dict, editable=False)
    failure = models.CharField("未能识读的原因", max_length=300, blank=True, editable=False)

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "text": Personal("核对出处；通知全文可能含姓名", "一般", KEPT_WITH_THE_FILE),
        "result": Personal("核对出处；通知全文可能含姓名", "一般", KEPT_WITH_THE_FILE),
        "failure": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "识读"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:reading_detail", args=[self.pk])
