"""The form of a whole rubric: groups and items as they stand, with room for more."""

from decimal import Decimal
from typing import Any

from django import forms

from jiangong.domains.assessments.actions import GroupFacts, ItemFacts
from jiangong.domains.assessments.choices import ItemKind
from jiangong.domains.assessments.models import Rubric
from jiangong.kit.access.actor import Actor

MORE_ITEMS, MORE_GROUPS = 1, 1


def points_field(label: str, initial: Decimal | None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=7, decimal_places=2, min_value=0, required=False, initial=initial
    )


class RubricForm(forms.Form):
    """Title, year, points, then a line for each item; an item emptied is removed."""

    title = forms.CharField(label="名称", max_length=200, error_messages={"required": "请填写名称。"})
    year = forms.IntegerField(label="年度", min_value=1990, max_value=2100)
    points = forms.DecimalField(label="总分", max_digits=7, decimal_places=2, min_value=0)

    def __init__(self, *args: Any, actor: Actor, instance: Rubric, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": instance.title, "year": instance.year, "points": instance.points}
        super().__init__(*args, **kwargs)
        self.sizes: list[int] = []
        groups = list(instance.groups.prefetch_related("items"))
        for place, group in enumerate([*groups, *[None] * MORE_GROUPS]):
            self._add_group(place, group)

    def _add_group(self, place: int, group: Any) -> None:
        items = list(group.items.all()) if group else []
        self.fields[f"g{place}"] = forms.CharField(
            label="大项", max_length=80, required=False, initial=group.name if group else ""
        )
        self.fields[f"g{place}_points"] = points_field("大项分值", group.points if group else None)
        for row, item in enumerate([*items, *[None] * MORE_ITEMS]):
            self._add_item(f"g{place}_{row}", item)
        self.sizes.append(len(items) + MORE_ITEMS)

    def _add_item(self, name: str, item: Any) -> None:
        self.fields[name] = forms.CharField(
            label="内容", max_length=500, required=False, initial=item.text if item else ""
        )
        self.fields[f"{name}_points"] = points_field("分值", item.points if item else None)
        self.fields[f"{name}_kind"] = forms.ChoiceField(
            label="性质",
            choices=ItemKind.choices,
            initial=item.kind if item else ItemKind.REGULAR,
            required=False,
        )

    def rows(self) -> list[dict[str, Any]]:
        """Groups with their lines, as the template draws them."""
        return [
            {
                "name": self[f"g{place}"],
                "points": self[f"g{place}_points"],
                "items": [
                    {
                        "text": self[f"g{place}_{row}"],
                        "points": self[f"g{place}_{row}_points"],
                        "kind": self[f"g{place}_{row}_kind"],
                    }
                    for row in range(size)
                ],
            }
            for place, size in enumerate(self.sizes)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place, size in enumerate(self.sizes):
            filled = [row for row in range(size) if cleaned.get(f"g{place}_{row}", "").strip()]
            if filled and not cleaned.get(f"g{place}", "").strip():
                self.add_error(f"g{place}", "请填写大项名称；不需要的大项请把细项一并清空。")
        return cleaned

    def groups(self) -> list[GroupFacts]:
        """What was entered, without empty lines."""
        cleaned, found = self.cleaned_data, []
        for place, size in enumerate(self.sizes):
            name = cleaned[f"g{place}"].strip()
            items = tuple(
                ItemFacts(
                    text,
                    cleaned[f"g{place}_{row}_points"],
                    cleaned[f"g{place}_{row}_kind"] or ItemKind.REGULAR,
                )
                for row in range(size)
                if (text := cleaned[f"g{place}_{row}"].strip())
            )
            if name:
                found.append(GroupFacts(name, cleaned[f"g{place}_points"], items))
        return found
