"""When units report: the rhythm of a plan, its windows, what is expected of a figure, logged unlocks."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.plans.models import Goal, Plan
from jiangong.domains.reporting.choices import CountsFrom, Rhythm
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.commands.versions import VersionedModel

KEPT_WITH_THE_FILE = "按档案保管期限"
RETAINED = Personal("说明经办人和理由", "一般", KEPT_WITH_THE_FILE)
MOST_GRACE = 60
TWO_MONTHS = [MaxValueValidator(MOST_GRACE, f"不能超过{MOST_GRACE}天。")]


class Course(models.Model):
    """What a schedule and each of its windows say about how reports are taken."""

    rhythm = models.CharField("周期", max_length=10, choices=Rhythm, default=Rhythm.MONTH)
    grace_days = models.PositiveSmallIntegerField(
        "宽限天数", default=3, validators=TWO_MONTHS, help_text="过期后还能迟报几天，再以后自动锁定。"
    )
    counts_from = models.CharField("何时计入", max_length=10, choices=CountsFrom, default=CountsFrom.APPROVED)
    needs_endorsement = models.BooleanField(
        "区县先审", default=True, help_text="任务单位隔级的，由中间一级先审，再由制订单位确认。"
    )
    needs_sign_off = models.BooleanField(
        "本单位内部签批", default=False, help_text="填报人之外，还须由本单位的人审核、签发后才报出。"
    )

    class Meta:
        abstract = True


class Schedule(Course):
    """In what rhythm the units of a plan report (填报周期); its windows are made from it."""

    plan = models.OneToOneField(Plan, models.CASCADE, related_name="schedule", verbose_name="计划")
    lead_days = models.PositiveSmallIntegerField(
        "提前开放天数", default=3, validators=TWO_MONTHS, help_text="统计期结束前几天开放填报。"
    )
    due_days = models.PositiveSmallIntegerField(
        "报送天数", default=8, validators=TWO_MONTHS, help_text="统计期结束后几天内报送。"
    )
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("结束日期")

    privacy: ClassVar = {"starts_on": NOT_PERSONAL, "ends_on": NOT_PERSONAL}

    class Meta:
        verbose_name = "填报周期"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="schedule_is_ordered"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan}{self.get_rhythm_display()}"

    @property
    def organization_id(self) -> int:
        return self.plan.organization_id


class Window(ScopedModel, VersionedModel, Course):
    """The days a report is about and the days it is taken in (填报期); it belongs to who makes the plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="windows", verbose_name="计划")
    label = models.CharField("名称", max_length=60, help_text="例如：2026年3月。")
    starts_on = models.DateField("统计起日")
    ends_on = models.DateField("统计止日")
    opens_on = models.DateField("开放日期")
    due_on = models.DateField("报送期限")
    opened_at = models.DateTimeField("已开放时间", null=True, editable=False)
    locked_at = models.DateTimeField("锁定时间", null=True, editable=False)

    privacy: ClassVar = {
        "label": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "opens_on": NOT_PERSONAL,
        "due_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "填报期"
        ordering = ("-ends_on", "-starts_on", "-pk")
        indexes = (models.Index(fields=("opened_at", "opens_on"), name="window_opening"),)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "rhythm", "starts_on", "ends_on"), name="one_window_per_span"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on"))
                & models.Q(due_on__gte=models.F("opens_on")),
                name="window_is_ordered",
            ),
        )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("reporting:window_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """What one's own subtree takes in, and what it reports in."""
        inside = organizations_within(actor)
        asked = Plan.objects.ungated("part of a scope").filter(
            below(actor.scope_path, "recipients__organization__path")
            if actor.scope_path
            else models.Q(pk__in=[])
        )
        return models.Q(organization_id__in=inside) | models.Q(
            plan__in=asked.values("pk"), opened_at__isnull=False
        )


class Unlock(models.Model):
    """A locked window opened again for a unit or for all, by name and with a reason (开锁)."""

    window = models.ForeignKey(Window, models.CASCADE, related_name="unlocks", verbose_name="填报期")
    unit = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="单位",
        help_text="不选就是全部单位。",
    )
    until = models.DateField("开放到")
    reason = models.CharField("原因", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="开锁人")
    at = models.DateTimeField("开锁时间", auto_now_add=True)

    privacy: ClassVar = {"until": NOT_PERSONAL, "reason": RETAINED}

    class Meta:
        verbose_name = "开锁"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.window}：{self.unit or '全部单位'}"


class Expectation(models.Model):
    """What is expected of a goal's figures (填报要求): bounds, jumps, relations, evidence."""

    goal = models.OneToOneField(Goal, models.CASCADE, related_name="expectation", verbose_name="目标")
    minimum = models.DecimalField("下限", max_digits=16, decimal_places=4, null=True, blank=True)
    maximum = models.DecimalField("上限", max_digits=16, decimal_places=4, null=True, blank=True)
    jump_percent = models.PositiveSmallIntegerField(
        "变动提示（%）", default=50, help_text="比上期增减超过这个百分比时，请填报人说明；0是不提示。"
    )
    not_above = models.ForeignKey(
        Goal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="不应超过",
        help_text="例如：参赛职工数不应超过职工总数。",
    )
    needs_evidence = models.BooleanField("须附佐证", default=False)

    class Meta:
        verbose_name = "填报要求"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(maximum=None)
                | models.Q(minimum=None)
                | models.Q(maximum__gte=models.F("minimum")),
                name="expectation_is_ordered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.goal}填报要求"
