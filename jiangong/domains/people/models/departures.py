"""Where people belonged before: short, because the register itself says where they are."""

from typing import ClassVar

from django.db import models

from jiangong.domains.people.models.people import Person
from jiangong.kit.access.privacy import Personal
from jiangong.kit.access.scoping import ScopedModel


class Departure(ScopedModel):
    """A person left ``organization`` on a day (调离记录); who judges later must not judge their former unit."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="departures", verbose_name="人员")
    left_on = models.DateField("离开日期")

    privacy: ClassVar = {"left_on": Personal("评审、督导时回避原单位", "一般", "离开后5年")}

    class Meta:
        verbose_name = "调离记录"
        ordering = ("-left_on", "-pk")
        indexes = (models.Index(fields=("person", "left_on"), name="departure_person"),)

    def __str__(self) -> str:
        return f"{self.person}（{self.left_on}离开{self.organization}）"
