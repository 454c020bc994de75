"""The form of a whole rubric: groups and items as they stand, with room for more."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from jiangong.domains.assessments.actions.rubrics import GroupFacts, ItemFacts
from jiangong.domains.assessments.choices import ItemKind
from jiangong.domains.assessments.models import Rubric, RubricGroup, RubricItem
from jiangong.kit.access.actor import Actor
from jiangong.lib.amounts import plain

MORE_ITEMS, MORE_GROUPS = 1, 1  # empty lines that stand open behind those filled in
FRESH_GROUPS, FRESH_ITEMS = 4, 4  # lines of a sheet that is begun
SPARE_ITEMS, SPARE_GROUPS = 6, 4  # behind a tap


def points_field(label: str, initial: Decimal | None = None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=7,
        decimal_places=2,
        min_value=0,
        required=False,
        initial=None if initial is None else plain(initial),
    )


class RubricForm(forms.Form):
    """Title, year, points, then a line for each item; an item emptied is removed."""

    title = forms.CharField(label="名称", max_length=200, error_messages={"required": "请填写名称。"})
    year = forms.IntegerField(label="年度", min_value=1990, max_value=2100)
    points = forms.DecimalField(label="总分", max_digits=7, decimal_places=2, min_value=0)

    def __init__(self, *args: Any, actor: Actor, instance: Rubric | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _head(instance)
        super().__init__(*args, **kwargs)
        self.sizes: list[int] = []
        self.keys: dict[str, int] = {}
        groups = list(instance.groups.prefetch_related("items")) if instance else []
        more_groups, self.more = (MORE_GROUPS, MORE_ITEMS) if instance else (FRESH_GROUPS, FRESH_ITEMS)
        self.open_groups = len(groups) + more_groups
        for place, group in enumerate([*groups, *[None] * (more_groups + SPARE_GROUPS)]):
            self._add_group(place, group)

    def _add_group(self, place: int, group: RubricGroup | None) -> None:
        items = list(group.items.all()) if group else []
        self.fields[f"g{place}"] = forms.CharField(
            label=f"第{place + 1}大项", max_length=80, required=False, initial=group.name if group else ""
        )
        self.fields[f"g{place}_points"] = points_field("大项分值", group.points if group else None)
        if group:
            self.keys[f"g{place}"] = group.pk
        found = [*items, *[None] * (self.more + SPARE_ITEMS)]
        for row, item in enumerate(found):
            self._add_item(f"g{place}_{row}", f"第{place + 1}大项第{row + 1}项", item)
        self.sizes.append(len(found))

    def _add_item(self, name: str, called: str, item: RubricItem | None) -> None:
        self.fields[name] = forms.CharField(
            label=called, max_length=500, required=False, initial=item.text if item else ""
        )
        self.fields[f"{name}_points"] = points_field(f"{called}分值", item.points if item else None)
        self.fields[f"{name}_kind"] = forms.ChoiceField(
            label=f"{called}性质",
            choices=ItemKind.choices,
            initial=item.kind if item else ItemKind.REGULAR,
            required=False,
        )
        if item:
            self.keys[name] = item.pk

    def rows(self) -> list[dict[str, Any]]:
        """Groups with their lines, as the template draws them; spare ones fold away as long as they are empty."""
        return [
            self._group_row(place, size) for place, size in enumerate(self.sizes[: self._unfolded_groups()])
        ]

    def spare_rows(self) -> list[dict[str, Any]]:
        first = self._unfolded_groups()
        return [self._group_row(place, size) for place, size in enumerate(self.sizes[first:], start=first)]

    def _group_row(self, place: int, size: int) -> dict[str, Any]:
        lines = [
            {
                "text": self[f"g{place}_{row}"],
                "points": self[f"g{place}_{row}_points"],
                "kind": self[f"g{place}_{row}_kind"],
            }
            for row in range(size)
        ]
        unfolded = max(size - SPARE_ITEMS, self._last_typed(place, size))
        return {
            "name": self[f"g{place}"],
            "points": self[f"g{place}_points"],
            "items": lines[:unfolded],
            "spare": lines[unfolded:],
        }

    def _last_typed(self, place: int, size: int) -> int:
        """How many lines of a group reach to the last in which something was typed."""
        typed = [row for row in range(size) if self._is_typed(f"g{place}_{row}")]
        return typed[-1] + 1 if typed else 0

    def _unfolded_groups(self) -> int:
        typed = [
            place
            for place, size in enumerate(self.sizes)
            if self._is_typed(f"g{place}") or self._last_typed(place, size)
        ]
        return max(self.open_groups, typed[-1] + 1 if typed else 0)

    def _is_typed(self, name: str) -> bool:
        return bool(self[name].value() or self[f"{name}_points"].value())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place, size in enumerate(self.sizes):
            filled = [row for row in range(size) if cleaned.get(f"g{place}_{row}", "").strip()]
            if filled and not cleaned.get(f"g{place}", "").strip():
                self.add_error(f"g{place}", "请填写大项名称；不需要的大项请把细项一并清空。")
        return cleaned

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "year", "points")}

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
                    self.keys.get(f"g{place}_{row}"),
                )
                for row in range(size)
                if (text := cleaned[f"g{place}_{row}"].strip())
            )
            if name:
                found.append(GroupFacts(name, cleaned[f"g{place}_points"], items, self.keys.get(f"g{place}")))
        return found


def _head(instance: Rubric | None) -> dict[str, Any]:
    if instance is None:
        return {"year": timezone.localdate().year, "points": Decimal(100)}
    return {"title": instance.title, "year": instance.year, "points": plain(instance.points)}
