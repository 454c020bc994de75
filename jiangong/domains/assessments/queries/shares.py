"""Who has a share of what, and how much: known to plans, asked through a registry that plans fill."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from jiangong.domains.assessments.models import Rubric
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.kit.access.actor import Actor

Targets = Mapping[tuple[int, int], Decimal]  # by indicator and organization

GROUPS = {
    OrganizationKind.DISTRICT: "区县（市）和开发区",
    OrganizationKind.ZONE: "区县（市）和开发区",
    OrganizationKind.INDUSTRY: "产业工会",
    OrganizationKind.ENTERPRISE: "直属基层工会",
}
OTHERS = "其他单位"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something whose sharers can be scored: a programme of a plan."""

    key: str
    label: str


class ShareSource(Protocol):
    """What an app that divides work among units answers."""

    def offers(self, actor: Actor, rubric: Rubric) -> list[Offer]:
        """What the actor may take units from, with this rubric in mind: the likeliest first."""

    def sharers(self, key: str) -> list[int]:
        """The organizations with a share, in the notice's order."""

    def targets(self, key: str, indicators: Collection[int]) -> Targets:
        """How much each of them is to reach."""


_sources: dict[str, ShareSource] = {}


def register_share_source(name: str, source: ShareSource) -> None:
    """``name`` begins the source's keys: ``plans.program`` for ``plans.program:12``."""
    _sources[name] = source


def offers(actor: Actor, rubric: Rubric) -> list[Offer]:
    return [one for source in _sources.values() for one in source.offers(actor, rubric)]


def sharers(key: str) -> list[int]:
    source = _source(key)
    return source.sharers(key) if source else []


def targets(key: str, indicators: Collection[int]) -> Targets:
    source = _source(key)
    return source.targets(key, indicators) if source and indicators else {}


def group_of(kind: str) -> str:
    """In which group a unit of this kind is compared, as the published tables group them."""
    return GROUPS.get(OrganizationKind(kind), OTHERS)


def _source(key: str) -> ShareSource | None:
    return _sources.get(key.partition(":")[0])
