"""Committees, leading groups and task forces, with their members in order."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.people.choices import CommitteeKind
from jiangong.domains.people.models.people import Person
from jiangong.kit.access.privacy import NOT_PERSONAL, Personal
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.commands.versions import VersionedModel


class Committee(ScopedModel, VersionedModel):
    """A body of people inside an organization (委员会、领导小组) for a term."""

    name = models.CharField("名称", max_length=100)
    kind = models.CharField("类别", max_length=20, choices=CommitteeKind)
    term_from = models.DateField("任期开始")
    term_to = models.DateField("任期结束", null=True, blank=True, help_text="没有届期的可以不填。")
    duty = models.CharField("职责", max_length=300, blank=True)

    privacy: ClassVar = {
        "name": NOT_PERSONAL,
        "term_from": NOT_PERSONAL,
        "term_to": NOT_PERSONAL,
        "duty": NOT_PERSONAL,
    }

    class Meta:
        verbose_name = "委员会"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(term_to=None) | models.Q(term_to__gte=models.F("term_from")),
                name="committee_term_in_order",
            ),
        )
        indexes = (models.Index(fields=("organization", "kind"), name="committee_organization"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:committee_detail", args=[self.pk])


class CommitteeMember(models.Model):
    """A person's seat on a committee (委员会成员)."""

    committee = models.ForeignKey(
        Committee, models.CASCADE, related_name="members", verbose_name="委员会", db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name="人员")
    position = models.CharField("职务", max_length=40, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    privacy: ClassVar = {"position": Personal("公示组成人员", "一般", "任期结束后长期保存")}

    class Meta:
        verbose_name = "委员会成员"
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("committee", "person"), name="one_seat_per_person"),)

    def __str__(self) -> str:
        return f"{self.person}（{self.position or '委员'}）"
