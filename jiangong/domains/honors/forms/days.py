"""Days and years that somebody can have meant; a slip of the finger is told at its field."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

EARLIEST = 1949
AHEAD = 50


class PlausibleDays(forms.Form):
    """Refuses days of other ages, and an end before its beginning."""

    spans: tuple[tuple[str, str, str], ...] = ()  # (from, until, what to say)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        latest = timezone.localdate().year + AHEAD
        for name, day in list(cleaned.items()):
            if isinstance(day, date) and not EARLIEST <= day.year <= latest:
                self.add_error(name, f"日期的年份是{day.year}年，请核对。")
        for begins, ends, why in self.spans:
            first, last = cleaned.get(begins), cleaned.get(ends)
            if first and last and last < first:
                self.add_error(ends, why)
        return cleaned
