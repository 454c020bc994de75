"""Form fields that more than one domain asks with: something by its name, with suggestions."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST_NAME = 120


class SuggestingInput(forms.TextInput):
    """A text box with suggestions: a list of 15,000 unions is no menu."""

    suggestions: tuple[str, ...] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}-list"
        control = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">', ((text,) for text in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', control, list_id, options)


class NamedField(forms.CharField):
    """Something by its name: ``meant`` finds it or raises ``ValueError`` with what to do."""

    widget = SuggestingInput

    def __init__(
        self,
        meant: Callable[[str], Any],
        *,
        suggestions: Iterable[str] = (),
        named: Callable[[Any], str] = str,
        **options: Any,
    ) -> None:
        super().__init__(max_length=options.pop("max_length", LONGEST_NAME), **options)
        self.meant, self.named = meant, named
        self.widget.suggestions = tuple(suggestions)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.named(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.meant(text)
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from None
