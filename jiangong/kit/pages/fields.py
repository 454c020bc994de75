"""Form fields for what is written by name: a text box with suggestions, and a lookup that explains itself."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST = 120


class SuggestingInput(forms.TextInput):
    """A text box with suggestions: known ones, or names asked for while one types (``names`` are search sources)."""

    def __init__(
        self,
        suggestions: Iterable[str] = (),
        attrs: dict[str, Any] | None = None,
        names: Iterable[str] = (),
    ) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.suggestions, self.names = tuple(suggestions), tuple(names)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        if not self.suggestions and not self.names:
            return super().render(name, value, attrs, renderer)
        list_id = f"{(attrs or {}).get('id', name)}-list"
        asked = {"data-names": " ".join(self.names)} if self.names else {}
        control = super().render(name, value, {**(attrs or {}), "list": list_id, **asked}, renderer)
        options = format_html_join("", '<option value="{}">', ((text,) for text in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', control, list_id, options)


class MeantField(forms.CharField):
    """What a written name means: ``meaning`` finds it or raises ``ValueError`` with one Chinese sentence.

    ``known`` is what stands there already; as long as its words are not touched it stays, even where a
    fresh reading would be doubtful.
    """

    def __init__(
        self,
        meaning: Callable[[str], Any],
        *,
        known: Any = None,
        spelled: Callable[[Any], str] = str,
        suggestions: Iterable[str] = (),
        names: Iterable[str] = (),
        **options: Any,
    ) -> None:
        options.setdefault("max_length", LONGEST)
        super().__init__(widget=SuggestingInput(suggestions, names=names), **options)
        self.meaning, self.known, self.spelled = meaning, known, spelled
        if known is not None:
            self.initial = known

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.spelled(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if self.known is not None and text == self.spelled(self.known):
            return self.known
        try:
            return self.meaning(text)
        except ValueError as unclear:
            raise ValidationError(str(unclear)) from None


class ReadField(forms.CharField):
    """A text box whose content a reader understands, the empty one too; the reader's sentence is the error."""

    def __init__(self, reader: Callable[[str], Any], **options: Any) -> None:
        super().__init__(**options)
        self.reader = reader

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self.reader(text)
        except ValueError as unclear:
            raise ValidationError(str(unclear)) from None
