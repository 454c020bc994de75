"""The beginning of every form: a page tells it who acts, and on what where there is something."""

from typing import Any

from django import forms

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
