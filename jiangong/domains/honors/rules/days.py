"""Days that somebody can have meant."""

from datetime import date

from django.utils import timezone

EARLIEST = 1949
AHEAD = 50


def day_refusal(day: date) -> str:
    """A year of another age is a slip of the finger."""
    if EARLIEST <= day.year <= timezone.localdate().year + AHEAD:
        return ""
    return f"日期的年份是{day.year}年，请核对。"
