"""Form fields that take what people write and find what it means."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST = 120


class SuggestingInput(forms.TextInput):
    """A text box with suggestions: a list of 15,000 unions is no menu."""

    suggestions: tuple[str, ...] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}-list"
        control = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">', ((text,) for text in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', control, list_id, options)


class MeantField(forms.CharField):
    """Something by the name people write: ``read(text)`` finds it, or says in one sentence why not."""

    widget = SuggestingInput

    def __init__(
        self,
        read: Callable[[str], Any],
        *,
        suggestions: Iterable[str] = (),
        name: Callable[[Any], str] = str,
        **options: Any,
    ) -> None:
        super().__init__(**{"max_length": LONGEST, **options})
        self.read, self.name = read, name
        self.widget.suggestions = tuple(suggestions)

    def prepare_value(self, value: Any) -> Any:
        return self.name(value) if isinstance(value, models.Model) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None
