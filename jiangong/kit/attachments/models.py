"""One row per file that belongs to a record; the bytes lie in the store under their digest."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.lib.filetypes import FileType


class Attachment(ScopedModel):
    """A file in a slot of its owner (附件); removed ones stay, with who removed them and why.

    The owner is named by label and key, not by a foreign key, so that every app can own files.
    """

    owner_model = models.CharField("所属对象类型", max_length=80)
    owner_id = models.BigIntegerField("所属对象编号")
    slot = models.CharField("栏目", max_length=40)
    name = models.CharField("文件名", max_length=200)
    kind = models.CharField("类型", max_length=10, choices=[(kind.value, kind.upper()) for kind in FileType])
    size = models.PositiveBigIntegerField("大小")
    digest = models.CharField("内容摘要", max_length=64, db_index=True)
    cleaned = models.BooleanField("已去除拍摄信息", default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="移除人"
    )
    removed_at = models.DateTimeField("移除时间", null=True)
    removal_reason = models.CharField("移除理由", max_length=200, blank=True)

    privacy: ClassVar = {
        "owner_model": NOT_PERSONAL,
        "slot": NOT_PERSONAL,
        "name": Personal("辨认文件；文件名可能含姓名", "一般", "随所属记录"),
        "digest": NOT_PERSONAL,
        "removal_reason": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "附件"
        ordering = ("uploaded_at", "pk")
        indexes = (
            models.Index(fields=("owner_model", "owner_id"), name="attachment_owner"),
            models.Index(fields=("organization", "removed_at"), name="attachment_quota"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | ~models.Q(removal_reason=""),
                name="attachment_removed_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("attachments:download", args=[self.pk])

    @property
    def can_preview(self) -> bool:
        """Only what cannot act: pictures this product encoded itself, and PDF in the browser's viewer."""
        return self.cleaned or self.kind == FileType.PDF
