"""What was found, who puts it right until when, and that somebody else looked again."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.people.models import Person
from jiangong.domains.supervision.choices import OWED_FINDINGS, FindingState
from jiangong.domains.supervision.models.draws import KEPT
from jiangong.domains.supervision.models.visits import CheckLine, Visit
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.attachments.slots import ANYTHING, Slot
from jiangong.kit.commands.versions import VersionedModel

ANSWERED_STATES = (FindingState.ANSWERED, FindingState.CLOSED)


class Finding(ScopedModel, VersionedModel):
    """Something that has to be put right (问题); ``organization`` is the unit that owes it."""

    attachment_slots: ClassVar = (
        Slot("proof", "整改材料", ANYTHING, note="能说明已经整改的材料，可以不传。"),
    )

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings", verbose_name="督导检查")
    line = models.ForeignKey(
        CheckLine, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="检查项"
    )
    text = models.CharField("问题", max_length=500)
    demand = models.CharField("整改要求", max_length=300, blank=True)
    due_on = models.DateField("整改期限")
    state = models.CharField(
        "状态", max_length=10, choices=FindingState, default=FindingState.OPEN, editable=False
    )
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="登记人"
    )
    measure = models.TextField("整改措施", max_length=1000, blank=True)
    responsible = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任人"
    )
    answer = models.TextField("整改情况", max_length=2000, blank=True, editable=False)
    answered_on = models.DateField("整改完成日期", null=True, editable=False)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="答复人"
    )
    is_on_behalf = models.BooleanField("代为答复", default=False, editable=False)
    rechecked_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="复查人"
    )
    rechecked_on = models.DateField("复查日期", null=True, editable=False)
    opinion = models.CharField("复查意见", max_length=500, blank=True, editable=False)
    times_returned = models.PositiveSmallIntegerField("退回次数", default=0, editable=False)
    times_postponed = models.PositiveSmallIntegerField("延期次数", default=0, editable=False)

    privacy: ClassVar = {
        "text": Personal("说明问题；内容可能含姓名", "一般", KEPT),
        "demand": NOT_PERSONAL,
        "due_on": NOT_PERSONAL,
        "measure": Personal("说明整改措施；内容可能含姓名", "一般", KEPT),
        "answer": Personal("说明整改情况；内容可能含姓名", "一般", KEPT),
        "answered_on": NOT_PERSONAL,
        "rechecked_on": NOT_PERSONAL,
        "opinion": Personal("说明复查意见；内容可能含姓名", "一般", KEPT),
    }

    class Meta:
        verbose_name = "问题"
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state__in=ANSWERED_STATES)
                | (models.Q(answered_on__isnull=False, responsible__isnull=False) & ~models.Q(answer="")),
                name="answered_finding_says_how",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=FindingState.CLOSED)
                | models.Q(rechecked_by__isnull=False, rechecked_on__isnull=False),
                name="closed_finding_was_rechecked",
            ),
            models.CheckConstraint(
                condition=models.Q(rechecked_by=None)
                | models.Q(recorded_by=None)
                | ~models.Q(rechecked_by=models.F("recorded_by")),
                name="finding_rechecked_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(rechecked_by=None)
                | models.Q(answered_by=None)
                | ~models.Q(rechecked_by=models.F("answered_by")),
                name="finding_not_rechecked_by_its_answerer",
            ),
        )
        indexes = (
            models.Index(fields=("organization", "state", "due_on"), name="finding_due"),
            models.Index(fields=("state", "due_on"), name="finding_ladder"),
        )

    def __str__(self) -> str:
        return self.text[:40]

    def get_absolute_url(self) -> str:
        return reverse("supervision:finding_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """The unit, those above it, and whoever had it inspected."""
        inside = organizations_within(actor)
        return models.Q(organization_id__in=inside) | models.Q(visit__plan__organization_id__in=inside)

    @property
    def days_overdue(self) -> int:
        """Days past the day by which it should have been put right."""
        if self.state not in OWED_FINDINGS:
            return 0
        return max((timezone.localdate() - self.due_on).days, 0)
