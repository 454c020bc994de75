"""Which spans hold on a day or from a day on."""

from datetime import date

from django.db import models


def standing_on(day: date, prefix: str = "") -> models.Q:
    """Spans that hold on ``day``."""
    return models.Q(**{f"{prefix}starts_on__lte": day}) & standing_from(day, prefix)


def standing_from(day: date, prefix: str = "") -> models.Q:
    """Spans that hold on ``day`` or later."""
    return models.Q(**{f"{prefix}ends_on": None}) | models.Q(**{f"{prefix}ends_on__gt": day})
