"""How numbers, dates and progress read: one place decides, every screen agrees."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from jiangong.kit.ui.phrases import NOTHING

Number = int | float | Decimal

BEHIND = Decimal("0.80")
ON_TRACK = Decimal("0.97")


def decimal(value: object) -> Decimal | None:
    """The value as an exact decimal, or None when it is not a number."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def number_text(value: object, places: int | None = None) -> str:
    """1405 → 1,405; −3 with a true minus sign; nothing → —."""
    number = decimal(value)
    if number is None:
        return NOTHING if value in (None, "") else str(value)
    text = f"{number:,.{places}f}" if places is not None else f"{number:,f}"
    return text.replace("-", "−")


def day_text(value: date | datetime | None, style: str = "iso") -> str:
    """A date for tables (2021-04-09), prose (2021年4月9日) or a nearby day (4月9日)."""
    if not value:
        return NOTHING
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if style == "prose":
        return f"{value.year}年{value.month}月{value.day}日"
    if style == "short":
        return f"{value.month}月{value.day}日"
    return f"{value:%Y-%m-%d}"


def moment_text(value: datetime | None, style: str = "iso") -> str:
    """A date with hour and minute, in the federation's own time zone."""
    if not value:
        return NOTHING
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{day_text(value, style)} {value:%H:%M}"


def size_text(count: int) -> str:
    """Bytes as people read them: 35.8KB, 69.4GB."""
    return filesizeformat(count).replace("\xa0", "")


def percent(value: object, total: object) -> Decimal | None:
    """Completion in per cent; None when nothing was asked for."""
    part, whole = decimal(value), decimal(total)
    if part is None or not whole:
        return None
    return part * 100 / whole


def stage(value: object, total: object, elapsed: object = None) -> str:
    """ok, mute (on track), warn, crit or none: completion measured against the time that has passed."""
    done = percent(value, total)
    if done is None:
        return "none"
    if done >= 100:
        return "ok"
    time_passed = decimal(elapsed)
    if not time_passed:
        return "mute"
    pace = done / time_passed
    if pace < BEHIND:
        return "crit"
    return "warn" if pace < ON_TRACK else "mute"
