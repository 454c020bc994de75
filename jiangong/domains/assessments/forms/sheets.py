"""A score sheet as a form: a figure and a word for each item."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from jiangong.domains.assessments.actions.sheets import Scoring
from jiangong.domains.assessments.models import Judge, Sheet
from jiangong.domains.assessments.queries.sheets import Line
from jiangong.kit.access.actor import Actor
from jiangong.lib.amounts import plain

WRONG = {
    "invalid": "请填写数字。",
    "max_decimal_places": "最多2位小数。",
    "max_digits": "这个数太大，请核对。",
    "max_whole_digits": "这个数太大，请核对。",
}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One item with its controls."""

    line: Line
    points: BoundField
    note: BoundField

    @property
    def faults(self) -> list[str]:
        return [str(text) for field in (self.points, self.note) for text in field.errors]

    @property
    def is_open(self) -> bool:
        """Whether the words stand open."""
        return bool(self.note.errors or self.note.value())


class ScoreForm(forms.Form):
    """Points and words for every item, and a comment."""

    def __init__(self, *args: Any, actor: Actor, lines: list[Line], instance: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self._add(line)
        self.fields["comment"] = forms.CharField(
            label="评语",
            max_length=1000,
            required=False,
            initial=instance.comment,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="选填，不超过1000字。",
        )

    def _add(self, line: Line) -> None:
        said = line.mark.get("points", "")
        self.fields[f"p{line.key}"] = forms.DecimalField(
            label=line.item.text,
            required=False,
            max_digits=7,
            decimal_places=2,
            initial=plain(Decimal(said)) if said else None,
            error_messages=WRONG,
            widget=forms.TextInput(attrs=self._attributes(line)),
        )
        self.fields[f"n{line.key}"] = forms.CharField(
            label=f"{line.item.text}的理由",
            max_length=300,
            required=False,
            initial=line.note,
            widget=forms.TextInput(
                attrs={"class": "input grow", "placeholder": "理由，例如：台账与现场核对不符"}
            ),
        )

    def _attributes(self, line: Line) -> dict[str, str]:
        shown = {"class": "input num", "inputmode": "decimal", "autocomplete": "off", "data-item": line.key}
        if line.is_required:
            shown["data-required"] = "1"
        if line.most is not None:
            shown["data-most"] = plain(line.most)
        if line.data_points is not None:
            shown["placeholder"] = plain(line.data_points)
        if line.item.sign < 0:
            shown["data-sign"] = "-1"
        return shown

    def rows(self) -> list[FormLine]:
        return [FormLine(line, self[f"p{line.key}"], self[f"n{line.key}"]) for line in self.lines]

    def scoring(self) -> Scoring:
        """What was typed."""
        cleaned = self.cleaned_data
        return Scoring(
            {line.key: cleaned.get(f"p{line.key}") for line in self.lines},
            {line.key: cleaned.get(f"n{line.key}", "") for line in self.lines},
            cleaned.get("comment", ""),
        )


class PaperForm(ScoreForm):
    """The same as a clerk types it from paper: what the first clerk typed is not shown to the second."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]
        for line in self.lines:
            self.fields[f"p{line.key}"].initial = None


class ReviewForm(forms.Form):
    """Who scores once more."""

    judges = forms.ModelMultipleChoiceField(
        queryset=Judge.objects.none(),
        label="复评评委",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择复评的评委。"},
    )

    def __init__(self, *args: Any, actor: Actor, judges: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judges"].queryset = judges
