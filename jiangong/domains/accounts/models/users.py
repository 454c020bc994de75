"""Users and the appointments that give them rights."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.choices import Console, Scale
from jiangong.domains.accounts.roles import role_label
from jiangong.kit.access.actor import Actor
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


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]  # the base of Authenticator is untyped
    """Somebody who can sign in (用户); rights come from appointments, never from the user alone."""

    username = models.CharField("账号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    console = models.CharField("管理员类别", max_length=10, choices=Console, default=Console.NONE, blank=True)
    is_active = models.BooleanField("启用", default=True)
    is_demo = models.BooleanField("演示账号", default=False, editable=False)
    must_change_password = models.BooleanField("须改密码", default=False)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, editable=False)
    one_time_until = models.DateTimeField("一次性密码有效期", null=True, editable=False)
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

    def standing(self, today: date | None = None) -> Self:
        """Giving rights today; a delegation stands only while its origin does."""
        day = today or timezone.localdate()
        return self.filter(_stands(day), models.Q(delegated_from=None) | _stands(day, "delegated_from__"))


def _stands(today: date, prefix: str = "") -> models.Q:
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
    objects = models.Manager.from_queryset(AppointmentQuerySet)()  # type: ignore[assignment]  # narrower rows

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
