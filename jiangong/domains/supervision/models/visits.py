"""Visits to units: who goes, what is looked at, and what the figures are on the spot."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.assessments.models import RubricItem
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.supervision.choices import Verdict, VisitState
from jiangong.domains.supervision.models.draws import KEPT, Draw
from jiangong.domains.supervision.models.planning import InspectionPlan
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.attachments.slots import PICTURES, TEXTS, Slot
from jiangong.kit.commands.versions import VersionedModel


class Visit(ScopedModel, VersionedModel):
    """One visit to a unit (检查); ``organization`` is the unit inspected."""

    attachment_slots: ClassVar = (
        Slot("photo", "现场照片", PICTURES, max_files=20, note="照片不是必须上传的；拍摄位置等信息会去除。"),
        Slot("paper", "签字的检查记录", PICTURES | TEXTS, note="打印签字后的扫描件。"),
    )

    plan = models.ForeignKey(InspectionPlan, models.PROTECT, related_name="visits", verbose_name="督导计划")
    draw = models.ForeignKey(
        Draw, models.PROTECT, null=True, editable=False, related_name="visits", verbose_name="抽取"
    )
    year = models.PositiveSmallIntegerField("年度", editable=False)
    planned_on = models.DateField("计划日期", null=True, blank=True)
    visited_on = models.DateField("检查日期", null=True, editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=VisitState, default=VisitState.PLANNED, editable=False
    )
    summary = models.TextField("总体情况", max_length=2000, blank=True, editable=False)
    appointed_for = models.CharField("指定检查的理由", max_length=300, blank=True, editable=False)
    waived_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="超次批准人"
    )
    waived_for = models.CharField("超次理由", max_length=300, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="提交人"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged", verbose_name="并入"
    )
    reason = models.CharField("取消原因", max_length=500, blank=True, editable=False)
    finding_count = models.PositiveSmallIntegerField("问题数", default=0, editable=False)

    privacy: ClassVar = {
        "planned_on": NOT_PERSONAL,
        "visited_on": NOT_PERSONAL,
        "summary": Personal("说明检查情况；内容可能含姓名", "一般", KEPT),
        "appointed_for": Personal("说明为什么指定检查；内容可能含姓名", "一般", KEPT),
        "waived_for": Personal("说明为什么超次检查；内容可能含姓名", "一般", KEPT),
        "reason": Personal("说明取消的原因；内容可能含姓名", "一般", KEPT),
    }

    class Meta:
        verbose_name = "督导检查"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state=VisitState.DONE) | models.Q(visited_on__isnull=False),
                name="visit_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state=VisitState.MERGED, merged_into__isnull=False)
                | (~models.Q(state=VisitState.MERGED) & models.Q(merged_into=None)),
                name="merged_visit_names_the_other",
            ),
            models.CheckConstraint(
                condition=models.Q(waived_by=None, waived_for="")
                | (models.Q(waived_by__isnull=False) & ~models.Q(waived_for="")),
                name="waiver_has_name_and_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(draw__isnull=False) | ~models.Q(appointed_for=""),
                name="visit_is_drawn_or_says_why",
            ),
            models.UniqueConstraint(
                fields=("draw", "organization"),
                condition=models.Q(draw__isnull=False),
                name="one_visit_per_drawn_unit",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "year", "state"), name="visit_cap"),
            models.Index(fields=("plan", "state"), name="visit_plan"),
            models.Index(fields=("organization", "state", "visited_on"), name="visit_last"),
        )

    def __str__(self) -> str:
        return f"{self.organization}　{self.plan}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:visit_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Whoever inspects sees all of it; the unit sees it once it has begun, earlier where it is told."""
        inside = organizations_within(actor)
        told = ~models.Q(state__in=(VisitState.PLANNED, VisitState.MERGED, VisitState.CANCELLED)) | models.Q(
            plan__is_announced=True
        )
        return models.Q(plan__organization_id__in=inside) | (models.Q(organization_id__in=inside) & told)


class VisitInspector(models.Model):
    """Somebody who inspects on a visit (督导员)."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="inspectors", verbose_name="督导检查")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="用户")
    position = models.PositiveSmallIntegerField("序号", default=0)

    class Meta:
        verbose_name = "检查人员"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("visit", "user"), name="one_seat_per_visit_and_inspector"),
        )

    def __str__(self) -> str:
        return str(self.user)


class CheckLine(models.Model):
    """One item of a check sheet (检查项), as it read on the day."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="lines", verbose_name="督导检查")
    position = models.PositiveSmallIntegerField("序号")
    group = models.CharField("大项", max_length=80, blank=True)
    text = models.CharField("检查内容", max_length=500)
    item = models.ForeignKey(
        RubricItem, models.SET_NULL, null=True, related_name="+", verbose_name="评分细项"
    )
    verdict = models.CharField("结论", max_length=16, choices=Verdict, blank=True)
    remark = models.CharField("说明", max_length=500, blank=True)

    privacy: ClassVar = {
        "group": NOT_PERSONAL,
        "text": NOT_PERSONAL,
        "remark": Personal("说明检查情况；内容可能含姓名", "一般", KEPT),
    }

    class Meta:
        verbose_name = "检查项"
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(verdict=Verdict.FAILS) | ~models.Q(remark=""),
                name="failed_item_says_what_is_wrong",
            ),
        )

    def __str__(self) -> str:
        return self.text


class FigureCheck(models.Model):
    """A figure as reported when the visit began, and as the inspectors found it (数据核对); both stay."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="figures", verbose_name="督导检查")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="指标")
    position = models.PositiveSmallIntegerField("序号")
    starts_on = models.DateField("统计开始")
    ends_on = models.DateField("统计截止")
    target = models.DecimalField("任务数", max_digits=16, decimal_places=4, null=True)
    reported = models.DecimalField("上报数", max_digits=16, decimal_places=4, null=True)
    reported_at = models.DateTimeField("取数时间")
    verified = models.DecimalField(
        "核实数",
        max_digits=16,
        decimal_places=4,
        null=True,
        validators=[MinValueValidator(Decimal(0), "不能小于0。")],
    )
    explanation = models.CharField("差异说明", max_length=300, blank=True)

    privacy: ClassVar = {
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "explanation": Personal("说明差异；内容可能含姓名", "一般", KEPT),
    }

    class Meta:
        verbose_name = "数据核对"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("visit", "indicator", "starts_on"), name="one_check_per_visit_and_figure"
            ),
            models.CheckConstraint(
                condition=models.Q(verified=None)
                | models.Q(reported__isnull=False, verified=models.F("reported"))
                | ~models.Q(explanation=""),
                name="difference_is_explained",
            ),
            models.CheckConstraint(
                condition=models.Q(verified=None) | models.Q(verified__gte=0), name="verified_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="figure_check_days_in_order"
            ),
        )
        indexes = (models.Index(fields=("indicator", "ends_on"), name="figure_check_indicator"),)

    def __str__(self) -> str:
        return str(self.indicator)

    @property
    def difference(self) -> Decimal | None:
        """Verified minus reported; nothing while one of them is missing."""
        if self.verified is None or self.reported is None:
            return None
        return self.verified - self.reported
