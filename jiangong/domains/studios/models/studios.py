"""A studio, who leads it and who belongs to it."""

import secrets
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.people.models import Person
from jiangong.domains.studios.choices import (
    IN_FORCE,
    MemberRole,
    ReviewResult,
    StudioKind,
    StudioLevel,
    StudioState,
)
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.attachments.slots import PICTURES, TEXTS, Slot
from jiangong.kit.commands.versions import VersionedModel

KEPT = "工作室撤销后长期保存"
NOT_YET = (StudioState.BUILDING, StudioState.VOID)


def make_token() -> str:
    """An address nobody guesses, for the card that opens without signing in."""
    return secrets.token_urlsafe(12)


class Studio(ScopedModel, VersionedModel):
    """An innovation studio (创新工作室); ``organization`` is the union that keeps its file and that it counts for."""

    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=12, choices=StudioKind, default=StudioKind.CRAFTSMEN)
    level = models.CharField("级别", max_length=12, choices=StudioLevel, default=StudioLevel.UNIT)
    industry = models.CharField(
        "行业领域", max_length=60, blank=True, help_text="例如：数控加工、新能源客车。"
    )
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="领衔人"
    )
    founded_on = models.DateField("创建日期", null=True, blank=True)
    place = models.CharField("场所地址", max_length=120, blank=True, help_text="门牌、楼层，便于现场核验。")
    equipment = models.TextField("设施设备", max_length=500, blank=True)
    rules_text = models.TextField(
        "规章制度", max_length=500, blank=True, help_text="写明制度名称；文本在附件里上传。"
    )
    introduction = models.TextField(
        "简介", max_length=500, blank=True, help_text="公开名片上显示，请不要写姓名和电话。"
    )
    state = models.CharField(
        "状态", max_length=12, choices=StudioState, default=StudioState.BUILDING, editable=False
    )
    missing_count = models.PositiveSmallIntegerField("所缺登记要素", default=0, editable=False)
    due_on = models.DateField("登记期限", null=True, editable=False)
    registered_on = models.DateField("登记日期", null=True, editable=False)
    named_on = models.DateField("命名日期", null=True, editable=False)
    effective_on = models.DateField("计入日期", null=True, editable=False)
    revoked_on = models.DateField("撤销日期", null=True, editable=False)
    closing_reason = models.CharField("撤销（作废）理由", max_length=300, blank=True, editable=False)
    reviewed_year = models.PositiveSmallIntegerField("最近复核年度", null=True, editable=False)
    review_result = models.CharField(
        "最近复核结果", max_length=12, choices=ReviewResult, blank=True, editable=False
    )
    is_public = models.BooleanField("公开名片", default=False, editable=False)
    leader_consents = models.BooleanField("领衔人同意公开姓名", default=False, editable=False)
    consented_on = models.DateField("同意日期", null=True, editable=False)
    public_token = models.CharField(
        "公开地址", max_length=24, unique=True, default=make_token, editable=False
    )

    attachment_slots: ClassVar = (
        Slot("place", "场所照片", PICTURES, max_files=10, note="门牌、工位、设备。"),
        Slot("rules", "制度文本", TEXTS | PICTURES, max_files=10, note="管理制度、工作计划。"),
        Slot("paper", "命名和复核材料", TEXTS | PICTURES, max_files=20, note="申报表、命名文件、复核材料。"),
    )
    privacy: ClassVar = {
        "name": Personal("辨认工作室；名称常以领衔人姓名命名", "一般", KEPT),
        "industry": NOT_PERSONAL,
        "founded_on": NOT_PERSONAL,
        "place": NOT_PERSONAL,
        "equipment": NOT_PERSONAL,
        "rules_text": NOT_PERSONAL,
        "introduction": Personal("公开介绍工作室；可能含姓名", "一般", KEPT),
        "due_on": NOT_PERSONAL,
        "registered_on": NOT_PERSONAL,
        "named_on": NOT_PERSONAL,
        "effective_on": NOT_PERSONAL,
        "revoked_on": NOT_PERSONAL,
        "closing_reason": Personal("说明撤销原因；可能含姓名", "一般", KEPT),
        "consented_on": Personal(
            "证明领衔人同意在公开名片上显示姓名", "一般", "撤回同意或更换领衔人时清除", basis="本人同意"
        ),
        "public_token": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "创新工作室"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "name"),
                condition=~models.Q(state=StudioState.VOID),
                name="one_studio_per_name",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=NOT_YET) | models.Q(effective_on__isnull=False),
                name="a_studio_in_force_says_since_when",
            ),
            models.CheckConstraint(
                condition=models.Q(state=StudioState.REVOKED, revoked_on__gte=models.F("effective_on"))
                | (~models.Q(state=StudioState.REVOKED) & models.Q(revoked_on=None)),
                name="a_revoked_studio_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(leader_consents=False) | models.Q(consented_on__isnull=False),
                name="a_consent_has_a_day",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "state"), name="studio_organization"),
            models.Index(fields=("state", "due_on"), name="studio_due"),
            models.Index(fields=("effective_on",), name="studio_effective"),
            models.Index(fields=("leader",), name="studio_leader"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("studios:detail", args=[self.pk])

    @property
    def is_in_force(self) -> bool:
        return self.state in IN_FORCE

    @property
    def days_overdue(self) -> int:
        """Days past the date by which it should have been registered; 0 otherwise."""
        if self.due_on is None or self.state != StudioState.BUILDING:
            return 0
        return max((timezone.localdate() - self.due_on).days, 0)

    @property
    def names_leader(self) -> bool:
        """Whether what the card shows anyway holds the leader's name: most studios are called after theirs."""
        shown = f"{self.name}{self.introduction}"
        return self.leader is not None and self.leader.name in shown

    @property
    def has_card(self) -> bool:
        """Whether its public card opens: only while it stands, and names nobody without consent."""
        return self.is_public and self.is_in_force and (self.leader_consents or not self.names_leader)


class Leadership(models.Model):
    """Who led a studio from when to when (领衔人任期)."""

    studio = models.ForeignKey(
        Studio, models.CASCADE, related_name="leaderships", verbose_name="工作室", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="leaderships", verbose_name="领衔人")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True)
    reason = models.CharField("更换原因", max_length=200, blank=True)

    privacy: ClassVar = {
        "starts_on": Personal("记录领衔任期", "一般", KEPT),
        "ends_on": Personal("记录领衔任期", "一般", KEPT),
        "reason": Personal("记录更换原因", "一般", KEPT),
    }

    class Meta:
        verbose_name = "领衔人任期"
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("studio",), condition=models.Q(ends_on=None), name="one_leader_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="leadership_in_order",
            ),
        )
        indexes = (models.Index(fields=("studio", "starts_on"), name="leadership_studio"),)

    def __str__(self) -> str:
        return f"{self.person}（{self.starts_on}至{self.ends_on or '今'}）"


class Member(models.Model):
    """Somebody in a studio's team beside the leader (团队成员)."""

    studio = models.ForeignKey(
        Studio, models.CASCADE, related_name="members", verbose_name="工作室", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="studio_seats", verbose_name="人员")
    role = models.CharField("角色", max_length=12, choices=MemberRole, default=MemberRole.MEMBER)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "团队成员"
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("studio", "person"), name="one_studio_seat_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.person}（{self.get_role_display()}）"
