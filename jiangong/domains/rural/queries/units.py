"""What units do for villages in a year: figures side by side, and one unit's whole year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import home_of, units
from jiangong.domains.rural.choices import EntryState, ProjectState, Source
from jiangong.domains.rural.models import Base, Collective, Funding, Participation, Project
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids, below

ACTIVE = (ProjectState.RUNNING, ProjectState.FINISHED)
STANDING = Q(state=EntryState.STANDING)


@dataclass(slots=True)
class Line:
    """One unit's figures of a year; people and collectives are counted once each."""

    organization: Organization | None
    people: set[int] = field(default_factory=set)
    collectives: set[str] = field(default_factory=set)
    projects: int = 0
    bases: int = 0
    union_money: Decimal = Decimal(0)
    social_money: Decimal = Decimal(0)

    @property
    def is_empty(self) -> bool:
        return not (
            self.people
            or self.collectives
            or self.projects
            or self.bases
            or self.union_money
            or self.social_money
        )


@dataclass(frozen=True, slots=True)
class Year:
    """Everything of one year within reach of an actor, under one place or everywhere."""

    year: int
    actor: Actor
    place: Organization | None = None

    def _rows(self, model: Any) -> QuerySet:
        rows = model.objects.visible_to(self.actor)
        return rows.filter(below(self.place.path, "organization__path")) if self.place else rows

    @property
    def participations(self) -> QuerySet[Participation]:
        return self._rows(Participation).filter(STANDING, year=self.year)

    @property
    def collectives(self) -> QuerySet[Collective]:
        return self._rows(Collective).filter(STANDING, year=self.year)

    @property
    def projects(self) -> QuerySet[Project]:
        """Those that ran in the year, whenever they began."""
        alive = Q(finished_on=None) | Q(finished_on__year__gte=self.year)
        return self._rows(Project).filter(alive, state__in=ACTIVE, begun_on__year__lte=self.year)

    @property
    def bases(self) -> QuerySet[Base]:
        """Those in being at the end of the year, or now."""
        alive = Q(ended_on=None) | Q(ended_on__year__gt=self.year)
        return self._rows(Base).filter(STANDING, alive, named_on__year__lte=self.year)

    @property
    def fundings(self) -> QuerySet[Funding]:
        return self._rows(Funding).filter(STANDING, paid_on__year=self.year)

    def total(self) -> Line:
        """The figures of all of it, in five queries."""
        return self._added([])[1]

    def lines(self) -> tuple[list[Line], Line]:
        """A line for each reported unit, and the total."""
        return self._added(reported_units(self.actor))

    def _added(self, reported: Iterable[Organization]) -> tuple[list[Line], Line]:
        lines, total = {one.pk: Line(one) for one in reported}, Line(None)
        for path, person in self.participations.order_by().values_list("organization__path", "person_id"):
            for line in _places(path, lines, total):
                line.people.add(person)
        for path, identity in self.collectives.order_by().values_list("organization__path", "identity"):
            for line in _places(path, lines, total):
                line.collectives.add(identity)
        for path in self.projects.order_by().values_list("organization__path", flat=True):
            for line in _places(path, lines, total):
                line.projects += 1
        for path in self.bases.order_by().values_list("organization__path", flat=True):
            for line in _places(path, lines, total):
                line.bases += 1
        self._add_money(lines, total)
        return list(lines.values()), total

    def _add_money(self, lines: dict[int, Line], total: Line) -> None:
        money = self.fundings.order_by().values_list("organization__path", "source")
        for path, source, amount in money.annotate(n=Sum("amount")):
            for line in _places(path, lines, total):
                if source == Source.UNION:
                    line.union_money += amount
                else:
                    line.social_money += amount


def _places(path: str, lines: dict[int, Line], total: Line) -> list[Line]:
    near = next((lines[pk] for pk in reversed(ancestor_ids(path)) if pk in lines), None)
    return [total] if near is None else [near, total]


def reported_units(actor: Actor) -> list[Organization]:
    """Whose part is told apart: the units for the city, the unions directly below for a unit."""
    home = home_of(actor)
    if home is not None and home.is_unit:
        near = Organization.objects.visible_to(actor).filter(parent=home, closed_on=None)
        return [home, *near.order_by("position", "pk")]
    return list(units(actor))


def years_with_entries(actor: Actor) -> list[int]:
    """This year and those there is something of, the latest first."""
    found = {timezone.localdate().year}
    for model in (Participation, Collective):
        found |= set(model.objects.visible_to(actor).values_list("year", flat=True).distinct())
    return sorted(found, reverse=True)


def money_by_project(fundings: QuerySet[Funding]) -> dict[int, dict[str, Decimal]]:
    """What went into each project, by source."""
    found: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
    for project, source, amount in (
        fundings.order_by().values_list("project_id", "source").annotate(n=Sum("amount"))
    ):
        found[project][source] = amount
    return found
