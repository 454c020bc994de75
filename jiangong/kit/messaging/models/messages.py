"""Messages: what a person was told, where it leads, whether they have read it."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal


class MessageKind(models.TextChoices):
    """What a message is about."""

    NOTICE = "notice", "通知"
    RETURNED = "returned", "退回"
    DUE = "due", "到期"
    FINISHED = "finished", "任务完成"
    FAILURE = "failure", "任务未完成"
    ACCOUNT = "account", "账号"
    DIGEST = "digest", "每日提醒"


class MessageQuerySet(models.QuerySet):
    """Messages belong to their recipient and to nobody else."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(user_id=actor.user_id or 0)


class Message(models.Model):
    """One message to one person (消息)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="收件人"
    )
    kind = models.CharField("类别", max_length=10, choices=MessageKind, default=MessageKind.NOTICE)
    title = models.CharField("标题", max_length=120)
    body = models.CharField("内容", max_length=500, blank=True)
    url = models.CharField("去处", max_length=300, blank=True)
    created_at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("已读时间", null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    privacy: ClassVar = {
        "title": Personal("告知收件人办理情况", "一般", "已读后90天，未读1年"),
        "body": Personal("告知收件人办理情况", "一般", "已读后90天，未读1年"),
        "url": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "消息"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("user", "-id"), name="message_user"),
            models.Index(fields=("user",), name="message_unread", condition=models.Q(read_at=None)),
        )

    def __str__(self) -> str:
        return self.title
