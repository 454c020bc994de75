"""Fields of plans' forms."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Resolution, resolve_name
from jiangong.kit.access.actor import Actor
from jiangong.lib.digits import whole_number

_SEPARATORS = re.compile(r"[、，,；;\n]+")
MOST_NAMES = 60


class UnitField(forms.CharField):
    """One organization by whatever name or alias, as the resolver understands it; ``名称#编号`` settles a tie."""

    def __init__(self, *, actor: Actor, **options: Any) -> None:
        super().__init__(max_length=120, **options)
        self.actor = actor

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return _name_of(value)
        return value.name if isinstance(value, Organization) else value

    def clean(self, value: Any) -> Organization | None:
        text = super().clean(value)
        if not text:
            return None
        key = _key(text)
        meant = resolve_name(text, self.actor) if key is None else None
        pk = key if meant is None else meant.organization_id
        found = Organization.objects.visible_to(self.actor).filter(pk=pk).first() if pk is not None else None
        if found is None:
            raise ValidationError(_unclear(text, meant))
        return found


def _name_of(pk: int) -> str:
    rows = Organization.objects.ungated("the value of a row its reader was let to").filter(pk=pk)
    return rows.values_list("name", flat=True).first() or ""


def _key(text: str) -> int | None:
    digits = text.rpartition("#")[2].strip() if "#" in text else ""
    return whole_number(digits)


def _unclear(text: str, meant: Resolution | None) -> str:
    if meant is None or not meant.candidates:
        return f"您管理范围内没有“{text}”，请填写单位全称或简称。"
    choices = "、".join(f"“{one.name}#{one.organization_id}”" for one in meant.candidates[:4])
    return f"“{text}”不够明确，请从下面选一个照写：{choices}。"


class NamesField(forms.CharField):
    """Several names in one line, separated by 、; they are resolved when the row is saved."""

    def clean(self, value: Any) -> list[str]:
        names = [name.strip() for name in _SEPARATORS.split(super().clean(value))]
        found = list(dict.fromkeys(name for name in names if name))
        if len(found) > MOST_NAMES:
            raise ValidationError(
                f"一次最多填写{MOST_NAMES}个单位；全体单位请写“各区县（市）总工会”这样的统称。"
            )
        if long := next((name for name in found if len(name) > 120), None):
            raise ValidationError(f"“{long[:20]}…”太长，请在各单位之间用顿号隔开。")
        return found
