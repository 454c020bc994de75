"""Receipts: proof that a command was carried out, so that a retry answers the same without doing it again."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from jiangong.kit.access.privacy import NOT_PERSONAL


class CommandReceipt(models.Model):
    """A command key with the digest of its contents and where it led (命令回执)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name="用户"
    )
    key = models.CharField("命令键", max_length=64)
    digest = models.CharField("内容摘要", max_length=64)
    location = models.CharField("结果地址", max_length=500, blank=True)
    message = models.CharField("结果说明", max_length=500, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)

    privacy = {
        "key": NOT_PERSONAL,
        "digest": NOT_PERSONAL,
        "location": NOT_PERSONAL,
        "message": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "命令回执"
        constraints = (
            models.UniqueConstraint(fields=("user", "key"), name="one_receipt_per_command"),
            # To a database two nulls differ: whoever is not signed in needs a rule of their own.
            models.UniqueConstraint(
                fields=("key",), condition=models.Q(user=None), name="one_receipt_without_user"
            ),
        )
        indexes = (models.Index(fields=("at",), name="receipt_at"),)

    def __str__(self) -> str:
        return self.key
