"""How far the demo's units are with their shares of the year: most on course, some ahead, a few late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import units
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor
from jiangong.portal.demo.notice import REFORM

AHEAD, LATE = 5, 9  # every fifth unit is ahead, every ninth is late


@dataclass(frozen=True, slots=True)
class UnitStage:
    """One of the units with its people and its shares of the year."""

    unit: Organization
    place: int
    people: tuple[Person, ...]
    craftsmen: int
    studios: int

    @property
    def pace(self) -> float:
        """Of what is due by today, how much is done."""
        if self.place % LATE == LATE - 1:
            return 0.55
        return 1.2 if self.place % AHEAD == AHEAD - 1 else 1.0


def unit_stages(actor: Actor) -> list[UnitStage]:
    """The units in the notice's order, with the workers below each."""
    shares = {name.replace(" ", ""): (craftsmen, studios) for name, craftsmen, studios, _ in REFORM}
    workers = Person.objects.ungated("demo data").filter(merged_into=None, is_union_official=False)
    people = list(workers.exclude(id_number_sealed="").select_related("organization").order_by("pk"))
    found = []
    for place, unit in enumerate(units(actor)):
        own = tuple(one for one in people if one.organization.path.startswith(unit.path))
        craftsmen, studios = shares.get(str(unit).replace(" ", ""), ("", ""))
        found.append(UnitStage(unit, place, own, int(craftsmen or 0), int(studios or 0)))
    return found


def reached(share: int, pace: float, today: date) -> int:
    """How much of a year's share is done today."""
    elapsed = today.timetuple().tm_yday / 365
    return round(share * min(elapsed * pace, 1.15))


def working_day(chance: Random, year: int, today: date) -> date:
    """A day of the year, not later than today and no Sunday."""
    last = min(date(year, 12, 28), today)
    span = max((last - date(year, 1, 6)).days, 0)
    day = min(date(year, 1, 6) + timedelta(days=chance.randint(0, span)), last)
    return day - timedelta(days=1) if day.weekday() == 6 and day > date(year, 1, 1) else day


def pick(chance: Random, choices: Sequence[Any]) -> Any:
    """One of them."""
    return choices[chance.randrange(len(choices))]
