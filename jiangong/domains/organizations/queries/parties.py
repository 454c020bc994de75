"""Who is meant where an enterprise or an organization may take part: found by name, code or alias."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries.names import Resolution, resolve_many
from jiangong.kit.access.actor import Actor
from jiangong.lib.digits import whole_number

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Party:
    """An enterprise or an organization under the name it has today; one of the two is ``None``."""

    name: str
    enterprise: Enterprise | None = None
    unit: Organization | None = None

    @property
    def identity(self) -> str:
        """The same for the same body, whatever it is written like."""
        return f"e{self.enterprise.pk}" if self.enterprise else f"o{self.unit.pk if self.unit else 0}"

    def __str__(self) -> str:
        return self.name


def home_of(actor: Actor) -> Organization | None:
    """The union whose ledgers the actor keeps: a department keeps those of the union it belongs to."""
    organization = actor.organization
    if organization is not None and organization.kind == OrganizationKind.DEPARTMENT:
        return organization.parent
    return organization


def organization_meant(text: str, actor: Actor) -> Organization:
    """The organization within reach that ``text`` means; ``ValueError`` says what to write instead."""
    return _one(organizations_meant([text], actor)[text])


def organizations_meant(texts: Iterable[str], actor: Actor) -> dict[str, Organization | str]:
    """The same for many; a sentence stands where nothing certain was found."""
    wanted = list(dict.fromkeys(texts))
    meant = resolve_many([text for text in wanted if "#" not in text], actor)
    keys = {text: _key(text) if "#" in text else meant[text].organization_id for text in wanted}
    found = Organization.objects.visible_to(actor).in_bulk({key for key in keys.values() if key is not None})
    return {text: _open(found.get(keys[text] or 0), text, meant.get(text)) for text in wanted}


def unit_meant(text: str, actor: Actor) -> Organization | Enterprise:
    """The same as the row itself."""
    party = party_meant(text, actor)
    found = party.enterprise or party.unit
    if found is None:
        raise ValueError(f"您管理范围内没有“{text}”，请填写全称。")
    return found


def party_meant(text: str, actor: Actor) -> Party:
    """The enterprise or organization within reach that ``text`` means."""
    return _one(parties_meant([text], actor)[text])


def parties_meant(texts: Iterable[str], actor: Actor) -> dict[str, Party | str]:
    """Enterprises by code or exact name go first; anything else is looked for among organizations."""
    wanted = list(dict.fromkeys(texts))
    known: dict[str, list[Enterprise]] = {}
    enterprises = Enterprise.objects.visible_to(actor)
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        for field in ("name", "credit_code"):
            for one in enterprises.filter(**{f"{field}__in": batch}).select_related("union"):
                known.setdefault(getattr(one, field), []).append(one)
    unions = organizations_meant([text for text in wanted if text not in known], actor)
    return {
        text: _enterprise(text, known[text]) if text in known else _union(text, unions[text])
        for text in wanted
    }


def _one(found: Any) -> Any:
    if isinstance(found, str):
        raise ValueError(found)
    return found


def _enterprise(text: str, found: list[Enterprise]) -> Party | str:
    if len(found) > 1:
        codes = "、".join(one.credit_code or f"{one.organization}登记的" for one in found[:3])
        return f"有{len(found)}家企业叫“{text}”，请改填统一社会信用代码（{codes}）。"
    return Party(found[0].name, enterprise=found[0])


def _union(text: str, found: Organization | str) -> Party | str:
    if isinstance(found, Organization):
        return Party(found.name, unit=found)
    return f"企业名录里没有“{text}”，{found}" if "没有" in found else found


def _open(found: Organization | None, text: str, meant: Resolution | None) -> Organization | str:
    if found is None:
        return _unclear(text, meant)
    if found.is_closed:
        return f"“{found.name}”已经撤销，请填写现在的单位。"
    return found


def _key(text: str) -> int | None:
    digits = text.rpartition("#")[2].strip()
    return whole_number(digits)


def _unclear(text: str, meant: Resolution | None) -> str:
    if meant is None or not meant.candidates:
        return f"您管理范围内没有“{text}”，请填写全称。"
    choices = "、".join(f"“{one.name}#{one.organization_id}”" for one in meant.candidates[:4])
    return f"“{text}”不够明确，请从下面选一个照写：{choices}。"
