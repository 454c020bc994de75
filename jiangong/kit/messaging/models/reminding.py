"""Who has been reminded of what: one digest a day, each rung of the ladder once."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.messaging.models.routes import Target


class RungName(models.TextChoices):
    """The rungs of the ladder, in the order they are climbed."""

    BEFORE = "before", "到期前提醒单位"
    DUE = "due", "到期当天提醒单位"
    ABOVE = "above", "逾期后提醒上级"
    LEADER = "leader", "逾期后提醒分管领导"


class Rung(models.Model):
    """When a rung is reached: so many days after the day something is due, negative before (催办阶梯)."""

    name = models.CharField("阶梯", max_length=8, choices=RungName, primary_key=True)
    days = models.SmallIntegerField("到期后天数")

    class Meta:
        verbose_name = "催办阶梯"
        ordering = ("days",)

    def __str__(self) -> str:
        return f"{self.get_name_display()}：{self.days}天"


class Digest(models.Model):
    """That somebody's day was gathered, and how much there was (每日提醒); one a day, whatever runs twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="用户")
    day = models.DateField("日期")
    count = models.PositiveSmallIntegerField("事项数", default=0)

    privacy: ClassVar = {"day": NOT_PERSONAL}

    class Meta:
        verbose_name = "每日提醒"
        constraints = (models.UniqueConstraint(fields=("user", "day"), name="one_digest_a_day"),)

    def __str__(self) -> str:
        return self.day.isoformat()


class Nudge(models.Model):
    """That a person or a group was reminded of one thing on one rung (催办记录)."""

    key = models.CharField("事项", max_length=120)
    rung = models.CharField("阶梯", max_length=8, choices=RungName)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", verbose_name="用户"
    )
    target = models.ForeignKey(Target, models.CASCADE, null=True, related_name="+", verbose_name="通道")
    at = models.DateTimeField("时间", default=timezone.now)

    privacy: ClassVar = {"key": NOT_PERSONAL}

    class Meta:
        verbose_name = "催办记录"
        constraints = (
            models.UniqueConstraint(fields=("key", "rung", "user"), name="one_nudge_per_person_and_rung"),
            models.UniqueConstraint(fields=("key", "rung", "target"), name="one_nudge_per_target_and_rung"),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.rung}"
