"""Input shapes of statistics."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Plan
from jiangong.domains.statistics.models import Circular, TilePlace
from jiangong.domains.statistics.queries.plans import boarded_plans
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.acting import ActingModelForm

WORDS = ("title", "official_number", "problems", "demands")
FARTHEST = 20
PLACE = (("row", "的行"), ("column", "的列"))


class CircularForm(ActingModelForm):
    """The words of a circular; its figures come from the board."""

    class Meta:
        model = Circular
        fields = WORDS
        widgets = {
            "problems": forms.Textarea(attrs={"rows": 4}),
            "demands": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {"title": {"required": "请填写标题。"}}


class CircularCreateForm(CircularForm):
    """With the plan and the day whose figures it tells."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label="计划", empty_label=None)
    as_of = forms.DateField(
        label="数据截至", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ("plan", "as_of", *WORDS)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["plan"].queryset = boarded_plans(actor)
        self.fields["as_of"].help_text = "不能晚于今天。"

    def clean_as_of(self) -> Any:
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError("数据截至日期不能晚于今天。")
        return day


class ArrangementForm(forms.Form):
    """Row and column of every unit; a unit without both is not placed."""

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        units: Iterable[Organization],
        places: dict[int, TilePlace],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.units = actor, list(units)
        for unit in self.units:
            place = places.get(unit.pk)
            for name, label in PLACE:
                self.fields[f"{name}_{unit.pk}"] = forms.IntegerField(
                    label=f"{unit}{label}",
                    required=False,
                    min_value=1,
                    max_value=FARTHEST,
                    initial=getattr(place, name, None),
                )

    def lines(self) -> list[tuple[Organization, list[forms.BoundField]]]:
        """Every unit with its two boxes."""
        return [(unit, [self[f"{name}_{unit.pk}"] for name, _ in PLACE]) for unit in self.units]

    def places(self) -> dict[Organization, tuple[int, int] | None]:
        """What was asked for, by unit."""
        found: dict[Organization, tuple[int, int] | None] = {}
        for unit in self.units:
            spot = tuple(self.cleaned_data.get(f"{name}_{unit.pk}") for name, _ in PLACE)
            found[unit] = (int(spot[0]), int(spot[1])) if spot[0] and spot[1] else None
        return found
