"""Coverage: which enterprises above the designated size take part in a year's competitions."""

from dataclasses import dataclass, field

from django.db import models

from jiangong.domains.competitions.choices import CompetitionKind, EnrolmentState
from jiangong.domains.competitions.models import Enrolment
from jiangong.domains.competitions.queries.enrolments import reported_units
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids, below

WANTED = 80  # per cent of the enterprises above the designated size
SHOWN = 200


@dataclass(slots=True)
class CoverageLine:
    """One unit: its large enterprises, how many take part, how many workers are covered by kind."""

    organization: Organization | None
    enterprises: int = 0
    taking_part: int = 0
    workers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CompetitionKind.values, 0))

    @property
    def missing(self) -> int:
        return self.enterprises - self.taking_part

    @property
    def rate(self) -> str:
        """The share in words; nothing where there is no enterprise."""
        return f"{self.taking_part * 100 / self.enterprises:.1f}%" if self.enterprises else ""

    @property
    def is_reached(self) -> bool:
        return self.enterprises > 0 and self.taking_part * 100 >= self.enterprises * WANTED

    @property
    def workers_in_all(self) -> int:
        return sum(self.workers.values())

    @property
    def by_kind(self) -> list[int]:
        return [self.workers[kind] for kind in CompetitionKind.values]

    def add(self, other: "CoverageLine") -> None:
        self.enterprises += other.enterprises
        self.taking_part += other.taking_part
        for kind, count in other.workers.items():
            self.workers[kind] += count


def coverage_of(year: int, actor: Actor) -> tuple[list[CoverageLine], CoverageLine]:
    """A line per reported unit and the total of everything within reach, in four queries."""
    lines = {one.pk: CoverageLine(one) for one in reported_units(actor)}
    total = CoverageLine(None)
    taking_part = set(_confirmed(year, actor).values_list("enterprise_id", flat=True))
    large = _large(actor).values_list("pk", "organization__path", "union__path")
    for pk, keeper, union in large:
        found = CoverageLine(None, enterprises=1, taking_part=int(pk in taking_part))
        _count(lines, total, union or keeper, found)
    workers = _confirmed(year, actor).order_by().values_list("organization__path", "kind")
    for path, kind, count in workers.annotate(n=models.Sum("workers")):
        found = CoverageLine(None)
        found.workers[kind] = count
        _count(lines, total, path, found)
    return list(lines.values()), total


def _count(lines: dict[int, CoverageLine], total: CoverageLine, path: str, found: CoverageLine) -> None:
    total.add(found)
    place = next((lines[pk] for pk in reversed(ancestor_ids(path)) if pk in lines), None)
    if place is not None:
        place.add(found)


def missing_enterprises(year: int, place: Organization, actor: Actor) -> list[Enterprise]:
    """Large enterprises of one place that take part in nothing this year, the largest first."""
    inside = below(place.path, "organization__path") | below(place.path, "union__path")
    taking_part = _confirmed(year, actor).filter(enterprise__isnull=False).values("enterprise")
    rows = _large(actor).filter(inside).exclude(pk__in=taking_part).select_related("organization", "union")
    return list(rows.order_by(models.F("workers_count").desc(nulls_last=True), "pk")[:SHOWN])


def years_of(actor: Actor) -> list[int]:
    """Years there is something to show of, the latest first."""
    rows = Enrolment.objects.visible_to(actor).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def _large(actor: Actor) -> models.QuerySet[Enterprise]:
    return Enterprise.objects.visible_to(actor).filter(above_scale=True)


def _confirmed(year: int, actor: Actor) -> models.QuerySet[Enrolment]:
    rows = Enrolment.objects.visible_to(actor)
    return rows.filter(year=year, state=EnrolmentState.CONFIRMED)
