"""Which words a dictionary held in a year."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from jiangong.domains.organizations.choices import DictionaryKey
from jiangong.domains.organizations.models import Dictionary, DictionaryEntry


def edition(key: str, year: int) -> Dictionary | None:
    """The edition in force in ``year``: the latest one not after it, else the earliest there is."""
    editions = Dictionary.objects.filter(key=key)
    return editions.filter(year__lte=year).order_by("-year").first() or editions.order_by("year").first()


def entries(key: str, day: date | None = None) -> QuerySet[DictionaryEntry]:
    """The words of a dictionary as of a day (default: today)."""
    found = edition(key, (day or timezone.localdate()).year)
    return found.entries.all() if found else DictionaryEntry.objects.none()


def chain_names(day: date | None = None) -> list[str]:
    """The industrial chains of the year."""
    return list(entries(DictionaryKey.CHAINS, day).values_list("label", flat=True))
