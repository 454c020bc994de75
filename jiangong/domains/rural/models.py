"""Projects for villages, who takes part in them, bases that were named, money that was put in."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.people.models import Person
from jiangong.domains.rural.choices import (
    BaseLevel,
    CollectiveHonour,
    EntryState,
    Honour,
    Industry,
    ProjectState,
    Source,
)
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.attachments.slots import Slot
from jiangong.kit.commands.versions import VersionedModel

STANDING = models.Q(state=EntryState.STANDING)
MOST_MONEY = Decimal("9999999999.99")
REASON = Personal("说明作废的原因；内容可能含姓名", "一般", "按台账保管期限")


class Project(ScopedModel, VersionedModel):
    """A project that helps a village (助力项目); ``organization`` is the unit that runs it."""

    name = models.CharField("项目名称", max_length=100)
    town = models.CharField("乡镇（街道）", max_length=40)
    village = models.CharField("村（社区）", max_length=40, blank=True)
    industry = models.CharField("产业", max_length=12, choices=Industry)
    content = models.TextField("主要内容", max_length=1000, blank=True)
    starts_on = models.DateField("计划开始")
    ends_on = models.DateField("计划完成")
    begun_on = models.DateField("启动日期", null=True, editable=False)
    finished_on = models.DateField("完成日期", null=True, editable=False)
    progress = models.TextField("进展和成效", max_length=1000, blank=True, editable=False)
    state = models.CharField(
        "状态", max_length=12, choices=ProjectState, default=ProjectState.PLANNED, editable=False
    )
    reason = models.CharField("作废原因", max_length=500, blank=True, editable=False)

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "town": NOT_PERSONAL,
        "village": NOT_PERSONAL,
        "content": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
        "begun_on": NOT_PERSONAL,
        "finished_on": NOT_PERSONAL,
        "progress": Personal("了解进展和成效；内容可能含姓名", "一般", "按台账保管期限"),
        "reason": REASON,
    }
    attachment_slots: ClassVar = (
        Slot("plan", "方案", note="项目方案、协议等。"),
        Slot("result", "成效材料", note="现场照片、验收材料、媒体报道等。"),
    )

    class Meta:
        verbose_name = "助力项目"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "name"),
                condition=~models.Q(state=ProjectState.VOID),
                name="one_rural_project_per_name",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="rural_project_days_in_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=(ProjectState.RUNNING, ProjectState.FINISHED))
                | models.Q(begun_on__isnull=False),
                name="a_running_rural_project_has_begun",
            ),
        )
        indexes = (models.Index(fields=("organization", "state"), name="rural_project_state"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("rural:project_detail", args=[self.pk])

    @property
    def place(self) -> str:
        return f"{self.town}{self.village}"


class Entry(ScopedModel, VersionedModel):
    """A row of the ledger that holds until it is voided with a reason."""

    state = models.CharField(
        "状态", max_length=12, choices=EntryState, default=EntryState.STANDING, editable=False
    )
    reason = models.CharField("作废原因", max_length=500, blank=True, editable=False)
    note = models.CharField("备注", max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ("-pk",)


ENTRY_PRIVACY = {"reason": REASON, "note": Personal("补充说明；内容可能含姓名", "一般", "按台账保管期限")}


class Participation(Entry):
    """An advanced person who takes part (先进人物参加), in a project or in the unit's action as a whole."""

    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="参加项目"
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="人员")
    honour = models.CharField("先进类别", max_length=16, choices=Honour)
    role = models.CharField(
        "承担工作", max_length=100, blank=True, help_text="例如：种植技术指导、结对帮扶。"
    )
    joined_on = models.DateField("参加日期")
    year = models.PositiveSmallIntegerField("年度", editable=False)

    privacy: ClassVar = {
        **ENTRY_PRIVACY,
        "role": Personal("记录本人参加的工作", "一般", "按台账保管期限"),
        "joined_on": Personal("记录本人参加的日期", "一般", "按台账保管期限"),
    }

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = "先进人物参加"
        constraints = (
            models.UniqueConstraint(
                fields=("project", "person"),
                condition=STANDING & models.Q(project__isnull=False),
                name="one_rural_participation_per_project",
            ),
            models.UniqueConstraint(
                fields=("organization", "person", "year"),
                condition=STANDING & models.Q(project__isnull=True),
                name="one_rural_participation_per_year",
            ),
        )
        indexes = (models.Index(fields=("organization", "year", "state"), name="rural_participation_year"),)

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return reverse("rural:participation_detail", args=[self.pk])


