"""What stands below each of the demo's units, and how ledgers spread over them and over the year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from django.utils import timezone

from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries import resolve_many, units
from jiangong.domains.people.models import STANDING, Person
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids

T = TypeVar("T")
# How far units have come in November: most on course, some ahead, a few late.
LATE = ("登封市", "管城区", "航空港区", "能源石化", "机械冶金", "交运")
AHEAD = ("二七区", "中原区", "宇通", "黄金叶", "财贸金融", "高新区")


@dataclass(slots=True)
class Ground:
    """One unit with its townships, grass-roots unions and enterprises."""

    unit: Organization
    townships: list[Organization] = field(default_factory=list)
    unions: list[Organization] = field(default_factory=list)
    enterprises: list[Enterprise] = field(default_factory=list)
    people: list[tuple[int, int]] = field(default_factory=list)  # person, organization


def grounds(actor: Actor) -> list[Ground]:
    """All units in the notice's order, read in four queries."""
    found = {one.pk: Ground(one) for one in units(actor)}
    for one in Organization.objects.visible_to(actor).filter(closed_on=None).order_by("path"):
        ground = _above(one.path, found)
        if ground is not None and one.kind == OrganizationKind.TOWNSHIP:
            ground.townships.append(one)
        elif ground is not None and one.kind == OrganizationKind.GRASSROOTS:
            ground.unions.append(one)
    for enterprise in (
        Enterprise.objects.visible_to(actor).select_related("union", "organization").order_by("pk")
    ):
        place = enterprise.union or enterprise.organization
        ground = _above(place.path, found)
        if ground is not None:
            ground.enterprises.append(enterprise)
    rows = Person.objects.visible_to(actor).filter(STANDING).order_by("pk")
    for pk, organization, path in rows.values_list("pk", "organization_id", "organization__path"):
        if (ground := _above(path, found)) is not None:
            ground.people.append((pk, organization))
    return list(found.values())


def _above(path: str, found: dict[int, Ground]) -> Ground | None:
    return next((found[pk] for pk in ancestor_ids(path) if pk in found), None)


def by_name(names: Iterable[str], known: Sequence[Ground], actor: Actor) -> Iterator[tuple[Ground, int]]:
    """Rows of a table of the notice with the ground each means; the second is the row's place."""
    wanted = list(names)
    meant, by_key = resolve_many(wanted, actor), {one.unit.pk: one for one in known}
    for place, name in enumerate(wanted):
        if (key := meant[name].organization_id) in by_key:
            yield by_key[key or 0], place


def reached(target: Decimal, unit: Organization, random: Random, year_end: bool = True) -> Decimal:
    """How much of a target a unit has got by now: in proportion to the year, some ahead, a few late."""
    today = timezone.localdate()
    share = Decimal(today.timetuple().tm_yday) / 366
    if str(unit) in LATE:
        pace = Decimal(random.randint(62, 80)) / 100
    elif str(unit) in AHEAD:
        pace = Decimal(random.randint(108, 116)) / 100
    else:
        pace = Decimal(random.randint(95, 106)) / 100
    return target * share * pace


def spread(random: Random, first: date, last: date) -> date:
    """A day between the two that is not in the future and not before the year began."""
    today = timezone.localdate()
    last = min(last, today)
    first = min(max(first, date(today.year, 1, 1)), last)
    return first + timedelta(days=random.randint(0, (last - first).days))


def grouped(rows: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """Values by key in the order they came."""
    found: defaultdict[str, list[T]] = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return found
