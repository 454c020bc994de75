"""Requests to take over a person whom another unit registered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.people.choices import TransferState
from jiangong.domains.people.models.people import Person
from jiangong.kit.access.privacy import Personal
from jiangong.kit.access.scoping import ScopedModel


class Transfer(ScopedModel):
    """A request (调入申请) by ``organization``; decided by a level that reaches both units."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="transfers", verbose_name="人员")
    state = models.CharField(
        "状态", max_length=20, choices=TransferState, default=TransferState.REQUESTED, editable=False
    )
    reason = models.CharField("理由", max_length=200)
    answer = models.CharField("答复", max_length=200, blank=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="申请人"
    )
    requested_at = models.DateTimeField("申请时间", default=timezone.now, editable=False)
    version = models.PositiveIntegerField("版本", default=0, editable=False)

    privacy: ClassVar = {
        "reason": Personal("办理调入", "一般", "办结后3年"),
        "answer": Personal("办理调入", "一般", "办结后3年"),
    }

    class Meta:
        verbose_name = "调入申请"
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organization"),
                condition=models.Q(state=TransferState.REQUESTED),
                name="one_open_transfer",
            ),
        )

    def __str__(self) -> str:
        return f"调入{self.organization}的申请"

    def get_absolute_url(self) -> str:
        return reverse("people:transfer_detail", args=[self.pk])
