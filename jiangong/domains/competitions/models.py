"""Competitions of a year, and the projects and units that take part."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.competitions.choices import (
    LIVE_STATES,
    PROJECT_KINDS,
    SHORT_NAMES,
    CompetitionKind,
    EnrolmentState,
    Metric,
)
from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.attachments.slots import Slot
from jiangong.kit.commands.versions import VersionedModel

MOST_WORKERS, MOST_TEAMS = 1_000_000, 100_000
NOT_NEGATIVE = MinValueValidator(0, "不能小于0。")
HUNDRED = Decimal(100)
LONGEST_BASELINE = 10  # years before the competition


class Competition(ScopedModel, VersionedModel):
    """One competition of a year (竞赛); ``organization`` organizes it, the unions below enrol in it."""

    kind = models.CharField("竞赛", max_length=20, choices=CompetitionKind)
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000, "请填写四位年份。"), MaxValueValidator(2100)]
    )
    title = models.CharField("名称", max_length=100)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="依据文件"
    )
    partners = models.CharField(
        "联合单位", max_length=200, blank=True, help_text="联合组织的部门，用顿号隔开。"
    )
    starts_on = models.DateField("竞赛开始")
    ends_on = models.DateField("竞赛结束")
    opens_on = models.DateField("报名开始")
    closes_on = models.DateField("报名截止")
    requirements = models.TextField("参赛要求", max_length=1000, blank=True)

    privacy: ClassVar = {
        "title": NOT_PERSONAL,
        "partners": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "opens_on": NOT_PERSONAL,
        "closes_on": NOT_PERSONAL,
        "requirements": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "竞赛"
        ordering = ("-year", "kind")
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "year", "kind"), name="one_competition_per_year_and_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on"))
                & models.Q(closes_on__gte=models.F("opens_on")),
                name="competition_days_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("competitions:detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """A competition is open downwards: one's own subtree's and those of the unions above."""
        return models.Q(organization_id__in=organizations_within(actor)) | models.Q(
            organization_id__in=ancestor_ids(actor.scope_path)
        )

    @property
    def short_name(self) -> str:
        return f"{self.year}年{SHORT_NAMES[self.kind]}"

    @property
    def takes_projects(self) -> bool:
        return self.kind in PROJECT_KINDS

    @property
    def is_open(self) -> bool:
        """Whether enrolment is open today."""
        return self.opens_on <= timezone.localdate() <= self.closes_on


class Enrolment(ScopedModel, VersionedModel):
    """A project or unit in a competition (参赛); ``organization`` is the union that answers for it."""

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="enrolments", verbose_name="竞赛"
    )
    # Of the competition, repeated so that a figure looks at nothing but this row.
    kind = models.CharField("竞赛类别", max_length=20, choices=CompetitionKind, editable=False)
    year = models.PositiveSmallIntegerField("年度", editable=False)
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="enrolments",
        verbose_name="参赛企业",
    )
    unit = models.ForeignKey(
        Organization, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="参赛单位组织"
    )
    party = models.CharField("参赛单位", max_length=120, editable=False)
    above_scale = models.BooleanField("规模以上", default=False, editable=False)
    high_risk = models.BooleanField("高危行业", default=False, editable=False)
    project = models.CharField("项目名称", max_length=120, blank=True)
    project_key = models.CharField("项目归一名称", max_length=120, blank=True, editable=False)
    workers = models.PositiveIntegerField(
        "参赛职工人数", validators=[MaxValueValidator(MOST_WORKERS, "人数过大，请核对。")]
    )
    teams = models.PositiveIntegerField(
        "参赛班组数",
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_TEAMS, "班组数过大，请核对。")],
    )
    investment = models.DecimalField(
        "项目投资（万元）", max_digits=14, decimal_places=2, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    starts_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    metric = models.CharField("考核指标", max_length=12, choices=Metric, blank=True)
    baseline_year = models.PositiveSmallIntegerField("基准年度", null=True, blank=True)
    baseline = models.DecimalField(
        "基准值", max_digits=14, decimal_places=4, null=True, blank=True, validators=[NOT_NEGATIVE]
    )
    result = models.DecimalField(
        "成果值", max_digits=14, decimal_places=4, null=True, editable=False, validators=[NOT_NEGATIVE]
    )
    result_on = models.DateField("成果统计日", null=True, editable=False)
    saved = models.DecimalField("节约（减排）量", max_digits=14, decimal_places=4, null=True, editable=False)
    approach = models.TextField("竞赛措施", max_length=1000, blank=True)
    progress = models.TextField("进展情况", max_length=1000, blank=True, editable=False)
    progress_on = models.DateField("进展登记日", null=True, editable=False)
    contact = models.CharField("联系人", max_length=40, blank=True)
    state = models.CharField(
        "状态", max_length=12, choices=EnrolmentState, default=EnrolmentState.DRAFT, editable=False
    )
    enrolled_on = models.DateField("报名日期", null=True, editable=False)
    confirmed_on = models.DateField("确认日期", null=True, editable=False)
    reason = models.CharField("退回（退出）原因", max_length=500, blank=True, editable=False)

    privacy: ClassVar = {
        "party": NOT_PERSONAL,
        "project": NOT_PERSONAL,
        "project_key": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "result_on": NOT_PERSONAL,
        "approach": NOT_PERSONAL,
        "progress": Personal("了解竞赛进展；内容可能含姓名", "一般", "竞赛结束后5年"),
        "progress_on": NOT_PERSONAL,
        "contact": Personal("联系参赛单位", "一般", "竞赛结束后1年"),
        "enrolled_on": NOT_PERSONAL,
        "confirmed_on": NOT_PERSONAL,
        "reason": Personal("说明退回、退出的原因；内容可能含姓名", "一般", "竞赛结束后5年"),
    }
    attachment_slots: ClassVar = (
        Slot("material", "参赛材料", note="实施方案、承诺书、项目文件等。"),
        Slot("result", "成果材料", note="能耗台账、检测报告、现场照片等。"),
    )

    class Meta:
        verbose_name = "竞赛参赛"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(enterprise__isnull=False, unit__isnull=True)
                | models.Q(enterprise__isnull=True, unit__isnull=False),
                name="enrolment_of_an_enterprise_or_a_unit",
            ),
            models.UniqueConstraint(
                fields=("competition", "enterprise", "project_key"),
                condition=models.Q(enterprise__isnull=False, state__in=LIVE_STATES),
                name="one_enrolment_per_enterprise_and_project",
            ),
            models.UniqueConstraint(
                fields=("competition", "unit", "project_key"),
                condition=models.Q(unit__isnull=False, state__in=LIVE_STATES),
                name="one_enrolment_per_unit_and_project",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=PROJECT_KINDS) | ~models.Q(project_key=""),
                name="a_project_has_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(starts_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="enrolment_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(result=None, saved=None, result_on=None)
                | models.Q(
                    baseline__isnull=False, result__isnull=False, saved__isnull=False, result_on__isnull=False
                ),
                name="a_result_has_its_day_and_baseline",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=EnrolmentState.CONFIRMED)
                | models.Q(confirmed_on__isnull=False, workers__gt=0),
                name="confirmed_with_its_day_and_workers",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "state"), name="enrolment_state"),
            models.Index(fields=("competition", "state"), name="enrolment_competition"),
            models.Index(fields=("year", "state", "enterprise"), name="enrolment_coverage"),
        )

    def __str__(self) -> str:
        return f"{self.party}　{self.project}" if self.project else self.party

    def get_absolute_url(self) -> str:
        return reverse("competitions:enrolment_detail", args=[self.pk])

    @property
    def metric_unit(self) -> str:
        """吨标准煤 of 综合能耗（吨标准煤）."""
        return self.get_metric_display().partition("（")[2].rstrip("）")

    @property
    def saved_share(self) -> Decimal | None:
        """What was saved in per cent of the baseline."""
        if self.saved is None or not self.baseline:
            return None
        return (self.saved * HUNDRED / self.baseline).quantize(Decimal("0.1"))
