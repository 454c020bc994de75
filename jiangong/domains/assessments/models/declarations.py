"""Ties that only those who have them know of."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.assessments.choices import Relation
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.privacy import Personal
from jiangong.kit.access.scoping import ScopedModel

KEPT = "评审、督导结束后5年"


class Declaration(ScopedModel):
    """A person says whom or which unit they are tied to (回避申报); ``organization`` is where the person belongs."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="declarations", verbose_name="申报人")
    relation = models.CharField("关系", max_length=10, choices=Relation)
    relative = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="declared_by", verbose_name="相关人员"
    )
    unit = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="相关单位"
    )
    note = models.CharField("说明", max_length=200, blank=True)
    declared_on = models.DateField("申报日期", default=timezone.localdate, editable=False)
    declared_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="登记人"
    )
    ended_on = models.DateField("解除日期", null=True, editable=False)

    privacy: ClassVar = {
        "note": Personal("评审、督导回避", "一般", KEPT),
        "declared_on": Personal("评审、督导回避", "一般", KEPT),
        "ended_on": Personal("评审、督导回避", "一般", KEPT),
    }

    class Meta:
        verbose_name = "回避申报"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(relative__isnull=False) | models.Q(unit__isnull=False),
                name="a_declaration_names_somebody",
                violation_error_message="请填写相关人员或者相关单位。",
            ),
            models.CheckConstraint(
                condition=~models.Q(relative=models.F("person")),
                name="nobody_is_their_own_kin",
                violation_error_message="相关人员不能是申报人本人。",
            ),
        )
        indexes = (models.Index(fields=("person", "ended_on"), name="declaration_person"),)

    def __str__(self) -> str:
        return f"{self.person}的回避申报"

    def get_absolute_url(self) -> str:
        return reverse("assessments:declaration_list")

    @classmethod
    def scope_condition(cls, actor: Actor) -> models.Q:
        """One's own subtree's people, and one's own."""
        own = models.Q(person__user=actor.user_id) if actor.user_id else models.Q(pk__in=[])
        return super().scope_condition(actor) | own
