"""A plan, its programmes, its goals and the units it is for."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.assessments.models import Rubric
from jiangong.domains.documents.models import Document
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.choices import PUBLISHED_STATES, UNISSUED_STATES, Division, Operator, PlanState
from jiangong.domains.plans.models.sources import Sourced
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.attachments.slots import PICTURES, TEXTS, Slot
from jiangong.kit.commands.versions import VersionedModel

KEPT_WITH_THE_FILE = "按档案保管期限"


class Plan(ScopedModel, VersionedModel):
    """One notice's work for those below (计划): drafted, signed, issued and signed for as one."""

    attachment_slots: ClassVar = (
        Slot("paper", "会签和签发纸质件", PICTURES | TEXTS, max_files=10, note="纸质会签、签发的扫描件。"),
        Slot("annex", "附件", note="随计划下发的附件。"),
    )

    title = models.CharField("标题", max_length=200)
    year = models.PositiveSmallIntegerField("年度")
    official_number = models.CharField("文号", max_length=60, blank=True)
    issuer_names = models.CharField("发文单位", max_length=200, blank=True)
    addressees = models.TextField("主送单位", max_length=1000, blank=True)
    dated_on = models.DateField("成文日期", null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="children", verbose_name="上级计划"
    )
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="登记文件"
    )
    state = models.CharField(
        "状态", max_length=12, choices=PlanState, default=PlanState.DRAFTING, editable=False
    )
    drafter = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="拟稿人"
    )
    reviewer = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="核稿人"
    )
    signer = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="签发人"
    )
    issued_at = models.DateTimeField("下发时间", null=True, editable=False)
    closed_at = models.DateTimeField("办结时间", null=True, editable=False)

    privacy: ClassVar = {
        "title": NOT_PERSONAL,
        "official_number": NOT_PERSONAL,
        "issuer_names": NOT_PERSONAL,
        "addressees": NOT_PERSONAL,
        "dated_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "计划"
        ordering = ("-year", "-pk")
        indexes = (
            models.Index(fields=("organization", "state"), name="plan_state"),
            models.Index(fields=("year", "state"), name="plan_year"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("parent", "organization"),
                condition=~models.Q(state=PlanState.VOID),
                name="one_further_division_per_unit",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own and those of one's subtree; once issued, also what is for the subtree or counts on it."""
        inside = organizations_within(actor)
        given = (
            Recipient.objects.ungated("part of a scope").filter(organization_id__in=inside).values("plan_id")
        )
        asked = (
            cls.objects.ungated("part of a scope")
            .filter(programs__tasks__duties__organization_id__in=inside)
            .values("pk")
        )
        cosigned = (
            cls.objects.ungated("part of a scope")
            .filter(cosignatures__organization_id__in=inside)
            .values("pk")
        )
        issued = models.Q(state__in=PUBLISHED_STATES)
        return (
            models.Q(organization_id__in=inside)
            | (issued & (models.Q(pk__in=given) | models.Q(pk__in=asked)))
            | (~models.Q(state=PlanState.DRAFTING) & models.Q(pk__in=cosigned))
        )

    @property
    def is_published(self) -> bool:
        return self.state in PUBLISHED_STATES

    @property
    def is_unissued(self) -> bool:
        return self.state in UNISSUED_STATES

    @property
    def is_further_division(self) -> bool:
        """Whether it divides a share that came from above."""
        return self.parent_id is not None


class Program(Sourced):
    """A programme of action within a plan (专案)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="programs", verbose_name="计划")
    position = models.PositiveSmallIntegerField("序号")
    title = models.CharField("名称", max_length=200)
    aim = models.TextField("目标任务", max_length=4000, blank=True)
    rubric = models.ForeignKey(
        Rubric, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="评分标准"
    )

    privacy: ClassVar = {"title": NOT_PERSONAL, "aim": NOT_PERSONAL, "uncertain": NOT_PERSONAL}

    class Meta:
        verbose_name = "专案"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class Goal(Sourced):
    """What a programme wants of one indicator in all (目标)."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="goals", verbose_name="专案")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="goals", verbose_name="指标")
    position = models.PositiveSmallIntegerField("序号")
    operator = models.CharField("要求", max_length=8, choices=Operator, default=Operator.EXACTLY)
    total = models.DecimalField("目标值", max_digits=16, decimal_places=4, null=True, blank=True)
    total_to = models.DecimalField("上限", max_digits=16, decimal_places=4, null=True, blank=True)
    per = models.CharField("每单位", max_length=40, blank=True, help_text="例如：每个县区、每年。")
    period = models.CharField("期限", max_length=60, blank=True)
    division = models.CharField("分解方式", max_length=8, choices=Division, default=Division.DIVIDED)
    holder = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="掌握部门"
    )
    text = models.CharField("原文", max_length=500, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="children", verbose_name="上级目标"
    )

    privacy: ClassVar = {
        "per": NOT_PERSONAL,
        "period": NOT_PERSONAL,
        "text": NOT_PERSONAL,
        "uncertain": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "目标"
        ordering = ("program__position", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(total_to=None) | models.Q(total_to__gte=models.F("total")),
                name="goal_range_is_ordered",
            ),
        )

    def __str__(self) -> str:
        return self.indicator.name

    @property
    def is_divided(self) -> bool:
        return self.division == Division.DIVIDED


class Recipient(ScopedModel, Sourced):
    """A unit that a plan gives work to, in the notice's order (任务单位); unknown until its name is resolved."""

    organization = models.ForeignKey(  # type: ignore[assignment] # null only while the name is unknown
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="recipients", verbose_name="计划")
    position = models.PositiveSmallIntegerField("序号")
    written = models.CharField("文件中的写法", max_length=120, blank=True)

    privacy: ClassVar = {"written": NOT_PERSONAL, "uncertain": NOT_PERSONAL}

    class Meta:
        verbose_name = "任务单位"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "organization"), name="one_row_per_unit_of_a_plan"),
        )

    def __str__(self) -> str:
        return str(self.organization) if self.organization_id else self.written


RETAINED = Personal("说明经办人和理由", "一般", KEPT_WITH_THE_FILE)
