"""Who may be drawn and who may go there: the lists a draw is made from, with the reason beside every weight."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment, User
from jiangong.domains.accounts.roles import ROLES
from jiangong.domains.assessments.queries import Question, Subject, conflicts_between
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Departure, Person
from jiangong.domains.supervision.choices import COUNTED_VISITS, DrawState, Pool, VisitState
from jiangong.domains.supervision.models import Draw, InspectionPlan, Visit
from jiangong.kit.access.paths import below
from jiangong.lib.drawing import ALGORITHM

WHY = "a draw is made from everybody, whoever looks"
NOT_INSPECTED = (OrganizationKind.DEPARTMENT, OrganizationKind.PARTNER)
DAYS_PER_MONTH, DAYS_PER_YEAR = 365.25 / 12, 365.25
USUAL_WEIGHT = 1


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit with its shares of the chance, or with why it is left out."""

    unit: Organization
    weight: int
    why: str


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody works, belongs or did until not long ago."""

    user: int
    path: str


def units_below(plan: InspectionPlan) -> models.QuerySet[Organization]:
    """The units right below whoever inspects, of the kinds wanted, in their order."""
    found = Organization.objects.ungated(WHY).filter(parent=plan.organization_id, closed_on=None)
    found = found.exclude(kind__in=NOT_INSPECTED)
    return (found.filter(kind__in=plan.kinds) if plan.kinds else found).order_by("position", "pk")


def visits_counted(units: Iterable[int], year: int) -> dict[int, int]:
    """How many visits of a year each unit has had, has now, or is to have."""
    rows = Visit.objects.ungated(WHY).filter(
        organization__in=list(units), year=year, state__in=COUNTED_VISITS
    )
    return dict(rows.order_by().values_list("organization").annotate(n=models.Count("pk")))


def last_visits(units: Iterable[int]) -> dict[int, date]:
    """When each unit was last inspected."""
    rows = Visit.objects.ungated(WHY).filter(organization__in=list(units), state=VisitState.DONE)
    return dict(rows.order_by().values_list("organization").annotate(day=models.Max("visited_on")))


def weighed_units(plan: InspectionPlan, today: date) -> tuple[list[Weighed], list[Weighed]]:
    """Who may be drawn, and who has reached the year's cap."""
    units = list(units_below(plan))
    keys = [one.pk for one in units]
    counted, last = visits_counted(keys, plan.year), last_visits(keys)
    into, out = [], []
    for unit in units:
        if counted.get(unit.pk, 0) >= plan.most_visits:
            why = f"{plan.year}年已有{counted[unit.pk]}次检查，达到上限"
            out.append(Weighed(unit, 0, why))
        else:
            into.append(_weighed(unit, plan, last.get(unit.pk), today))
    return into, out


def _weighed(unit: Organization, plan: InspectionPlan, last: date | None, today: date) -> Weighed:
    if last is None:
        return Weighed(unit, plan.weight_never, "从未检查")
    if last < today - timedelta(days=round(plan.long_months * DAYS_PER_MONTH)):
        return Weighed(unit, plan.weight_long, f"{last:%Y-%m-%d}后未检查")
    return Weighed(unit, USUAL_WEIGHT, f"{last:%Y-%m-%d}检查过")


def inspector_appointments(plan: InspectionPlan) -> models.QuerySet[Appointment]:
    """Posts with the right to inspect, held today in the union that inspects or, crosswise, below it."""
    roles = [role.key for role in ROLES.values() if "supervision.inspect" in role.permissions]
    own = models.Q(organization=plan.organization_id) | models.Q(
        organization__parent=plan.organization_id, organization__kind=OrganizationKind.DEPARTMENT
    )
    where = own if plan.pool == Pool.OWN else below(plan.organization.path, "organization__path")
    rows = Appointment.objects.ungated(WHY).standing().filter(where, role__in=roles, user__console="")
    return rows.select_related("user", "organization").order_by("organization__path", "user_id", "pk")


