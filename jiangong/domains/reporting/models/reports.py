"""A unit's report in a window and its lines."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property

from jiangong.domains.accounts.models import User
from jiangong.domains.plans.choices import Channel
from jiangong.domains.plans.models import Goal
from jiangong.domains.reporting.choices import Doubt, EntryMode, ReportState
from jiangong.domains.reporting.models.windows import RETAINED, Window
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.attachments.slots import OFFICE, PICTURES, TEXTS, Slot
from jiangong.kit.commands.versions import VersionedModel

# What rules ask of a report; read with it, they cost no further query.
RELATED = ("organization", "window__plan__organization__parent")


def _by(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=label
    )


def _figure(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=4, null=True)


def _at(label: str) -> models.DateTimeField:
    return models.DateTimeField(label, null=True, editable=False)


class Report(ScopedModel, VersionedModel):
    """What one unit reports in one window (上报表)."""

    attachment_slots: ClassVar = (
        Slot("scan", "盖章上报表", PICTURES | TEXTS, max_files=5, note="打印盖章后的扫描件或照片。"),
    )

    organization = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        related_name="+",
        verbose_name="所属组织",
        db_index=False,  # report_of_unit serves
    )
    window = models.ForeignKey(
        Window,
        models.CASCADE,
        related_name="reports",
        verbose_name="填报期",
        db_index=False,  # one_report_per_unit serves
    )
    position = models.PositiveSmallIntegerField("序号", default=0, editable=False)
    state = models.CharField(
        "状态", max_length=10, choices=ReportState, default=ReportState.DRAFT, editable=False
    )
    note = models.CharField("本期说明", max_length=200, blank=True)
    filled_by, filled_at = _by("填报人"), _at("填报时间")
    checked_by, checked_at = _by("审核人"), _at("审核时间")
    signed_by, signed_at = _by("负责人"), _at("签发时间")
    submitted_at = _at("报送时间")
    is_late = models.BooleanField("迟报", default=False, editable=False)
    read_at = _at("阅收时间")
    endorsed_by, endorsed_at = _by("区县审核人"), _at("区县审核时间")
    approved_by, approved_at = _by("确认人"), _at("确认时间")
    returned_for = models.CharField("退回理由", max_length=500, blank=True, editable=False)
    revised_for = models.CharField("更正原因", max_length=200, blank=True, editable=False)
    doubts = models.PositiveSmallIntegerField("待核项", default=0, editable=False)
    on_behalf = models.BooleanField("代填", default=False, editable=False)
    channel = models.CharField("报送方式", max_length=8, choices=Channel, default=Channel.ONLINE)
    received_on = models.DateField("收到日期", null=True, blank=True)
    confirmed_by, confirmed_at = _by("本单位确认人"), _at("本单位确认时间")

    privacy: ClassVar = {
        "note": RETAINED,
        "returned_for": RETAINED,
        "revised_for": RETAINED,
        "received_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "上报表"
        ordering = ("window", "position", "pk")
        indexes = (
            models.Index(fields=("organization", "state"), name="report_of_unit"),
            models.Index(fields=("window", "state"), name="report_of_window"),
        )
        constraints = (
            models.UniqueConstraint(fields=("window", "organization"), name="one_report_per_unit"),
            models.CheckConstraint(
                condition=models.Q(on_behalf=False) | ~models.Q(channel=Channel.ONLINE),
                name="on_behalf_names_its_channel",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organization}{self.window.label}上报表"

    def get_absolute_url(self) -> str:
        return self._url

    @cached_property
    def _url(self) -> str:
        return reverse("reporting:detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own subtree's, and all of the windows one's subtree takes in."""
        inside = organizations_within(actor)
        return models.Q(organization_id__in=inside) | models.Q(window__organization_id__in=inside)


class Entry(ScopedModel):
    """One line of a report: what was known, what the unit said, and why it differs."""

    attachment_slots: ClassVar = (
        Slot("evidence", "佐证材料", PICTURES | OFFICE, max_files=5, note="能说明这个数的材料。"),
    )

    report = models.ForeignKey(
        Report,
        models.CASCADE,
        related_name="entries",
        verbose_name="上报表",
        db_index=False,  # one_line_per_goal serves
    )
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="+", verbose_name="目标")
    mode = models.CharField("来源", max_length=10, choices=EntryMode, default=EntryMode.TYPED)
    target = _figure("任务数")
    known = _figure("已知数")  # nothing is known: it has to be typed
    base = models.DecimalField("已计入数", max_digits=16, decimal_places=4, default=Decimal(0))
    stated = _figure("填报数")
    total = _figure("累计数")
    explanation = models.CharField("说明", max_length=300, blank=True)
    findings = models.JSONField("核对结果", default=list, editable=False)
    computed_at = models.DateTimeField("计算时间", null=True, editable=False)

    privacy: ClassVar = {"explanation": RETAINED, "findings": NOT_PERSONAL}

    class Meta:
        verbose_name = "填报项"
        ordering = ("goal__program__position", "goal__position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("report", "goal"), name="one_line_per_goal"),
            models.CheckConstraint(
                condition=models.Q(stated=None) | models.Q(stated__gte=0), name="stated_is_not_negative"
            ),
        )

    def __str__(self) -> str:
        return str(self.goal)

    def get_absolute_url(self) -> str:
        return reverse("reporting:detail", args=[self.report_id])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        inside = organizations_within(actor)
        return models.Q(organization_id__in=inside) | models.Q(report__window__organization_id__in=inside)

    @property
    def origin(self) -> str:
        """The name under which its fact is kept."""
        return f"reporting.entry:{self.pk}"

    @property
    def difference(self) -> Decimal | None:
        """What the unit says beyond what is known; nothing where it said or knew nothing."""
        return None if self.stated is None or self.known is None else self.stated - self.known

    @property
    def is_confirmed(self) -> bool:
        return self.stated is not None and self.stated == self.known

    @property
    def doubts(self) -> list[tuple[str, str]]:
        """What was found, with its name."""
        return [(Doubt(one["kind"]).label, one["text"]) for one in self.findings]
