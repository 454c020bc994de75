"""Days that differ from the week's rule."""

from typing import ClassVar

from django.db import models

from jiangong.kit.access.privacy import NOT_PERSONAL


class SpecialDay(models.Model):
    """A public holiday, or a day of the weekend that is worked in exchange (放假调休)."""

    day = models.DateField("日期", unique=True)
    is_worked = models.BooleanField("上班", default=False)
    name = models.CharField("说明", max_length=40, blank=True)

    privacy: ClassVar = {"day": NOT_PERSONAL, "name": NOT_PERSONAL}

    class Meta:
        verbose_name = "放假调休"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {'上班' if self.is_worked else '休息'}"
