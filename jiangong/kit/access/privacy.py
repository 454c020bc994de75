"""The data register: what each personal field is for, how long it is kept, how it is masked.

A model lists its fields in ``privacy``; a conformance test fails on any text, date or encrypted field
that is neither registered as ``Personal`` nor declared ``NOT_PERSONAL``. ``docs/data-register.md`` is generated.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True, slots=True)
class Personal:
    """One personal field's entry in the register."""

    purpose: str
    sensitivity: str  # "一般" or "敏感"
    retention: str
    mask: str = "不掩码"
    basis: str = "履行工会法定职责"


NOT_PERSONAL = "不是个人信息"
# Kinds of fields that may hold something about a person; a moment or a number alone does not.
TELLING = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.GenericIPAddressField,
    models.BinaryField,
    models.FileField,
    models.DateField,
)


def privacy_of(model: type[models.Model]) -> dict[str, Personal | str]:
    return getattr(model, "privacy", {})


def register() -> Iterator[tuple[type[models.Model], models.Field, Personal]]:
    """Every personal field of the installed models."""
    for model in apps.get_models():
        declared = privacy_of(model)
        for name, entry in declared.items():
            if isinstance(entry, Personal):
                yield model, model._meta.get_field(name), entry


def is_personal(model: type[models.Model], field_name: str) -> bool:
    return isinstance(privacy_of(model).get(field_name), Personal)


def needs_entry(field: Any) -> bool:
    """Whether the register must say something about this field."""
    if field.choices or field.primary_key or not field.concrete:
        return False
    return isinstance(field, TELLING) and not isinstance(field, models.DateTimeField)
