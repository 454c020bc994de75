"""Lists of words that differ between cities and years, kept as editions."""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from jiangong.domains.organizations.choices import DictionaryKey
from jiangong.kit.access.privacy import NOT_PERSONAL
from jiangong.kit.commands.versions import VersionedModel


class Dictionary(VersionedModel):
    """One edition (字典): what a list of words held from a year on, until the next edition."""

    key = models.CharField("字典", max_length=30, choices=DictionaryKey)
    year = models.PositiveSmallIntegerField("年份")
    source = models.CharField("依据", max_length=200, blank=True)

    privacy: ClassVar = {"source": NOT_PERSONAL}

    class Meta:
        verbose_name = "字典"
        ordering = ("key", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=("key", "year"),
                name="one_edition_per_year",
                violation_error_message="这个字典已有这一年的版本，请直接修改那个版本。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_key_display()}（{self.year}年版）"

    def get_absolute_url(self) -> str:
        return reverse("organizations:dictionary_detail", args=[self.pk])


class DictionaryEntry(models.Model):
    """One word of an edition (字典条目) with its code and what it means here."""

    dictionary = models.ForeignKey(Dictionary, models.CASCADE, related_name="entries", verbose_name="字典")
    code = models.CharField("代码", max_length=30)
    label = models.CharField("名称", max_length=60)
    note = models.CharField("说明", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("排序", default=0)

    privacy: ClassVar = {"code": NOT_PERSONAL, "label": NOT_PERSONAL, "note": NOT_PERSONAL}

    class Meta:
        verbose_name = "字典条目"
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("dictionary", "code"), name="one_entry_per_code"),)

    def __str__(self) -> str:
        return self.label
