"""What departments say about the candidates, and until when it holds."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.choices import Reply
from jiangong.domains.honors.models.nominations import KEPT, Nomination
from jiangong.domains.honors.models.programmes import Programme
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedManager, organizations_within
from jiangong.kit.attachments.slots import PICTURES, TEXTS, Slot
from jiangong.kit.commands.versions import VersionedModel


class Consultation(VersionedModel):
    """One letter to one department (征求意见): whom it covers, what came back, until when it holds."""

    attachment_slots: ClassVar = (
        Slot("reply", "回函扫描件", PICTURES | TEXTS, max_files=5, note="部门盖章的书面意见。"),
    )

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="consultations", verbose_name="选树项目"
    )
    department = models.CharField("部门", max_length=60)
    letter_number = models.CharField("函号", max_length=60, blank=True)
    sent_on = models.DateField("发函日期", default=timezone.localdate)
    due_on = models.DateField("请于此前回复")
    reply = models.CharField("意见", max_length=10, choices=Reply, blank=True, default=Reply.NONE)
    replied_on = models.DateField("回复日期", null=True, blank=True)
    valid_until = models.DateField("意见有效期至", null=True, blank=True)
    reply_number = models.CharField("回函文号", max_length=60, blank=True)
    urged = models.PositiveSmallIntegerField("已催次数", default=0, editable=False)
    covered = models.ManyToManyField(Nomination, related_name="consultations", verbose_name="涉及对象")

    unscoped = models.Manager()
    objects = ScopedManager()

    privacy: ClassVar = dict.fromkeys(
        ("department", "letter_number", "sent_on", "due_on", "replied_on", "valid_until", "reply_number"),
        NOT_PERSONAL,
    )

    class Meta:
        verbose_name = "征求意见"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(reply=Reply.NONE) | models.Q(replied_on__isnull=False),
                name="a_reply_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.department

    def get_absolute_url(self) -> str:
        return reverse("honors:letter_detail", args=[self.pk])

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """Letters are for whoever runs the programme; those who nominate see what came of them."""
        return models.Q(programme__organization_id__in=organizations_within(actor))

    @property
    def organization_id(self) -> int:
        """Whose files the answers are."""
        return self.programme.organization_id

    @property
    def is_against(self) -> bool:
        """Whether the department still objects to somebody."""
        return any(veto.lifted_on is None for veto in self.vetoes.all())

    def is_expired(self, on: date | None = None) -> bool:
        """Whether the answer no longer holds."""
        return self.valid_until is not None and self.valid_until < (on or timezone.localdate())

    @property
    def is_overdue(self) -> bool:
        return not self.reply and self.due_on < timezone.localdate()


class Veto(models.Model):
    """A department is against one candidate (否决意见); lifted only by the department itself."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="vetoes", verbose_name="征求意见"
    )
    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="vetoes", verbose_name="推荐对象")
    reason = models.CharField("意见内容", max_length=300)
    lifted_on = models.DateField("撤回日期", null=True, blank=True)
    lifted_basis = models.CharField("撤回依据", max_length=120, blank=True)

    privacy: ClassVar = {
        "reason": Personal("说明部门意见", "一般", KEPT),
        "lifted_on": NOT_PERSONAL,
        "lifted_basis": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "否决意见"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("consultation", "nomination"),
                condition=models.Q(lifted_on=None),
                name="one_veto_per_department_and_candidate",
            ),
        )

    def __str__(self) -> str:
        return f"{self.consultation.department}：{self.nomination}"
