"""A text box with suggestions: a list of 15,000 unions is no menu."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class SuggestingInput(forms.TextInput):
    """``suggestions`` are offered while typing; anything else may be typed too."""

    suggestions: tuple[str, ...] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{(attrs or {}).get('id', name)}-list"
        control = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}">', ((text,) for text in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', control, list_id, options)
