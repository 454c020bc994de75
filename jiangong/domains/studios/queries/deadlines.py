"""By when studios must be registered: the latest rule of the nearest unit above."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from jiangong.domains.organizations.models import Organization
from jiangong.domains.studios.choices import OPEN_STATES, StudioState
from jiangong.domains.studios.models import Deadline, Studio
from jiangong.kit.access.paths import ancestor_ids, below

_BATCH = 500


def due_dates(organizations: Iterable[Organization]) -> dict[int, date]:
    """Organization → date, for those that any rule reaches; of one year the nearest unit's rule holds."""
    paths = {one.pk: ancestor_ids(one.path) for one in organizations}
    wanted = sorted({pk for path in paths.values() for pk in path})
    rules: dict[int, tuple[int, date]] = {}
    known = Deadline.objects.ungated("a rule of a unit above holds below")
    for start in range(0, len(wanted), _BATCH):
        rows = known.filter(organization__in=wanted[start : start + _BATCH]).order_by("year")
        rules |= {pk: (year, day) for pk, year, day in rows.values_list("organization_id", "year", "due_on")}
    found: dict[int, date] = {}
    for pk, path in paths.items():
        reached = [(*rules[above], place) for place, above in enumerate(path) if above in rules]
        if reached:
            found[pk] = max(reached, key=lambda rule: (rule[0], rule[2]))[1]
    return found


def standing_below(deadlines: Iterable[int]) -> dict[int, tuple[int, int]]:
    """For each deadline how many studios of its unit stand and how many are still being built; two queries."""
    rows = Deadline.objects.ungated("rows of a list its reader was let to").filter(pk__in=list(deadlines))
    paths = dict(rows.values_list("pk", "organization__path"))
    found = dict.fromkeys(paths, (0, 0))
    if not paths:
        return found
    inside = Q()
    for path in paths.values():
        inside |= below(path, "organization__path")
    studios = Studio.objects.ungated("counted for whoever sees the unit").filter(inside)
    counted = studios.filter(state__in=OPEN_STATES).order_by().values_list("organization__path", "state")
    for place, state, number in counted.annotate(n=Count("pk")):
        for pk, path in paths.items():
            if place.startswith(path):
                stands, builds = found[pk]
                building = state == StudioState.BUILDING
                found[pk] = (stands, builds + number) if building else (stands + number, builds)
    return found
