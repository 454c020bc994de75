"""The tree of organizations as it is today, and each organization's spans through time."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.organizations.choices import (
    UNIT_KINDS,
    ChangeKind,
    ChangeState,
    OrganizationKind,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import PathField, below
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedManager, ScopedModel
from jiangong.kit.commands.versions import VersionedModel


class Organization(VersionedModel):
    """An organization (组织) with its place in today's tree; a closed one sits under its successor."""

    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("类别", max_length=20, choices=OrganizationKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级组织"
    )
    path = PathField("路径", blank=True, editable=False, db_index=True)
    position = models.PositiveIntegerField("排序", default=0)
    territory = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="属地"
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    division_code = models.CharField("行政区划代码", max_length=6, blank=True)
    division_year = models.PositiveSmallIntegerField("区划代码年份", null=True, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    members_count = models.PositiveIntegerField("会员人数", null=True, blank=True)
    opened_on = models.DateField("成立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True, editable=False)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessors",
        verbose_name="承接组织",
    )

    unscoped = models.Manager()
    objects = ScopedManager()

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "short_name": NOT_PERSONAL,
        "path": NOT_PERSONAL,
        "credit_code": NOT_PERSONAL,
        "division_code": NOT_PERSONAL,
        "address": NOT_PERSONAL,
        "phone": NOT_PERSONAL,
        "opened_on": NOT_PERSONAL,
        "closed_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "组织"
        ordering = ("position", "pk")
        indexes = (
            models.Index(fields=("kind", "position"), name="organization_kind"),
            models.Index(fields=("name",), name="organization_name"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind",),
                condition=models.Q(kind=OrganizationKind.FEDERATION),
                name="one_federation",
            ),
        )

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Organizations have the path themselves."""
        return below(actor.scope_path) if actor.scope_path else models.Q(pk__in=[])

    @property
    def organization_id(self) -> int:
        """An organization belongs to itself; scope and audit ask every row the same question."""
        return self.pk

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    @property
    def is_unit(self) -> bool:
        """Whether a notice may give it targets of its own."""
        return self.kind in UNIT_KINDS

    @property
    def scope_path(self) -> str:
        """What an appointment here reaches: a department, even a closed one, acts for whom it stands under."""
        if self.kind == OrganizationKind.DEPARTMENT and self.parent is not None:
            return self.parent.scope_path
        return self.path


class OrganizationSpan(ScopedModel):
    """What an organization was from one date until another (组织沿革): the tree "as of" any date."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="spans", verbose_name="组织")
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=20, choices=OrganizationKind)
    parent = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name="上级组织"
    )
    path = PathField("路径")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, help_text="不含当天；空表示至今。")

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "path": NOT_PERSONAL,
        "starts_on": NOT_PERSONAL,
        "ends_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "组织沿革"
        constraints = (
            models.UniqueConstraint(fields=("organization", "starts_on"), name="one_span_per_start"),
            models.UniqueConstraint(
                fields=("organization",),
                condition=models.Q(ends_on=None),
                name="one_open_span",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                name="span_has_length",
            ),
        )
        indexes = (models.Index(fields=("path", "starts_on"), name="span_path"),)

    def __str__(self) -> str:
        return f"{self.name}（{self.starts_on} 至 {self.ends_on or '今'}）"


class OrganizationChange(ScopedModel):
    """An act on the tree from a date (组织变动), with the document it rests on."""

    kind = models.CharField("变动", max_length=20, choices=ChangeKind)
    effective_on = models.DateField("生效日期")
    basis = models.CharField("依据", max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="changes", verbose_name="组织"
    )
    others = models.ManyToManyField(
        Organization, related_name="other_changes", blank=True, verbose_name="相关组织"
    )
    summary = models.CharField("说明", max_length=500)
    state = models.CharField(
        "状态", max_length=20, choices=ChangeState, default=ChangeState.PENDING, editable=False
    )
    version = models.PositiveIntegerField("版本", default=0, editable=False)
    plan = models.JSONField("办理内容", default=dict, editable=False)
    refusal = models.CharField("未能生效的原因", max_length=300, blank=True)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    privacy: ClassVar = {
        "effective_on": NOT_PERSONAL,
        "basis": NOT_PERSONAL,
        "summary": NOT_PERSONAL,
        "plan": NOT_PERSONAL,
        "refusal": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "组织变动"
        ordering = ("-effective_on", "-pk")
        indexes = (models.Index(fields=("state", "effective_on"), name="change_due"),)

    def __str__(self) -> str:
        return self.summary

    @property
    def touched(self) -> tuple[set[int], set[int]]:
        """Keys of the organizations the plan changes, and of those that stay and take them in."""
        plan = self.plan
        split_off = [pk for part in plan.get("parts", ()) for pk in part["children"]]
        changed = {plan.get("organization"), *plan.get("sources", ()), *split_off}
        return changed - {None}, {plan.get(name) for name in ("parent", "target", "successor")} - {None}
