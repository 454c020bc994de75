"""What a programme wants done, by whom, by when, and what is handed in."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.choices import Channel, Deliverable, DeliveryState, DutyRole
from jiangong.domains.plans.models.plans import RETAINED, Program
from jiangong.domains.plans.models.sources import Sourced
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.attachments.slots import OFFICE, PICTURES, Slot
from jiangong.kit.commands.versions import VersionedModel


class Task(Sourced):
    """A measure of a programme (任务措施)."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="tasks", verbose_name="专案")
    position = models.PositiveSmallIntegerField("序号")
    ref = models.CharField("编号", max_length=40, blank=True)
    text = models.TextField("内容", max_length=4000)

    privacy: ClassVar = {"ref": NOT_PERSONAL, "text": NOT_PERSONAL, "uncertain": NOT_PERSONAL}

    class Meta:
        verbose_name = "任务措施"
        ordering = ("program__position", "position", "pk")

    def __str__(self) -> str:
        return self.text if len(self.text) <= 40 else f"{self.text[:39]}…"


class Duty(VersionedModel):
    """One organization's part in a task (责任分工); unknown until its name is resolved."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="duties", verbose_name="任务措施")
    role = models.CharField("角色", max_length=12, choices=DutyRole)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="单位"
    )
    written = models.CharField("文件中的写法", max_length=120, blank=True)
    done_at = models.DateTimeField("完成时间", null=True, editable=False)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="完成登记人"
    )
    note = models.CharField("完成情况", max_length=500, blank=True)

    privacy: ClassVar = {"written": NOT_PERSONAL, "note": RETAINED}

    class Meta:
        verbose_name = "责任分工"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("task", "role", "organization"), name="one_part_per_organization_and_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}：{self.organization or self.written}"


class Step(Sourced):
    """A dated step of a programme (时间节点)."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="steps", verbose_name="专案")
    task = models.ForeignKey(
        Task, models.SET_NULL, null=True, blank=True, related_name="steps", verbose_name="任务措施"
    )
    position = models.PositiveSmallIntegerField("序号")
    text = models.CharField("内容", max_length=500)
    starts_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("截止日期", null=True, blank=True)
    deliverable = models.CharField(
        "需报送材料", max_length=8, choices=Deliverable, blank=True, default=Deliverable.NONE
    )
    done_on = models.DateField("完成日期", null=True, editable=False)

    privacy: ClassVar = {
        "text": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "done_on": NOT_PERSONAL,
        "uncertain": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "时间节点"
        ordering = ("program__position", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="step_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.text if len(self.text) <= 40 else f"{self.text[:39]}…"


class Delivery(ScopedModel, VersionedModel):
    """What one unit hands in at a step (材料报送)."""

    attachment_slots: ClassVar = (Slot("paper", "报送材料", OFFICE | PICTURES, max_files=10, required=True),)

    step = models.ForeignKey(Step, models.CASCADE, related_name="deliveries", verbose_name="时间节点")
    state = models.CharField(
        "状态", max_length=12, choices=DeliveryState, default=DeliveryState.DUE, editable=False
    )
    channel = models.CharField("报送方式", max_length=8, choices=Channel, default=Channel.ONLINE)
    handed_in_at = models.DateTimeField("报送时间", null=True, editable=False)
    handed_in_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="报送人"
    )
    received_at = models.DateTimeField("确认时间", null=True, editable=False)
    received_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="确认人"
    )
    note = models.CharField("说明", max_length=500, blank=True)
    returned_for = models.CharField("退回理由", max_length=500, blank=True, editable=False)

    privacy: ClassVar = {"note": RETAINED, "returned_for": RETAINED}

    class Meta:
        verbose_name = "材料报送"
        constraints = (
            models.UniqueConstraint(fields=("step", "organization"), name="one_delivery_per_unit_and_step"),
        )

    def __str__(self) -> str:
        return f"{self.organization}：{self.step.get_deliverable_display()}"

    def get_absolute_url(self) -> str:
        return reverse("plans:delivery_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own subtree's, and all of the plans one's subtree made."""
        inside = organizations_within(actor)
        return super().scope_condition(actor) | models.Q(step__program__plan__organization_id__in=inside)
