"""The responsibility list of the reform, the policies it brought, the places that go ahead."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.reform.choices import EntryState, Field, PilotLevel, TaskState
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.attachments.slots import Slot
from jiangong.kit.commands.versions import VersionedModel

STANDING = models.Q(state=EntryState.STANDING)
REASON = Personal("说明原因；内容可能含姓名", "一般", "按台账保管期限")


class ReformTask(ScopedModel, VersionedModel):
    """A task on a union's responsibility list (改革任务); ``lead`` carries it out and sees it."""

    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000, "请填写四位年份。"), MaxValueValidator(2100)]
    )
    text = models.CharField("任务措施", max_length=300)
    field = models.CharField("领域", max_length=12, choices=Field)
    lead = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="牵头单位")
    partners = models.CharField("配合单位", max_length=200, blank=True, help_text="几个单位用顿号隔开。")
    responsible = models.CharField("责任部门（人）", max_length=60, blank=True)
    due_on = models.DateField("完成时限")
    progress = models.TextField("进展情况", max_length=1000, blank=True, editable=False)
    progress_on = models.DateField("进展登记日", null=True, editable=False)
    done_on = models.DateField("完成日期", null=True, editable=False)
    evidence = models.ForeignKey(
        Document, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="佐证文件"
    )
    state = models.CharField(
        "状态", max_length=12, choices=TaskState, default=TaskState.ONGOING, editable=False
    )
    reason = models.CharField("作废（恢复）原因", max_length=500, blank=True, editable=False)

    privacy: ClassVar = {
        "text": NOT_PERSONAL,
        "partners": NOT_PERSONAL,
        "responsible": Personal("明确责任；可能是责任人姓名", "一般", "按台账保管期限"),
        "due_on": NOT_PERSONAL,
        "progress": Personal("了解进展；内容可能含姓名", "一般", "按台账保管期限"),
        "progress_on": NOT_PERSONAL,
        "done_on": NOT_PERSONAL,
        "reason": REASON,
    }
    attachment_slots: ClassVar = (Slot("evidence", "佐证材料", note="文件、纪要、照片等。"),)

    class Meta:
        verbose_name = "改革任务"
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "year", "lead", "text"),
                condition=~models.Q(state=TaskState.VOID),
                name="one_reform_task_per_text",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=TaskState.DONE) | models.Q(done_on__isnull=False),
                name="a_done_reform_task_has_its_day",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "year", "state"), name="reform_task_list"),
            models.Index(fields=("lead", "state", "due_on"), name="reform_task_lead"),
        )

    def __str__(self) -> str:
        return self.text if len(self.text) <= 40 else f"{self.text[:40]}…"

    def get_absolute_url(self) -> str:
        return reverse("reform:task_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Who keeps the list, who leads, and those above either."""
        inside = organizations_within(actor)
        return models.Q(organization_id__in=inside) | models.Q(lead_id__in=inside)

    @property
    def days_late(self) -> int:
        """Days past the due date while it is not done."""
        if self.state != TaskState.ONGOING:
            return 0
        return max((timezone.localdate() - self.due_on).days, 0)


class Entry(ScopedModel, VersionedModel):
    """A row of the ledger that holds until it is voided with a reason."""

    state = models.CharField(
        "状态", max_length=12, choices=EntryState, default=EntryState.STANDING, editable=False
    )
    reason = models.CharField("作废原因", max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ("-pk",)


class Policy(Entry):
    """A policy that was issued (出台政策)."""

    title = models.CharField("政策名称", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.CharField("印发单位", max_length=120)
    issued_on = models.DateField("印发日期")
    field = models.CharField("领域", max_length=12, choices=Field)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记的文件"
    )
    summary = models.TextField("主要内容", max_length=1000, blank=True)

    privacy: ClassVar = {
        "reason": REASON,
        "title": NOT_PERSONAL,
        "number": NOT_PERSONAL,
        "issuer": NOT_PERSONAL,
        "issued_on": NOT_PERSONAL,
        "summary": NOT_PERSONAL,
    }
    attachment_slots: ClassVar = (Slot("text", "政策文本"),)

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = "产改政策"
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "number"),
                condition=STANDING & ~models.Q(number=""),
                name="one_reform_policy_per_number",
            ),
            models.UniqueConstraint(
                fields=("organization", "title", "issued_on"),
                condition=STANDING,
                name="one_reform_policy_per_title_and_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reform:policy_detail", args=[self.pk])


class Pilot(Entry):
    """A place that goes ahead and is shown to others (试点示范), an enterprise or an organization."""

    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="企业"
    )
    unit = models.ForeignKey(
        Organization, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="单位组织"
    )
    party = models.CharField("试点单位", max_length=120, editable=False)
    level = models.CharField("级别", max_length=10, choices=PilotLevel)
    named_on = models.DateField("命名日期")
    named_by = models.CharField("命名依据", max_length=120, blank=True, help_text="命名的文件或单位。")
    ended_on = models.DateField("期满（撤销）日期", null=True, blank=True, help_text="仍在试点的不填。")
    experience = models.TextField("经验做法", max_length=2000, blank=True)

    privacy: ClassVar = {
        "reason": REASON,
        "party": NOT_PERSONAL,
        "named_on": NOT_PERSONAL,
        "named_by": NOT_PERSONAL,
        "ended_on": NOT_PERSONAL,
        "experience": Personal("总结推广经验；内容可能含姓名", "一般", "按台账保管期限"),
    }
    attachment_slots: ClassVar = (Slot("material", "经验材料", note="总结、照片、报道等。"),)

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = "试点示范"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(enterprise__isnull=False, unit__isnull=True)
                | models.Q(enterprise__isnull=True, unit__isnull=False),
                name="reform_pilot_of_an_enterprise_or_a_unit",
            ),
            models.UniqueConstraint(
                fields=("enterprise", "level"),
                condition=STANDING & models.Q(enterprise__isnull=False, ended_on=None),
                name="one_reform_pilot_per_enterprise_and_level",
            ),
            models.UniqueConstraint(
                fields=("unit", "level"),
                condition=STANDING & models.Q(unit__isnull=False, ended_on=None),
                name="one_reform_pilot_per_unit_and_level",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("named_on")),
                name="reform_pilot_ends_after_its_naming",
            ),
        )

    def __str__(self) -> str:
        return self.party

    def get_absolute_url(self) -> str:
        return reverse("reform:pilot_detail", args=[self.pk])
