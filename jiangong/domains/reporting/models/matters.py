"""Problems, suggestions and important results, sent up at any time and answered by a deadline."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Plan
from jiangong.domains.reporting.choices import MatterKind, MatterState
from jiangong.domains.reporting.models.windows import KEPT_WITH_THE_FILE
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.attachments.slots import OFFICE, PICTURES, Slot
from jiangong.kit.commands.versions import VersionedModel

SAID = Personal("反映和答复的内容，可能含姓名", "一般", KEPT_WITH_THE_FILE)


class Matter(ScopedModel, VersionedModel):
    """Something a unit sends up (问题建议); the union it is addressed to answers by the day of its kind."""

    attachment_slots: ClassVar = (Slot("paper", "材料", PICTURES | OFFICE, max_files=9),)

    kind = models.CharField("类别", max_length=10, choices=MatterKind, default=MatterKind.PROBLEM)
    title = models.CharField("标题", max_length=80)
    text = models.TextField("内容", max_length=2000)
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="所涉计划"
    )
    addressee = models.ForeignKey(
        Organization, models.PROTECT, editable=False, related_name="+", verbose_name="答复单位"
    )
    sender = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="反映人"
    )
    state = models.CharField(
        "状态", max_length=10, choices=MatterState, default=MatterState.SENT, editable=False
    )
    due_on = models.DateField("答复期限", editable=False)
    answer = models.TextField("答复", max_length=2000, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, editable=False)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="答复人"
    )

    privacy: ClassVar = {"title": SAID, "text": SAID, "answer": SAID, "due_on": NOT_PERSONAL}

    class Meta:
        verbose_name = "问题建议"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("addressee", "state"), name="matter_to_answer"),
            models.Index(fields=("organization", "state"), name="matter_sent"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reporting:matter_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Of one's own subtree, and what is addressed to it."""
        inside = organizations_within(actor)
        return models.Q(organization_id__in=inside) | models.Q(addressee_id__in=inside)
