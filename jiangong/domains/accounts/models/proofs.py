"""Sessions, and what proves that users are themselves."""

import hashlib
import hmac
from typing import ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django_otp.models import Device
from django_otp.oath import TOTP

from jiangong.domains.accounts.models.users import User
from jiangong.domains.accounts.sessions import SessionStore
from jiangong.kit.access.keyring import derive_key, keyring, unseal
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.sealed_columns import SealedColumn, register_sealed

# Bound to the user: what was sealed for another does not open.
AUTHENTICATOR = SealedColumn("accounts.Authenticator", "sealed", "accounts_authenticator.sealed", "user_id")
SLIP = SealedColumn("accounts.ActivationSlip", "sealed", "accounts_activationslip.sealed", "user_id")
register_sealed(AUTHENTICATOR)
register_sealed(SLIP)


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

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore

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
    """A one-time-code app on a phone (动态验证码设备); its secret is sealed, its codes work once."""

    sealed = models.CharField("加密密钥", max_length=200)
    last_step = models.BigIntegerField("最近使用的时间步", default=-1)
    created_at = models.DateTimeField("绑定时间", default=timezone.now)

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "sealed": Personal("第二重验证", "敏感", "停用即删除", "不显示"),
    }

    class Meta:
        verbose_name = "动态验证码设备"

    def __str__(self) -> str:
        return self.name

    def keep_secret(self, secret: bytes) -> None:
        """Seal the secret for this user; what was sealed for another does not open here."""
        self.sealed = keyring().seal(secret.hex(), context=self._context)

    @property
    def secret(self) -> bytes:
        return bytes.fromhex(unseal(self.sealed, self._context))

    @property
    def _context(self) -> str:
        return f"{AUTHENTICATOR.context}:{self.user_id}"

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
    sealed = models.CharField("一次性密码密文", max_length=200)
    expires_at = models.DateTimeField("到期时间")

    privacy: ClassVar = {"sealed": Personal("首次登录", "敏感", "30分钟", "不显示")}

    class Meta:
        verbose_name = "开通单"
        indexes = (models.Index(fields=("batch",), name="slip_batch"),)

    def __str__(self) -> str:
        return str(self.user)
