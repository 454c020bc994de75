"""Users, their appointments, their sessions and what proves that they are themselves."""

import hashlib
import hmac
from datetime import timedelta
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_otp.models import Device
from django_otp.oath import TOTP

from jiangong.domains.accounts.choices import Console, Scale
from jiangong.domains.accounts.roles import role_label
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.keyring import derive_key, keyring
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, ScopedQuerySet


def administers_accounts(actor: Actor) -> bool:
    """System and security administrators see every business account, and nothing else of the business."""
    return actor.can("accounts.system_console") or actor.can("accounts.security_console")


class UserQuerySet(models.QuerySet):
    """Users as those see them who look after an organization's accounts."""

    def visible_to(self, actor: Actor) -> Self:
        """Business users appointed in the actor's subtree, and those whose last appointment was there."""
        users = self.filter(console=Console.NONE)
        if actor.sees_everything or administers_accounts(actor):
            return users
        near = Appointment.objects.visible_to(actor)
        current = Appointment.objects.ungated("only tells former members from present ones").current()
        return users.filter(
            models.Q(pk__in=near.current().values("user"))
            | (models.Q(pk__in=near.values("user")) & ~models.Q(pk__in=current.values("user")))
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Finds users by account name, as Django's authentication asks."""


class User(AbstractBaseUser):
    """Somebody who can sign in (用户); rights come from appointments, never from the user alone."""

    username = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    console = models.CharField("管理员类别", max_length=10, choices=Console, default=Console.NONE, blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, editable=False)
    one_time_until = models.DateTimeField("一次性口令有效期", null=True, editable=False)
    scale = models.CharField("字号", max_length=10, choices=Scale, default=Scale.STANDARD, blank=True)
    created_at = models.DateTimeField("创建时间", default=timezone.now, editable=False)

    objects = UserManager()
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

    def password_is_older_than(self, days: int) -> bool:
        """Whether it is time for a new one, where passwords must change from time to time."""
        changed = self.password_changed_at or self.created_at
        return changed < timezone.now() - timedelta(days=days)


class AppointmentQuerySet(ScopedQuerySet):
    """Appointments through time."""

    def current(self) -> Self:
        """Not revoked and not yet over, including those waiting for approval or for their first day."""
        return self.filter(
            models.Q(ends_on=None) | models.Q(ends_on__gt=timezone.localdate()), revoked_at=None
        )

    def standing(self) -> Self:
        """Giving rights today; a delegation stands only while its origin does."""
        return self.filter(_stands(), models.Q(delegated_from=None) | _stands("delegated_from__"))


def _stands(prefix: str = "") -> models.Q:
    today = timezone.localdate()
    return models.Q(
        models.Q(**{f"{prefix}ends_on": None}) | models.Q(**{f"{prefix}ends_on__gt": today}),
        **{
            f"{prefix}revoked_at": None,
            f"{prefix}approved_at__isnull": False,
            f"{prefix}starts_on__lte": today,
            f"{prefix}user__is_active": True,
        },
    )


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
    approved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="批准人"
    )
    approved_at = models.DateTimeField("批准时间", null=True, default=timezone.now, editable=False)

    unscoped = models.Manager()
    objects = models.Manager.from_queryset(AppointmentQuerySet)()

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
        return f"{self.organization} · {self.title or self.role_label}"

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Those of the subtree; the administrators of accounts see all of them."""
        if administers_accounts(actor):
            return ~models.Q(pk__in=[])
        return super().scope_condition(actor)

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on <= timezone.localdate()

    @property
    def role_label(self) -> str:
        return role_label(self.role)


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
        indexes = (models.Index(fields=("expire_date",), name="session_expiry"),)

    def __str__(self) -> str:
        return f"{self.agent} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def device_name(self) -> str:
        """What its owner calls it: system and browser, as the browser says."""
        systems = ("Windows", "Android", "iPhone", "iPad", "HarmonyOS", "Mac OS X", "Linux")
        browsers = ("MicroMessenger", "Edg", "Firefox", "Chrome", "Safari")
        found = [next((name for name in names if name in self.agent), "") for names in (systems, browsers)]
        words = {"MicroMessenger": "微信", "Edg": "Edge", "Mac OS X": "macOS"}
        return " ".join(words.get(name, name) for name in found if name) or "未知设备"

    @property
    def public_id(self) -> str:
        """Names the session on its owner's page without giving its key away."""
        return hmac.new(derive_key("session"), self.session_key.encode(), hashlib.sha256).hexdigest()[:32]


