"""The beginning of every form: a page tells it who acts, and on what where there is something."""

from typing import Any

from django import forms
from django.utils import timezone

from jiangong.kit.access.actor import Actor


class ActingForm(forms.Form):
    """A form of plain fields."""

    def __init__(self, *args: Any, actor: Actor, instance: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor, self.instance = actor, instance


class ActingModelForm(forms.ModelForm):
    """A form of a model's fields; Django keeps the instance."""

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor


class EntryForm(ActingModelForm):
    """A row of a ledger; its action looks for the same row twice."""

    past: tuple[str, ...] = ()  # days that cannot be to come
    first_year = 2000  # no entry of a ledger is older

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.past:
            day, label = cleaned.get(name), self.fields[name].label
            if day is not None and day > timezone.localdate():
                self.add_error(name, f"{label}不能晚于今天。")
            elif day is not None and day.year < self.first_year:
                self.add_error(name, f"{label}的年份不对，请核对。")
        return cleaned

    def validate_unique(self) -> None:
        """The action says which row is there already."""

    def validate_constraints(self) -> None:
        """Likewise; days are looked at in ``clean``."""
