"""What is to leave the house: one row per delivery, whose key makes it happen once."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.messaging.models.routes import MANAGES, Target


class DispatchState(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", "等待发送"
    SENDING = "sending", "发送中"
    SENT = "sent", "已发送"
    DEAD = "dead", "没有送达"


class DispatchQuerySet(models.QuerySet):
    """The outbox is for those who look after the system: it holds no personal value."""

    def visible_to(self, actor: Actor) -> Self:
        return self if actor.can(MANAGES) else self.none()


class Dispatch(models.Model):
    """One outward message by one route (外发消息): to a target, or by mail to a person."""

    key = models.CharField("编号", max_length=120, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name="收件人"
    )
    target = models.ForeignKey(
        Target, models.CASCADE, null=True, related_name="dispatches", verbose_name="通道"
    )
    subject = models.CharField("标题", max_length=120)
    text = models.CharField("内容", max_length=1000)
    path = models.CharField("去处", max_length=300, blank=True)
    is_answer = models.BooleanField("应本人要求即时发送", default=False)
    state = models.CharField("状态", max_length=8, choices=DispatchState, default=DispatchState.WAITING)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    due_at = models.DateTimeField("最早发送", default=timezone.now)
    lease_until = models.DateTimeField("占用至", null=True)
    error = models.CharField("没有送达的原因", max_length=200, blank=True)
    created_at = models.DateTimeField("提交时间", default=timezone.now)
    sent_at = models.DateTimeField("送达时间", null=True)

    objects = DispatchQuerySet.as_manager()

    privacy: ClassVar = {
        "key": NOT_PERSONAL,
        "subject": NOT_PERSONAL,
        "text": NOT_PERSONAL,
        "path": NOT_PERSONAL,
        "error": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "外发消息"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(user=None, target__isnull=False)
                | models.Q(user__isnull=False, target=None),
                name="dispatch_goes_one_way",
            ),
        )
        indexes = (
            models.Index(
                fields=("due_at",),
                name="dispatch_waiting",
                condition=models.Q(state__in=(DispatchState.WAITING, DispatchState.SENDING)),
            ),
        )

    def __str__(self) -> str:
        return self.subject
