"""Asking the calendar; a year without entries follows the week alone."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.workdays.models import SpecialDay

SATURDAY = 5


def is_workday(day: date) -> bool:
    """Whether people work on this day."""
    special = SpecialDay.objects.filter(day=day).values_list("is_worked", flat=True).first()
    return special if special is not None else day.weekday() < SATURDAY


def workdays_after(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``."""
    until = day + timedelta(days=count * 2 + 30)
    special = dict(SpecialDay.objects.filter(day__gt=day, day__lte=until).values_list("day", "is_worked"))
    while count > 0:
        day += timedelta(days=1)
        count -= special.get(day, day.weekday() < SATURDAY)
    return day


def is_known(year: int) -> bool:
    """Whether the holidays of a year have been entered."""
    return SpecialDay.objects.filter(day__year=year).exists()


@transaction.atomic
def set_year(year: int, days: Iterable[SpecialDay], *, actor: Actor) -> int:
    """Put these in the place of what was known about a year; how many they are."""
    SpecialDay.objects.filter(day__year=year).delete()
    made = SpecialDay.objects.bulk_create(list(days))
    record(actor, "workdays.specialday.set", report=f"{year}年{len(made)}天")
    return len(made)
