"""What is due when, from whom, and who hears of it on which rung: every domain declares its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from jiangong.kit.messaging.models import Rung, RungName

UNIT_RUNGS = (RungName.BEFORE, RungName.DUE)
LOOK_BACK = timedelta(days=60)  # what is overdue for longer is no news to anybody


@dataclass(frozen=True, slots=True)
class Audience:
    """Who hears of a rung: people, and the organization whose group hears of it too."""

    people: tuple[Any, ...] = ()
    organization_id: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing a unit owes by a day. ``title`` goes outward: no personal value may stand in it."""

    key: str
    title: str
    url: str
    due_on: date
    people_by_rung: Mapping[str, Audience] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of which sources are asked; both ends included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Call:
    """A rung that one deadline has reached."""

    rung: str
    deadline: Deadline
    audience: Audience

    @property
    def key(self) -> str:
        """Moved to another day, it is another thing to be reminded of."""
        return f"{self.deadline.key}@{self.deadline.due_on.isoformat()}"


DeadlineSource = Callable[[Span], Iterable[Deadline]]
_sources: list[DeadlineSource] = []


def register_deadlines(source: DeadlineSource) -> DeadlineSource:
    """Add a source: what is still owed and due within the span, in a constant number of queries."""
    if source not in _sources:
        _sources.append(source)
    return source


def ladder() -> dict[str, int]:
    """How many days after the day it is due each rung is reached."""
    return dict(Rung.objects.values_list("name", "days"))


def calls_on(today: date) -> list[Call]:
    """Every rung that something has reached today: of a unit's own two the later, the upper two besides."""
    rungs = ladder()
    ahead = timedelta(days=max(-min(rungs.values(), default=0), 0))
    span = Span(today - LOOK_BACK, today + ahead)
    return [
        Call(rung, deadline, deadline.people_by_rung[rung])
        for source in _sources
        for deadline in source(span)
        for rung in _reached(rungs, (today - deadline.due_on).days)
        if rung in deadline.people_by_rung
    ]


def _reached(rungs: Mapping[str, int], late: int) -> list[str]:
    reached = [name for name in RungName.values if name in rungs and late >= rungs[name]]
    own = [name for name in reached if name in UNIT_RUNGS]
    return [*own[-1:], *(name for name in reached if name not in UNIT_RUNGS)]
