"""Registration of the interface kit."""

from django import forms
from django.apps import AppConfig
from django.core import validators
from django.db.models import fields

from jiangong.kit.ui.phrases import BOUND_ERRORS, CHOOSE, FIELD_ERRORS


class UiConfig(AppConfig):
    """Gives the templates and static files of the interface a home Django can find."""

    name = "jiangong.kit.ui"
    label = "ui"
    verbose_name = "界面"

    def ready(self) -> None:
        """Every form speaks the product's language, wherever it was declared."""
        for name, sentences in FIELD_ERRORS.items():
            kind = getattr(forms, name)
            kind.default_error_messages = {**kind.default_error_messages, **sentences}
        for name, sentence in BOUND_ERRORS.items():
            getattr(validators, name).message = sentence
        fields.BLANK_CHOICE_DASH[0] = ("", CHOOSE)
