"""Forms that ask units for something beside their reports: on what basis, by whom, until when."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.accounts.models import User
from jiangong.domains.documents.models import Document
from jiangong.domains.plans.models import Plan
from jiangong.domains.reporting.choices import AnswerKind, InquiryState
from jiangong.domains.reporting.models.windows import KEPT_WITH_THE_FILE, RETAINED
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel, organizations_within
from jiangong.kit.commands.versions import VersionedModel


class Inquiry(ScopedModel, VersionedModel):
    """A form that asks the unions directly below for something (填报布置); it lapses on its day."""

    title = models.CharField("名称", max_length=80)
    purpose = models.CharField("用途", max_length=300, help_text="为什么需要，填了做什么用。")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="依据文件"
    )
    basis = models.CharField("依据", max_length=200, blank=True, help_text="没有登记的文件，写明名称和文号。")
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="所涉计划"
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="负责人"
    )
    due_on = models.DateField("填报期限")
    expires_on = models.DateField("停用日期", help_text="到这一天自动停用，最长一年。")
    state = models.CharField(
        "状态", max_length=8, choices=InquiryState, default=InquiryState.DRAFT, editable=False
    )
    published_at = models.DateTimeField("下发时间", null=True, editable=False)

    privacy: ClassVar = {
        "title": NOT_PERSONAL,
        "purpose": NOT_PERSONAL,
        "basis": NOT_PERSONAL,
        "due_on": NOT_PERSONAL,
        "expires_on": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "填报布置"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("due_on")), name="inquiry_is_ordered"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reporting:inquiry_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own subtree's, and what those above have published."""
        inside = organizations_within(actor)
        above = models.Q(organization_id__in=ancestor_ids(actor.scope_path))
        above |= models.Q(organization__parent_id__in=ancestor_ids(actor.scope_path))
        return models.Q(organization_id__in=inside) | (above & ~models.Q(state=InquiryState.DRAFT))


class Question(models.Model):
    """One item of a form (填报项); what is known already is asked again only with a reason."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="questions", verbose_name="填报布置")
    position = models.PositiveSmallIntegerField("序号")
    label = models.CharField("项目", max_length=80)
    kind = models.CharField("类型", max_length=8, choices=AnswerKind, default=AnswerKind.NUMBER)
    unit = models.CharField("单位", max_length=12, blank=True)
    choices = models.CharField("选项", max_length=300, blank=True, help_text="用顿号分开，类型是选项时填写。")
    is_required = models.BooleanField("必填", default=True)
    known_as = models.CharField("系统已有", max_length=200, blank=True, editable=False)
    asked_because = models.CharField(
        "仍需填报的原因", max_length=200, blank=True, help_text="系统已有的数，一般不再要求填报。"
    )

    privacy: ClassVar = {
        "label": NOT_PERSONAL,
        "unit": NOT_PERSONAL,
        "choices": NOT_PERSONAL,
        "known_as": NOT_PERSONAL,
        "asked_because": RETAINED,
    }

    class Meta:
        verbose_name = "布置的填报项"
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("inquiry", "label"), name="one_question_per_label"),
            models.CheckConstraint(
                condition=models.Q(known_as="") | ~models.Q(asked_because=""),
                name="what_is_known_is_asked_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def options(self) -> list[str]:
        return [one.strip() for one in self.choices.split("、") if one.strip()]


class Answer(ScopedModel, VersionedModel):
    """What one unit answered (填报内容)."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="answers", verbose_name="填报布置")
    values = models.JSONField("内容", default=dict)  # by the question's key, as text
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="填报人")
    answered_at = models.DateTimeField("填报时间", null=True)

    privacy: ClassVar = {"values": Personal("布置单位要求的内容，可能含姓名", "一般", KEPT_WITH_THE_FILE)}

    class Meta:
        verbose_name = "填报内容"
        constraints = (
            models.UniqueConstraint(fields=("inquiry", "organization"), name="one_answer_per_unit"),
        )

    def __str__(self) -> str:
        return f"{self.organization}：{self.inquiry}"

    def get_absolute_url(self) -> str:
        return self.inquiry.get_absolute_url()

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own subtree's; who asks sits above it."""
        inside = organizations_within(actor)
        return models.Q(organization_id__in=inside) | models.Q(inquiry__organization_id__in=inside)
