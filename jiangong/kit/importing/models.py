"""One row per uploaded workbook: what became of it, never what is in it."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel


class BatchState(models.TextChoices):
    """The life of an import."""

    CHECKING = "checking", "检查中"
    CHECKED = "checked", "待确认"
    REFUSED = "refused", "无法读取"
    IMPORTING = "importing", "导入中"
    IMPORTED = "imported", "已导入"
    CANCELLED = "cancelled", "已取消"
    UNDONE = "undone", "已撤销"


class ImportBatch(ScopedModel):
    """An uploaded workbook on its way in (导入批次)."""

    kind = models.CharField("内容", max_length=60)
    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件摘要", max_length=64)
    state = models.CharField("状态", max_length=20, choices=BatchState, default=BatchState.CHECKING)
    user_id = models.BigIntegerField("上传人编号", null=True)
    appointment_id = models.BigIntegerField("任职编号", null=True)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    fine = models.PositiveIntegerField("可导入行数", default=0)
    warned = models.PositiveIntegerField("提醒行数", default=0)
    failed = models.PositiveIntegerField("有误行数", default=0)
    blank = models.PositiveIntegerField("空行数", default=0)
    merged = models.PositiveIntegerField("展开的合并单元格", default=0)
    ignored = models.JSONField("未导入的列", default=list)
    imported = models.PositiveIntegerField("已导入行数", default=0)
    kept = models.PositiveIntegerField("撤销时保留行数", default=0)
    refusal = models.CharField("不能导入的原因", max_length=500, blank=True)
    job_id = models.BigIntegerField("任务编号", null=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    privacy: ClassVar = {
        "kind": NOT_PERSONAL,
        "file_name": NOT_PERSONAL,
        "digest": NOT_PERSONAL,
        "sheet": NOT_PERSONAL,
        "ignored": NOT_PERSONAL,
        "refusal": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "导入批次"
        ordering = ("-pk",)
        indexes = (models.Index(fields=("digest",), name="import_digest"),)

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("importing:detail", args=[self.pk])

    @property
    def importable(self) -> int:
        """Rows that confirmation brings in; a reminder does not stop a row."""
        return self.fine + self.warned