def inspector_pool(plan: InspectionPlan) -> list[tuple[User, Organization]]:
    """Everybody who may be drawn as inspector, once, with the place they work at."""
    found: dict[int, tuple[User, Organization]] = {}
    for one in inspector_appointments(plan):
        found.setdefault(one.user_id, (one.user, one.organization))
    return list(found.values())


def barred_inspectors(
    plan: InspectionPlan, units: Iterable[Organization], users: Iterable[int], today: date
) -> dict[int, set[int]]:
    """By unit, who may not go there: those of the unit, those who left it not long ago, and declared ties."""
    units, users = list(units), list(users)
    since = today - timedelta(days=round(plan.avoid_years * DAYS_PER_YEAR))
    found: dict[int, set[int]] = defaultdict(set)
    for stay in _stays(users, since):
        for unit in units:
            if stay.path.startswith(unit.path):
                found[unit.pk].add(stay.user)
    for user, key in _tied(plan, units, users, today):
        found[key].add(user)
    return found


def _stays(users: list[int], since: date) -> Iterator[Stay]:
    """Posts, homes and former homes of these users that lie within the time to avoid."""
    posts = Appointment.objects.ungated(WHY).filter(
        models.Q(ends_on=None) | models.Q(ends_on__gt=since),
        models.Q(revoked_at=None) | models.Q(revoked_at__date__gt=since),
        user__in=users,
        approved_at__isnull=False,
    )
    homes = Person.objects.ungated(WHY).filter(user__in=users)
    left = Departure.objects.ungated(WHY).filter(person__user__in=users, left_on__gt=since)
    for rows, user in ((posts, "user_id"), (homes, "user_id"), (left, "person__user_id")):
        for key, path in rows.values_list(user, "organization__path"):
            yield Stay(key, path)


def _tied(
    plan: InspectionPlan, units: list[Organization], users: list[int], today: date
) -> Iterator[tuple[int, int]]:
    """Ties other parts know of, told by the units right below whoever inspects."""
    people = dict(Person.objects.ungated(WHY).filter(user__in=users).values_list("pk", "user_id"))
    subjects = [Subject(one.pk, organizations=frozenset({one.pk})) for one in units]
    inside, months = plan.organization.path, plan.avoid_years * 12
    for person, unit in conflicts_between(Question(list(people), subjects, today, months, inside=inside)):
        yield people[person], int(unit)


def inputs_of(plan: InspectionPlan, absent: Iterable[int] = (), absent_for: str = "") -> dict[str, Any]:
    """Everything a draw depends on, as it is stored and published."""
    today = timezone.localdate()
    into, out = weighed_units(plan, today)
    away = set(absent)
    pool = [(user, place) for user, place in inspector_pool(plan) if user.pk not in away]
    users = [user.pk for user, _ in pool]
    barred = barred_inspectors(plan, [one.unit for one in into], users, today)
    return {
        "algorithm": ALGORITHM,
        "day": today.isoformat(),
        "units": [_listed(one) for one in into],
        "left_out": [_listed(one) for one in out],
        "inspectors": [{"id": user.pk, "name": user.name, "place": str(place)} for user, place in pool],
        "absent": {"users": sorted(away), "reason": absent_for} if away else {},
        "barred": {str(unit): sorted(keys) for unit, keys in sorted(barred.items()) if keys},
        "unit_count": plan.unit_count,
        "team_size": plan.team_size,
    }


def _listed(one: Weighed) -> dict[str, Any]:
    return {"id": one.unit.pk, "name": str(one.unit), "weight": one.weight, "why": one.why}


def live_draw(plan: InspectionPlan) -> Draw | None:
    """The draw that counts, if there is one."""
    return Draw.objects.ungated(WHY).filter(plan=plan).exclude(state=DrawState.REPLACED).first()
