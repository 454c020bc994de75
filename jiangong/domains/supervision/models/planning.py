"""What is inspected, why, when, and how often at most."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from jiangong.domains.assessments.models import Rubric
from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.plans.models import Plan
from jiangong.domains.supervision.choices import InspectionPlanState, Pool
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel

AT_LEAST_ONE = MinValueValidator(1, "至少填1。")
MOST_UNITS, MOST_TEAM, MOST_VISITS, MOST_WEIGHT, MOST_MONTHS = 500, 9, 12, 100, 120


class InspectionPlan(ScopedModel, VersionedModel):
    """One round of inspections of a union's units (督导计划); ``organization`` inspects."""

    title = models.CharField("名称", max_length=100)
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000, "请填写四位年份。"), MaxValueValidator(2100)]
    )
    purpose = models.TextField("目的", max_length=500)
    basis = models.CharField("依据", max_length=200, help_text="文号和名称，或领导批示、会议决定。")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="依据文件"
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="inspections", verbose_name="所查计划"
    )
    rubric = models.ForeignKey(
        Rubric, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="检查标准"
    )
    own_items = models.TextField("另查事项", max_length=2000, blank=True, help_text="每行一项。")
    starts_on = models.DateField("检查开始")
    ends_on = models.DateField("检查结束")
    kinds = models.JSONField("抽取范围", default=list, blank=True)
    pool = models.CharField("督导员", max_length=10, choices=Pool, default=Pool.CROSS)
    unit_count = models.PositiveSmallIntegerField(
        "抽取单位数", validators=[AT_LEAST_ONE, MaxValueValidator(MOST_UNITS)]
    )
    team_size = models.PositiveSmallIntegerField(
        "每组督导员数", default=2, validators=[AT_LEAST_ONE, MaxValueValidator(MOST_TEAM, "一组最多9人。")]
    )
    most_visits = models.PositiveSmallIntegerField(
        "每家每年最多检查次数",
        default=2,
        validators=[AT_LEAST_ONE, MaxValueValidator(MOST_VISITS, "一年最多12次。")],
    )
    weight_never = models.PositiveSmallIntegerField(
        "从未检查的权重", default=4, validators=[AT_LEAST_ONE, MaxValueValidator(MOST_WEIGHT)]
    )
    weight_long = models.PositiveSmallIntegerField(
        "长期未检查的权重", default=2, validators=[AT_LEAST_ONE, MaxValueValidator(MOST_WEIGHT)]
    )
    long_months = models.PositiveSmallIntegerField(
        "多少个月未检查算长期", default=24, validators=[AT_LEAST_ONE, MaxValueValidator(MOST_MONTHS)]
    )
    avoid_years = models.PositiveSmallIntegerField(
        "调离后回避年数", default=3, validators=[MaxValueValidator(20, "最多20年。")]
    )
    is_announced = models.BooleanField(
        "提前通知被检查单位", default=False, help_text="不勾选时，单位在检查开始后才看到这次检查。"
    )
    state = models.CharField(
        "状态",
        max_length=10,
        choices=InspectionPlanState,
        default=InspectionPlanState.DRAFT,
        editable=False,
    )
    reason = models.CharField("作废原因", max_length=500, blank=True, editable=False)

    privacy: ClassVar = {
        "title": NOT_PERSONAL,
        "purpose": NOT_PERSONAL,
        "basis": NOT_PERSONAL,
        "own_items": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "kinds": NOT_PERSONAL,
        "reason": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "督导计划"
        ordering = ("-year", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="inspection_plan_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(unit_count__gt=0, team_size__gt=0, most_visits__gt=0),
                name="inspection_plan_counts_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(rubric__isnull=False)
                | models.Q(plan__isnull=False)
                | ~models.Q(own_items=""),
                name="inspection_plan_has_something_to_check",
            ),
        )
        indexes = (models.Index(fields=("organization", "state"), name="inspection_plan_state"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("supervision:detail", args=[self.pk])

    @property
    def kind_labels(self) -> str:
        """The kinds of units it draws from."""
        labels = [OrganizationKind(one).label for one in self.kinds if one in OrganizationKind.values]
        return "、".join(labels) or "全部直接下级单位"

    @property
    def is_running(self) -> bool:
        return self.state == InspectionPlanState.RUNNING
