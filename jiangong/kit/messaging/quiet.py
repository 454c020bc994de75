"""When nothing may leave the house: at night and on days off; urgent matters wait like all others."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from jiangong.kit.workdays.days import is_workday


def is_quiet(moment: datetime) -> bool:
    """Whether this moment lies in the quiet hours or on a day off."""
    local = timezone.localtime(moment)
    return _in_quiet_hours(local) or not is_workday(local.date())


def _in_quiet_hours(local: datetime) -> bool:
    if settings.QUIET_HOURS is None:
        return False
    first, last = settings.QUIET_HOURS
    now = local.time()
    return first <= now < last if first <= last else now >= first or now < last
