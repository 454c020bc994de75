"""Where reminders may go besides the product itself: targets of the federation, choices of each person."""

from datetime import time
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.keyring import keyring, unseal
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.sealed_columns import SealedColumn, register_sealed
from jiangong.kit.commands.versions import VersionedModel

MANAGES = "messaging.manage_targets"
ADDRESS, SECRET, EMAIL = "messaging.target.address", "messaging.target.secret", "messaging.preference.email"
register_sealed(SealedColumn("messaging.Target", "address_sealed", ADDRESS))
register_sealed(SealedColumn("messaging.Target", "secret_sealed", SECRET))
register_sealed(SealedColumn("messaging.Preference", "email_sealed", EMAIL))


class TargetKind(models.TextChoices):
    """How the other side wants to be spoken to."""

    WECOM = "wecom", "企业微信群机器人"
    DINGTALK = "dingtalk", "钉钉群机器人"
    JSON = "json", "消息接口（JSON，带签名）"


class TargetQuerySet(models.QuerySet):
    """Targets belong to those who look after the system; the business never sees an address."""

    def visible_to(self, actor: Actor) -> Self:
        return self if actor.can(MANAGES) else self.none()


class Target(VersionedModel):
    """A group robot or interface that reminders are posted to (消息通道); address and secret are sealed."""

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=10, choices=TargetKind)
    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="所属单位",
        help_text="催办本单位的提醒每天汇总一条发到这里；不选则只供个人选用。",
    )
    host = models.CharField("主机", max_length=120, editable=False)
    address_sealed = models.TextField("地址（密文）", blank=True, editable=False)
    secret_sealed = models.TextField("密钥（密文）", blank=True, editable=False)
    is_offered = models.BooleanField("可供个人选用", default=False)
    is_active = models.BooleanField("启用", default=True, editable=False)

    objects = TargetQuerySet.as_manager()

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "host": NOT_PERSONAL,
        "address_sealed": NOT_PERSONAL,
        "secret_sealed": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "消息通道"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("messaging:target_detail", args=[self.pk])

    @property
    def address(self) -> str:
        return unseal(self.address_sealed, f"{ADDRESS}:{self.pk}") if self.address_sealed else ""

    @property
    def secret(self) -> str:
        return unseal(self.secret_sealed, f"{SECRET}:{self.pk}") if self.secret_sealed else ""

    def seal(self, address: str, secret: str) -> None:
        """Keep both under the key ring; bound to this row, which must exist."""
        self.address_sealed = keyring().seal(address, context=f"{ADDRESS}:{self.pk}")
        self.secret_sealed = keyring().seal(secret, context=f"{SECRET}:{self.pk}") if secret else ""


class Via(models.TextChoices):
    """How somebody wants to be reminded."""

    INSIDE = "inside", "只在平台内"
    EMAIL = "email", "平台内和邮件"
    TARGET = "target", "平台内和群机器人、消息接口"
    NONE = "none", "不要每日提醒"


class Preference(VersionedModel):
    """How and when one person is reminded (提醒设置); no row means the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="用户"
    )
    via = models.CharField("提醒方式", max_length=8, choices=Via, default=Via.INSIDE)
    at = models.TimeField("提醒时间", default=time(8, 30))
    target = models.ForeignKey(
        Target, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="通道"
    )
    email_sealed = models.TextField("邮箱（密文）", blank=True, editable=False)
    email_confirmed_at = models.DateTimeField("邮箱确认时间", null=True, editable=False)

    privacy: ClassVar = {
        "email_sealed": Personal("向本人发送每日提醒", "一般", "本人改动或账号删除时", mask="只显示首尾"),
    }

    class Meta:
        verbose_name = "提醒设置"

    def __str__(self) -> str:
        return self.get_via_display()

    @property
    def email(self) -> str:
        return unseal(self.email_sealed, f"{EMAIL}:{self.pk}") if self.email_sealed else ""

    def seal_email(self, email: str) -> None:
        """Keep an address under the key ring; it counts once its owner has confirmed it."""
        self.email_sealed = keyring().seal(email, context=f"{EMAIL}:{self.pk}") if email else ""
