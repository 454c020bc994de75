"""Text boxes that mean a unit or a person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import resolve_name
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import (
    people_meant,
    person_as_written,
    read_mention,
    standing_people,
)
from jiangong.kit.access.actor import Actor
from jiangong.kit.ui.suggesting import SuggestingInput

OFFERED = 300


class UnitField(forms.CharField):
    """An organization by whatever name, within the actor's reach."""

    widget = SuggestingInput

    def __init__(self, *, actor: Actor, **options: Any) -> None:
        super().__init__(max_length=120, **options)
        self.actor = actor
        reach = Organization.objects.visible_to(actor).filter(closed_on=None).order_by("path")
        reach = reach.exclude(kind="department")
        self.widget.suggestions = tuple(reach.values_list("name", flat=True)[:OFFERED])

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            known = Organization.objects.ungated("the value of a row its reader was let to")
            value = known.filter(pk=value).first()
        return value.name if isinstance(value, Organization) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Organization | None:
        text = super().clean(value)
        if not text:
            return None
        meant = resolve_name(text, self.actor)
        if meant.is_certain and (found := meant.organization) is not None:
            return found
        if meant.candidates:
            names = "、".join(f"“{one.name}”" for one in meant.candidates[:3])
            raise ValidationError(f"您管理范围内没有叫这个名称的单位，相近的有{names}，请填写全称。")
        raise ValidationError("您管理范围内没有这个单位。请从提示中选择，或核对名称。")


class PersonField(forms.CharField):
    """A registered person as one writes them; those of other units by name and number together.

    ``kept`` is who it was: the same text means them, even where one could not find them again.
    """

    widget = SuggestingInput
    kept: Person | None = None

    def __init__(self, *, actor: Actor, **options: Any) -> None:
        super().__init__(max_length=120, **options)
        self.actor = actor
        self.widget.attrs |= {"autocomplete": "off"}
        if actor.organization_id is not None and not actor.sees_everything:
            people = standing_people(actor).filter(erased_at=None).select_related("organization")
            near = people.order_by("name", "pk")[:OFFERED]
            self.widget.suggestions = tuple(person_as_written(person) for person in near)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            known = Person.objects.ungated("the value of a row its reader was let to")
            value = known.filter(pk=value).select_related("organization").first()
        return person_as_written(value) if isinstance(value, Person) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Person | None:
        text = super().clean(value)
        if not text:
            return None
        if self.kept is not None and text == person_as_written(self.kept):
            return self.kept
        mention = read_mention(text)
        meant = people_meant([mention], self.actor)[mention]
        if meant.person_id is None:
            raise ValidationError(meant.problem)
        known = Person.objects.ungated("found by name within reach, or by name and number together")
        return known.select_related("organization").get(pk=meant.person_id)
