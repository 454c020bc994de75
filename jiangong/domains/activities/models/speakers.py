"""Who speaks at an activity."""

from typing import ClassVar

from django.db import models

from jiangong.domains.activities.models.activities import KEPT, Activity
from jiangong.domains.people.models import Person
from jiangong.kit.access.privacy import Personal


class ActivitySpeaker(models.Model):
    """A speaker (主讲人): a registered person, or somebody from outside by name and nothing more."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="speakers", verbose_name="活动")
    position = models.PositiveSmallIntegerField("顺序")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, related_name="talks", verbose_name="登记人员"
    )
    name = models.CharField("姓名", max_length=40, blank=True)
    note = models.CharField("单位、职务", max_length=80, blank=True)

    privacy: ClassVar = {
        "name": Personal("公示主讲人", "一般", KEPT),
        "note": Personal("公示主讲人", "一般", KEPT),
    }

    class Meta:
        verbose_name = "主讲人"
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, name="")
                | (models.Q(person=None) & ~models.Q(name="")),
                name="speaker_person_or_name",
            ),
            models.UniqueConstraint(fields=("activity", "position"), name="one_speaker_per_position"),
        )

    def __str__(self) -> str:
        name = self.person.name if self.person else self.name
        return f"{name}（{self.note}）" if self.note else name
