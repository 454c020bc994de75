"""Acts of the demo that are told as having happened earlier: who and what are real, the hour is the story's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time

from django.db import models
from django.utils import timezone

from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.audit.recording import sign
from jiangong.lib.rowids import make_row_id


def moment_of(day: date, hour: int, minute: int) -> datetime:
    """An hour of the story, never later than now."""
    told = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    return min(told, timezone.now())


@contextmanager
def told_at(moment: datetime | Mapping[int, datetime], *told_of: type[models.Model]) -> Iterator[None]:
    """What is recorded inside about rows of these models is dated and signed anew; none of it has been chained yet.

    One moment for all of it, or one for each row by its key.
    """
    first = make_row_id()
    yield
    labels = [model._meta.label_lower for model in told_of]
    rows = list(AuditEntry.objects.filter(pk__gt=first, target_model__in=labels))
    for row in rows:
        row.at = moment[int(row.target_id)] if isinstance(moment, Mapping) else moment
        row.mac = sign(row)
    AuditEntry.objects.bulk_update(rows, ("at", "mac"), batch_size=200)
