"""API tokens: only a digest is kept, the token itself is shown once."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel


class ApiToken(ScopedModel):
    """A program's right to read, and where it says so write, an organization's rows (接口令牌)."""

    name = models.CharField("用途", max_length=60)
    prefix = models.CharField("开头", max_length=12, unique=True, editable=False)
    digest = models.CharField("摘要", max_length=64, editable=False)
    scopes = models.JSONField("权限", default=list)
    expires_on = models.DateField("到期日", help_text="不含当天。")
    revoked_at = models.DateTimeField("撤销时间", null=True, editable=False)
    issued_by = models.BigIntegerField("发放人编号", editable=False)
    issued_at = models.DateTimeField("发放时间", auto_now_add=True)

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "prefix": NOT_PERSONAL,
        "digest": NOT_PERSONAL,
        "scopes": NOT_PERSONAL,
        "expires_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "接口令牌"
        ordering = ("-issued_at",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("rest:detail", args=[self.pk])
