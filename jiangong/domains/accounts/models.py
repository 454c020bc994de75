"""Users, their appointments and their sessions."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.choices import Console, Scale
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel


class User(AbstractBaseUser):
    """Somebody who can sign in (用户); rights come from appointments, never from the user alone."""

    username = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    console = models.CharField("管理员类别", max_length=10, choices=Console, default=Console.NONE, blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, editable=False)
    scale = models.CharField("字号", max_length=10, choices=Scale, default=Scale.STANDARD, blank=True)
    created_at = models.DateTimeField("创建时间", default=timezone.now, editable=False)

    objects = BaseUserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["name"]

    privacy: ClassVar = {
        "username": Personal("登录", "一般", "账号停用后3年"),
        "password": Personal("登录", "敏感", "账号停用后删除", mask="不显示"),
        "name": Personal("显示经办人", "一般", "账号停用后3年"),
    }

    class Meta:
        verbose_name = "用户"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("accounts:user_detail", args=[self.pk])


class Appointment(ScopedModel):
    """A role held at an organization between two dates (任职); a delegation is one with an end."""

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments", verbose_name="用户")
    role = models.CharField("角色", max_length=40)
    title = models.CharField("职务", max_length=40, blank=True)
    starts_on = models.DateField("开始日期", default=timezone.localdate)
    ends_on = models.DateField("结束日期", null=True, blank=True, help_text="不含当天；空表示长期。")
    delegated_from = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="delegations", verbose_name="委托自"
    )
    reason = models.CharField("理由", max_length=200, blank=True)
    revoked_at = models.DateTimeField("撤销时间", null=True, editable=False)
    granted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="授权人"
    )
    granted_at = models.DateTimeField("授权时间", default=timezone.now, editable=False)

    privacy: ClassVar = {
        "role": NOT_PERSONAL,
        "title": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "reason": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "任职"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(delegated_from=None) | models.Q(ends_on__isnull=False),
                name="delegation_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="appointment_dates_in_order",
            ),
        )
        indexes = (models.Index(fields=("user", "revoked_at"), name="appointment_user"),)

    def __str__(self) -> str:
        return f"{self.organization} · {self.title or self.role}"


class Session(AbstractBaseSession):
    """A signed-in device (登录会话), listed to its owner and ended from afar."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions", verbose_name="用户")
    address = models.CharField("来访地址", max_length=45, blank=True)
    agent = models.CharField("设备", max_length=200, blank=True)
    created_at = models.DateTimeField("登录时间", default=timezone.now)

    privacy: ClassVar = {
        "session_key": NOT_PERSONAL,
        "session_data": NOT_PERSONAL,
        "address": Personal("本人和安全管理员识别异常登录", "一般", "会话结束即删除"),
        "agent": Personal("本人和安全管理员识别异常登录", "一般", "会话结束即删除"),
    }

    class Meta:
        verbose_name = "登录会话"

    def __str__(self) -> str:
        return f"{self.agent} {self.created_at:%Y-%m-%d %H:%M}"
