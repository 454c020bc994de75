"""Who may not judge whom: one registry of ties, filled by every app that knows of some.

A source gets all judges and all subjects at once and answers in a constant number of queries, so that a whole
panel is checked against a thousand works as one judge against one work is. There is no waiver.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from jiangong.domains.assessments.choices import ConflictKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.kit.access.paths import ancestor_ids

MONTHS = 36  # how long a former unit is avoided when a round says nothing else
DAYS_PER_MONTH = 365.25 / 12
WHY = "ties are looked for wherever they are"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One reason why somebody may not judge, as a sentence."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged: a unit, a person, or a work with its unit and its authors. ``key`` is the asker's own."""

    key: int | str
    organizations: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tie:
    """A source's finding: this person is tied to this subject."""

    judge: int
    subject: int | str
    kind: ConflictKind
    sentence: str


class Question:
    """All judges (keys of people) and subjects of one check, with what every source needs to know of them.

    ``inside`` is the path of the union that asks: it tells its own branches apart by the places right below it,
    and belonging to itself ties nobody, or a district could judge none of its own townships.
    """

    def __init__(
        self,
        judges: Collection[int],
        subjects: Collection[Subject],
        on: date,
        months: int = MONTHS,
        *,
        inside: str = "",
    ) -> None:
        self.on, self.since = on, on - timedelta(days=round(months * DAYS_PER_MONTH))
        self.inside = inside
        self.subjects = tuple(subjects)
        self._standing = standing_keys({*judges, *(one for subject in subjects for one in subject.people)})
        self.asked = tuple(judges)
        self.judges = frozenset(self._standing[one] for one in judges)

    def standing(self, person: int) -> int:
        """The entry a merged one was merged into."""
        return self._standing.get(person, person)

    @cached_property
    def subjects_of_person(self) -> dict[int, list[int | str]]:
        """Keys of the subjects by the people in them."""
        found: dict[int, list[int | str]] = defaultdict(list)
        for subject in self.subjects:
            for person in subject.people:
                found[self.standing(person)].append(subject.key)
        return dict(found)

    @property
    def people(self) -> frozenset[int]:
        """Everybody who is judged."""
        return frozenset(self.subjects_of_person)

    @cached_property
    def subjects_of_unit(self) -> dict[int, list[int | str]]:
        """Keys of the subjects by the unit they, or the people in them, stand under."""
        homes = dict(
            Person.objects.ungated(WHY).filter(pk__in=self.people).values_list("pk", "organization_id")
        )
        places = {place for one in self.subjects for place in one.organizations} | set(homes.values())
        units, found = self.units(places), defaultdict(list)
        for subject in self.subjects:
            at = {*subject.organizations, *(homes[self.standing(one)] for one in subject.people)}
            for unit in {units[place] for place in at if place in units}:
                found[unit].append(subject.key)
        return dict(found)

    def units(self, organizations: Collection[int]) -> dict[int, int]:
        """The unit each organization stands under today: of the nearest kind that gets targets of its own.

        What stands under no unit (the federation, its departments, partners) is its own unit. For a union that
        asks about its own branches the unit is the branch right below it, and it is none itself.
        """
        paths = dict(
            Organization.objects.ungated(WHY).filter(pk__in=set(organizations)).values_list("pk", "path")
        )
        above = {one for path in paths.values() for one in ancestor_ids(path)}
        kinds = Organization.objects.ungated(WHY).filter(pk__in=above)
        is_unit = {one.pk for one in kinds.only("pk", "kind") if one.is_unit}
        return {
            pk: self._branch(path)
            or next((one for one in reversed(ancestor_ids(path)) if one in is_unit), pk)
            for pk, path in paths.items()
            if path != self.inside
        }

    def _branch(self, path: str) -> int | None:
        """The place right below who asks that this path leads through, if it does."""
        if not self.inside or not path.startswith(self.inside):
            return None
        return ancestor_ids(path)[len(ancestor_ids(self.inside))]

    def at_places(self, stays: Iterable[tuple[int, int, str]], kind: ConflictKind) -> Iterator[Tie]:
        """Ties of judges with the places they are or were at: (person, organization, sentence)."""
        rows = list(stays)
        units = self.units({place for _, place, _ in rows})
        for judge, place, sentence in rows:
            for key in self.subjects_of_unit.get(units.get(place, 0), ()):
                yield Tie(self.standing(judge), key, kind, sentence)

    def between_people(self, pairs: Iterable[tuple[int, int, str]], kind: ConflictKind) -> Iterator[Tie]:
        """Ties of two people, whichever of them is the judge: (one, other, sentence)."""
        for one, other, sentence in pairs:
            for judge, judged in ((one, other), (other, one)):
                if judge in self.judges:
                    for key in self.subjects_of_person.get(judged, ()):
                        yield Tie(judge, key, kind, sentence)


Source = Callable[[Question], Iterable[Tie]]
_sources: list[Source] = []


def register_conflict_source(source: Source) -> Source:
    """Let an app say which ties it knows of; used as a decorator in its receivers."""
    if source not in _sources:
        _sources.append(source)
    return source


def conflicts_between(question: Question) -> dict[tuple[int, int | str], list[Conflict]]:
    """Every pair of judge and subject that may not meet, with all reasons; nothing for the others."""
    if not question.asked or not question.subjects:
        return {}
    found: dict[tuple[int, int | str], list[Conflict]] = defaultdict(list)
    for source in _sources:
        for tie in source(question):
            conflict = Conflict(tie.kind, tie.sentence)
            if conflict not in found[tie.judge, tie.subject]:
                found[tie.judge, tie.subject].append(conflict)
    return {
        (asked, subject.key): reasons
        for asked in question.asked
        for subject in question.subjects
        if (reasons := found.get((question.standing(asked), subject.key)))
    }


def conflicts_of(
    person: Person, about: Person | Organization, on: date | None = None, months: int = MONTHS
) -> list[Conflict]:
    """Why this person may not judge, inspect or review that unit or person; empty when they may."""
    if isinstance(about, Person):
        subject = Subject("one", people=frozenset({about.pk}))
    else:
        subject = Subject("one", organizations=frozenset({about.pk}))
    question = Question([person.pk], [subject], on or timezone.localdate(), months)
    return conflicts_between(question).get((person.pk, "one"), [])


def standing_keys(people: Collection[int]) -> dict[int, int]:
    """Where merged entries lead, through however many merges."""
    leads: dict[int, int | None] = {}
    frontier = set(people)
    everywhere = Person.objects.ungated(WHY)
    while frontier:
        step = dict(everywhere.filter(pk__in=frontier).values_list("pk", "merged_into_id"))
        leads |= step
        frontier = {one for one in step.values() if one is not None} - leads.keys()
    return {one: _end(one, leads) for one in people}


def _end(person: int, leads: Mapping[int, int | None]) -> int:
    while (further := leads.get(person)) is not None:
        person = further
    return person
