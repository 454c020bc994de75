"""Days of a form: those nobody can have meant, and an end before its beginning, are told at their field."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.honors.rules.days import day_refusal


class PlausibleDays(forms.Form):
    """Refuses days of other ages, and an end before its beginning."""

    past: tuple[str, ...] = ()  # days that cannot be to come
    spans: tuple[tuple[str, str, str], ...] = ()  # (from, until, what to say); of figures too

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, day in list(cleaned.items()):
            if isinstance(day, date) and (why := day_refusal(day)):
                self.add_error(name, why)
            elif name in self.past and isinstance(day, date) and day > timezone.localdate():
                self.add_error(name, f"{self.fields[name].label}不能晚于今天，请核对。")
        for begins, ends, why in self.spans:
            first, last = cleaned.get(begins), cleaned.get(ends)
            if first and last and last < first:
                self.add_error(ends, why)
        return cleaned
