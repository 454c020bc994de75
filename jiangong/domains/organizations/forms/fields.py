"""Form fields shared by the forms of this app."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Resolution, resolve_many
from jiangong.kit.access.actor import Actor
from jiangong.kit.pages.fields import MeantField
from jiangong.lib.digits import whole_number

_MOST_NAMES = 500
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def organization_field(actor: Actor, label: str, **options: Any) -> MeantField:
    """One organization, by whatever name or alias, within the actor's reach; ``名称#编号`` settles a tie."""
    return MeantField(
        lambda text: understood([text], actor)[0],
        spelled=lambda one: one.name,
        names=["organizations"],
        label=label,
        **options,
    )


class DayField(forms.DateField):
    """A day in the life of an organization; slips of the pen in the year are caught here."""

    widget = forms.DateInput

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise ValidationError(f"年份应在{_FIRST_YEAR}至{_LAST_YEAR}之间，请改正。")
        return day


class OrganizationsField(forms.CharField):
    """Several organizations, one name per line: a column pasted from a sheet will do."""

    def __init__(self, *, actor: Actor, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), **options)
        self.actor = actor

    def clean(self, value: Any) -> list[Organization]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > _MOST_NAMES:
            raise ValidationError(f"一次最多填写{_MOST_NAMES}个组织，请分几次办理。")
        return list(dict.fromkeys(understood(names, self.actor)))


def if_given(reader: Callable[[str], str]) -> Callable[[str], str]:
    """What may stay empty is read only where there is something."""
    return lambda text: reader(text) if text else ""


def understood(names: Iterable[str], actor: Actor) -> list[Organization]:
    """The organizations meant, in order; one sentence for each name that means none or several."""
    wanted = list(names)
    meant = resolve_many([name for name in wanted if "#" not in name], actor)
    keys = [_key(name) if "#" in name else meant[name].organization_id for name in wanted]
    found = Organization.objects.visible_to(actor).in_bulk([key for key in keys if key is not None])
    errors = [
        ValidationError(_unclear(name, meant.get(name), actor))
        for name, key in zip(wanted, keys, strict=True)
        if key not in found
    ]
    if errors:
        raise ValidationError(errors)
    return [found[key] for key in keys if key is not None]


def _key(name: str) -> int | None:
    digits = name.rpartition("#")[2].strip()
    return whole_number(digits)


def _unclear(name: str, meant: Resolution | None, actor: Actor) -> str:
    if meant is None or not meant.candidates:
        return f"您管理范围内没有“{name}”，请从提示中选择，或填写全称。"
    keys = [each.organization_id for each in meant.candidates[:4]]
    places = Organization.objects.visible_to(actor).select_related("parent").in_bulk(keys)
    choices = "、".join(
        f"“{place.name}#{place.pk}”（{place.parent or place}）" for place in map(places.get, keys) if place
    )
    return f"“{name}”不够明确，请从下面选一个照写：{choices}。"
