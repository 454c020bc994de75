"""What the written names of a notice mean, asked once for all of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Resolution, resolve_many
from jiangong.domains.plans.actions.adopting.indicators import catalogue_owner
from jiangong.domains.plans.queries.findings.units import is_collective
from jiangong.kit.access.actor import Actor
from jiangong.lib.names import normalize

# 市总工会权益保障部 is the department of the federation that writes the notice.
_DEPARTMENT = re.compile(
    r"^.{0,8}?(?:总工会|[省市州县区]总)(?P<rest>[^工].*(?:部|室|中心|处|委员会))(?:[(（].*[)）])?$"
)
# 市应急管理局 is that of the city the notice is written in.
_OF_THE_PLACE = re.compile(r"^[省市州县区旗]")
_UNION = re.compile(r"总?工会$")
HOLDERS = (OrganizationKind.DEPARTMENT, OrganizationKind.PARTNER)


class Names:
    """Every name of a notice with the organization it means, if that is known."""

    def __init__(self, texts: Iterable[str], actor: Actor, day: date | None) -> None:
        written = [text for text in dict.fromkeys(texts) if text and not is_collective(text)]
        place = _UNION.sub("", catalogue_owner(actor.organization).name)
        readings = {text: [text, *other_readings(text, place)] for text in written}
        known = resolve_many([one for found in readings.values() for one in found], actor, day)
        self._meant: dict[str, Resolution] = {}
        for text, found in readings.items():
            meant = next((known[one] for one in found if known[one].organization_id is not None), known[text])
            self._meant[text] = replace(meant, text=text)
        keys = {one.organization_id for one in self._meant.values() if one.organization_id is not None}
        kinds = Organization.objects.ungated("resolved within the actor's reach").filter(pk__in=keys)
        self._kinds = dict(kinds.values_list("pk", "kind"))
        own = actor.organization
        self.own_department_id = own.pk if own.kind == OrganizationKind.DEPARTMENT else None

    def organization_id(self, text: str) -> int | None:
        """The organization meant, or nothing where somebody has to say."""
        found = self._meant.get(text)
        return found.organization_id if found else None

    def key(self, text: str) -> int | str:
        """What two spellings of one unit have in common."""
        return self.organization_id(text) or normalize(text)

    def holder_id(self, texts: Iterable[str]) -> int | None:
        """The first department among these names: who may look after what nobody was given."""
        found = (self.organization_id(text) for text in texts)
        return next((pk for pk in found if pk is not None and self._kinds.get(pk) in HOLDERS), None)

    def to_settle(self) -> Iterator[Resolution]:
        yield from self._meant.values()


def other_readings(text: str, place: str) -> Iterator[str]:
    """What a name may stand for where the notice is written: with the place in full, or the department alone."""
    if place and _OF_THE_PLACE.match(text) and place.endswith(text[0]):
        yield f"{place}{text[1:]}"
    if found := _DEPARTMENT.match(text):
        yield found["rest"]
