"""The registry of what the system knows about candidates, asked for many at once; `receivers` fills it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from jiangong.domains.honors.choices import Trait
from jiangong.domains.honors.models import Nomination
from jiangong.domains.organizations.choices import Ownership
from jiangong.domains.people.choices import Gender
from jiangong.domains.people.models import Person

WHY = "facts about a candidate whom the nominating union has named"


@dataclass(frozen=True, slots=True)
class Known:
    """One fact: where it comes from, what it says, on which day."""

    source: str
    reference: str
    text: str
    on: date | None = None


Facts = dict[int, list[Known]]  # key of a nomination → what is known
EvidenceSource = Callable[[Sequence[Nomination]], Facts]
_sources: list[EvidenceSource] = []


def register_evidence(source: EvidenceSource) -> EvidenceSource:
    """Let what is known elsewhere stand beside a candidate; a constant number of queries for all of them."""
    if source not in _sources:
        _sources.append(source)
    return source


def known_about(nominations: Iterable[Nomination]) -> Facts:
    """Everything every source knows."""
    rows = list(nominations)
    found: Facts = {one.pk: [] for one in rows}
    for source in _sources:
        for key, facts in source(rows).items():
            found[key] += facts
    return found


def by_person(nominations: Sequence[Nomination]) -> dict[int, list[int]]:
    """Key of a person → keys of the nominations they are the candidate of."""
    found: dict[int, list[int]] = defaultdict(list)
    for one in nominations:
        if one.person_id:
            found[one.person_id].append(one.pk)
    return found


def by_collective(nominations: Sequence[Nomination]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for one in nominations:
        if not one.person_id:
            found[one.bearer_key].append(one.pk)
    return found


@dataclass(frozen=True, slots=True)
class Bodies:
    """Units and enterprises that are candidates themselves; a team of theirs is somebody else."""

    units: dict[int, list[int]]
    enterprises: dict[int, list[int]]

    @property
    def condition(self) -> models.Q:
        """Rows with ``unit`` or ``enterprise`` that are about one of them."""
        return models.Q(unit__in=list(self.units)) | models.Q(enterprise__in=list(self.enterprises))

    def keys_of(self, row: Any) -> list[int]:
        """Keys of the nominations that such a row speaks for."""
        if row.unit_id:
            return self.units.get(row.unit_id, [])
        return self.enterprises.get(row.enterprise_id, [])


def by_body(nominations: Sequence[Nomination]) -> Bodies:
    units: dict[int, list[int]] = defaultdict(list)
    enterprises: dict[int, list[int]] = defaultdict(list)
    for one in nominations:
        if one.unit_id and not one.team:
            units[one.unit_id].append(one.pk)
        elif one.enterprise_id and not one.team:
            enterprises[one.enterprise_id].append(one.pk)
    return Bodies(units, enterprises)


def bearing(nominations: Sequence[Nomination]) -> models.Q:
    """The awards of these candidates."""
    people, collectives = by_person(nominations), by_collective(nominations)
    return models.Q(person__in=list(people)) | models.Q(collective_key__in=list(collectives), person=None)


def suggested_traits(person: Person) -> list[str]:
    """What the register already says about somebody."""
    found = []
    if person.gender == Gender.FEMALE:
        found.append(Trait.WOMAN)
    if person.is_migrant_worker:
        found.append(Trait.MIGRANT)
    if person.is_new_employment:
        found.append(Trait.NEW_EMPLOYMENT)
    owners = {one.ownership for one in person.organization.enterprises.all()}
    if owners & {Ownership.PRIVATE, Ownership.FOREIGN}:
        found.append(Trait.PRIVATE)
    return [str(one) for one in found]
