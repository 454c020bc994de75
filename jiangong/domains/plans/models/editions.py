"""Versions of the division of a plan's goals, and who signed for them."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.plans.choices import Channel, EditionState
from jiangong.domains.plans.models.plans import RETAINED, Goal, Plan, Recipient
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.access.scoping import ScopedManager, ScopedModel, organizations_within
from jiangong.kit.attachments.slots import PICTURES, TEXTS, Slot
from jiangong.kit.commands.versions import VersionedModel


class Edition(VersionedModel):
    """One version of how a plan's goals are divided (版次); older ones stay readable."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="editions", verbose_name="计划")
    number = models.PositiveSmallIntegerField("版次")
    state = models.CharField(
        "状态", max_length=12, choices=EditionState, default=EditionState.DRAFT, editable=False
    )
    reason = models.TextField("调整原因", max_length=1000, blank=True)
    drafter = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="调整人"
    )
    approver = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="审定人"
    )
    effective_at = models.DateTimeField("生效时间", null=True, editable=False)

    privacy: ClassVar = {"reason": RETAINED}

    class Meta:
        verbose_name = "分解版次"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="one_edition_per_number"),
            models.UniqueConstraint(
                fields=("plan",),
                condition=models.Q(state__in=(EditionState.DRAFT, EditionState.PENDING)),
                name="one_open_edition",
            ),
        )

    def __str__(self) -> str:
        return f"第{self.number}版"

    def get_absolute_url(self) -> str:
        return f"{reverse('plans:grid', args=[self.plan_id])}?edition={self.number}"

    @property
    def organization_id(self) -> int:
        """An edition belongs to its plan's organization; the audit asks every row the same question."""
        return self.plan.organization_id


class Target(models.Model):
    """A unit's share of a goal in one edition (任务数); no row means not assigned, which is never 0."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="targets", verbose_name="版次")
    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="targets", verbose_name="任务单位")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="targets", verbose_name="目标")
    value = models.DecimalField("任务数", max_digits=16, decimal_places=4)

    unscoped = models.Manager()
    objects = ScopedManager()

    class Meta:
        verbose_name = "任务数"
        constraints = (
            models.UniqueConstraint(fields=("edition", "goal", "recipient"), name="one_share_per_unit"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="share_is_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.recipient}：{self.value.normalize():f}"

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Shares of one's own subtree, and all shares of the plans one's subtree made."""
        inside = organizations_within(actor)
        return models.Q(recipient__organization_id__in=inside) | models.Q(
            edition__plan__organization_id__in=inside
        )


class Receipt(ScopedModel, VersionedModel):
    """A unit has signed for an edition (签收), itself or through the union above (代签收)."""

    attachment_slots: ClassVar = (
        Slot("scan", "回执扫描件", PICTURES | TEXTS, max_files=3, note="代签收时可以留存。"),
    )

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="receipts", verbose_name="版次")
    signed_at = models.DateTimeField("签收时间", default=timezone.now, editable=False)
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="签收人"
    )
    on_behalf = models.BooleanField("代签收", default=False, editable=False)
    channel = models.CharField("签收方式", max_length=8, choices=Channel, default=Channel.ONLINE)
    received_on = models.DateField("收到日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    confirmed_at = models.DateTimeField("本单位确认时间", null=True, editable=False)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="本单位确认人"
    )

    privacy: ClassVar = {"received_on": NOT_PERSONAL, "note": RETAINED}

    class Meta:
        verbose_name = "签收"
        constraints = (
            models.UniqueConstraint(fields=("edition", "organization"), name="one_receipt_per_unit"),
        )

    def __str__(self) -> str:
        return f"{self.organization}{'（代）' if self.on_behalf else ''}"

    def get_absolute_url(self) -> str:
        return reverse("plans:receipt_list", args=[self.edition.plan_id])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own subtree's, and all of the plans one's subtree made."""
        inside = organizations_within(actor)
        return super().scope_condition(actor) | models.Q(edition__plan__organization_id__in=inside)