class Collective(Entry):
    """An advanced collective that takes part (先进集体参加): an enterprise, an organization, or one only named."""

    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="collectives", verbose_name="参加项目"
    )
    name = models.CharField("集体名称", max_length=120)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="企业"
    )
    unit = models.ForeignKey(
        Organization, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="单位组织"
    )
    identity = models.CharField("集体标识", max_length=130, editable=False)
    honour = models.CharField("先进类别", max_length=16, choices=CollectiveHonour)
    role = models.CharField("承担工作", max_length=100, blank=True)
    joined_on = models.DateField("参加日期")
    year = models.PositiveSmallIntegerField("年度", editable=False)

    privacy: ClassVar = {
        **ENTRY_PRIVACY,
        "name": NOT_PERSONAL,
        "identity": NOT_PERSONAL,
        "role": NOT_PERSONAL,
        "joined_on": NOT_PERSONAL,
    }

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = "先进集体参加"
        constraints = (
            models.UniqueConstraint(
                fields=("project", "identity"),
                condition=STANDING & models.Q(project__isnull=False),
                name="one_rural_collective_per_project",
            ),
            models.UniqueConstraint(
                fields=("organization", "identity", "year"),
                condition=STANDING & models.Q(project__isnull=True),
                name="one_rural_collective_per_year",
            ),
        )
        indexes = (models.Index(fields=("organization", "year", "state"), name="rural_collective_year"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("rural:collective_detail", args=[self.pk])


class Base(Entry):
    """A demonstration base (示范基地) from the day it was named until it ends."""

    name = models.CharField("基地名称", max_length=100)
    level = models.CharField("级别", max_length=10, choices=BaseLevel)
    town = models.CharField("乡镇（街道）", max_length=40, blank=True)
    industry = models.CharField("产业", max_length=12, choices=Industry)
    named_on = models.DateField("命名日期")
    named_by = models.CharField("命名依据", max_length=120, blank=True, help_text="命名的文件或单位。")
    ended_on = models.DateField("撤销日期", null=True, blank=True, help_text="仍在运行的不填。")

    privacy: ClassVar = {
        **ENTRY_PRIVACY,
        "name": NOT_PERSONAL,
        "town": NOT_PERSONAL,
        "named_on": NOT_PERSONAL,
        "named_by": NOT_PERSONAL,
        "ended_on": NOT_PERSONAL,
    }
    attachment_slots: ClassVar = (Slot("material", "基地材料", note="命名文件、照片、工作总结等。"),)

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = "示范基地"
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "name"), condition=STANDING, name="one_rural_base_per_name"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("named_on")),
                name="rural_base_ends_after_its_naming",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("rural:base_detail", args=[self.pk])


class Funding(Entry):
    """Money put into a project on a day (资金投入), the unions' or what they attracted."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="fundings", verbose_name="投入项目")
    source = models.CharField("资金来源", max_length=10, choices=Source)
    giver = models.CharField("出资方", max_length=100, blank=True, help_text="社会资金必填。")
    amount = models.DecimalField(
        "金额（元）",
        max_digits=12,
        decimal_places=2,
        validators=[
            MinValueValidator(Decimal("0.01"), "金额应大于0。"),
            MaxValueValidator(MOST_MONEY, "金额过大，请核对。"),
        ],
    )
    paid_on = models.DateField("投入日期")

    privacy: ClassVar = {
        **ENTRY_PRIVACY,
        "giver": Personal("写明出资方；可能是个人姓名", "一般", "按台账保管期限"),
        "paid_on": NOT_PERSONAL,
    }
    attachment_slots: ClassVar = (Slot("voucher", "凭证", note="拨款文件、转账回单、捐赠协议等。"),)

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = "资金投入"
        constraints = (
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="rural_money_is_positive"),
        )
        indexes = (models.Index(fields=("organization", "paid_on", "source"), name="rural_funding_day"),)

    def __str__(self) -> str:
        return f"{self.project}：{self.get_source_display()}{self.amount:,.2f}元"

    def get_absolute_url(self) -> str:
        return reverse("rural:funding_detail", args=[self.pk])
