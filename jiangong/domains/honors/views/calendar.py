"""The weeks of a public notice: which days count, which are off, as the side card draws them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jiangong.domains.honors.rules.notices import first_day, last_day
from jiangong.kit.workdays.models import SpecialDay

DAY = timedelta(days=1)
WEEK = 7
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One field of the small calendar."""

    day: date
    css: str = ""
    note: str = ""


def notice_weeks(opens_at: datetime, days: int) -> list[ShownDay]:
    """Whole weeks from the first to the last day of a notice."""
    first, last = first_day(opens_at), last_day(opens_at, days)
    start = first - DAY * first.weekday()
    stop = last + DAY * (WEEK - 1 - last.weekday())
    special = {one.day: one for one in SpecialDay.objects.filter(day__range=(start, stop))}
    shown = []
    for number in range((stop - start).days + 1):
        day = start + DAY * number
        known = special.get(day)
        works = known.is_worked if known else day.weekday() < SATURDAY
        if first <= day <= last:
            note = ("班" if known.is_worked else known.name[:2] or "休") if known else ""
            shown.append(ShownDay(day, "w" if works else "off", note))
        else:
            shown.append(ShownDay(day))
    return shown