class SignInCount(models.Model):
    """Tries counted under a keyed digest (登录尝试计数): what was typed is not kept, it may be a password."""

    key = models.CharField("计数键", max_length=64, primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", verbose_name="用户")
    failures = models.PositiveIntegerField("失败次数")
    limit = models.PositiveIntegerField("上限")
    ends_at = models.DateTimeField("到期时间")

    class Meta:
        verbose_name = "登录尝试计数"
        indexes = (models.Index(fields=("ends_at",), name="sign_in_count_end"),)

    def __str__(self) -> str:
        return f"{self.failures}/{self.limit}"


class Authenticator(Device):
    """A one-time-code app on a phone (动态口令设备); its secret is sealed, its codes work once."""

    sealed = models.CharField("加密密钥", max_length=200)
    last_step = models.BigIntegerField("最近使用的时间步", default=-1)
    created_at = models.DateTimeField("绑定时间", default=timezone.now)

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "sealed": Personal("第二重验证", "敏感", "停用即删除", "不显示"),
    }

    class Meta:
        verbose_name = "动态口令设备"

    def __str__(self) -> str:
        return self.name

    def keep_secret(self, secret: bytes) -> None:
        """Seal the secret for this user; what was sealed for another does not open here."""
        self.sealed = keyring().seal(secret.hex(), context=self._context)

    @property
    def secret(self) -> bytes:
        return bytes.fromhex(keyring().unseal(self.sealed, self._context))

    @property
    def _context(self) -> str:
        return f"accounts_authenticator.sealed:{self.user_id}"

    def verify_token(self, token: str) -> bool:
        """Whether this is the code of now or half a minute beside; the step is spent in one UPDATE."""
        if not (token.isascii() and token.isdigit() and len(token) == 6):
            return False
        totp = TOTP(self.secret)
        totp.time = timezone.now().timestamp()
        if not totp.verify(int(token), tolerance=1, min_t=self.last_step + 1):
            return False
        step = totp.t()
        return bool(type(self).objects.filter(pk=self.pk, last_step__lt=step).update(last_step=step))


class RecoveryCode(models.Model):
    """A code for the day the phone is lost (恢复码); only its keyed digest is kept, and it works once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes", verbose_name="用户")
    digest = models.CharField("摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True)

    privacy: ClassVar = {"digest": NOT_PERSONAL}

    class Meta:
        verbose_name = "恢复码"
        constraints = (models.UniqueConstraint(fields=("user", "digest"), name="recovery_code_once"),)

    def __str__(self) -> str:
        return "已使用" if self.used_at else "可使用"


class ActivationSlip(models.Model):
    """A one-time password waiting to be printed by whoever made it (开通单), sealed and short-lived."""

    user = models.OneToOneField(User, models.CASCADE, related_name="slip", verbose_name="用户")
    batch = models.UUIDField("批次")
    made_by = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="制作人")
    sealed = models.CharField("加密口令", max_length=200)
    expires_at = models.DateTimeField("到期时间")

    privacy: ClassVar = {"sealed": Personal("首次登录", "敏感", "30分钟", "不显示")}

    class Meta:
        verbose_name = "开通单"
        indexes = (models.Index(fields=("batch",), name="slip_batch"),)

    def __str__(self) -> str:
        return str(self.user)
