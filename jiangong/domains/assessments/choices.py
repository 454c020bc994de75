"""Kinds of rubric items."""

from django.db.models import TextChoices


class ItemKind(TextChoices):
    """Whether an item counts within the whole, on top of it, or against it."""

    REGULAR = "regular", "计分项"
    BONUS = "bonus", "加分项"
    DEDUCTION = "deduction", "扣分项"
