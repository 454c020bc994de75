"""Enrolments: twins, what waits for whom, figures of one competition."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.db.models import Count, Q, Sum
from django.utils import timezone

from jiangong.domains.competitions.choices import LIVE_STATES, CompetitionKind, EnrolmentState
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Party, home_of, units
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.lib.names import normalize

Told = TypeVar("Told")


def whole_number(project: str) -> str:
    """A project's name without the differences people do not mean."""
    return normalize(project)


def twin_of(enrolment: Enrolment) -> Enrolment | None:
    """The same body and project already in the same competition, whoever enrolled it.

    An enterprise and the union of just this enterprise are one body.
    """
    alike = Enrolment.objects.ungated("nobody takes part twice, whoever enrols them").filter(
        competition=enrolment.competition, project_key=enrolment.project_key, state__in=LIVE_STATES
    )
    if enrolment.enterprise is not None:
        union = enrolment.enterprise.union
        same = Q(enterprise=enrolment.enterprise)
        if union is not None and serves_one(union):
            same |= Q(unit=union)
    else:
        same = Q(unit=enrolment.unit)
        if enrolment.unit is not None and serves_one(enrolment.unit):
            same |= Q(enterprise__union=enrolment.unit)
    return alike.filter(same).exclude(pk=enrolment.pk).select_related("organization").first()


def serves_one(union: Organization) -> bool:
    """Whether a union is that of one enterprise and not of several."""
    return union.enterprises.count() == 1


def party_of(enrolment: Enrolment) -> Party:
    """Who takes part, as a form shows it."""
    return Party(enrolment.party, enterprise=enrolment.enterprise, unit=enrolment.unit)


def open_competitions(actor: Actor, year: int | None = None) -> models.QuerySet[Competition]:
    """Competitions within reach, of one year or of all; the latest year first."""
    found = Competition.objects.visible_to(actor).select_related("organization")
    return found.filter(year=year) if year else found


def to_confirm(actor: Actor) -> models.QuerySet[Enrolment]:
    """What waits for the actor: submitted by unions below their own."""
    home = home_of(actor)
    waiting = Enrolment.objects.visible_to(actor).filter(state=EnrolmentState.SUBMITTED)
    if home is None:
        return waiting.none()
    return waiting if home.parent_id is None else waiting.exclude(organization=home)


def without_result(actor: Actor) -> models.QuerySet[Enrolment]:
    """Own energy projects that are over and whose result nobody has entered."""
    home = home_of(actor)
    over = Q(ends_on__lt=timezone.localdate()) | Q(competition__ends_on__lt=timezone.localdate())
    return Enrolment.objects.visible_to(actor).filter(
        over,
        kind=CompetitionKind.ENERGY,
        state=EnrolmentState.CONFIRMED,
        result=None,
        organization=home,
    )


class UnitLine:
    """One unit's part in a competition."""

    __slots__ = ("confirmed", "organization", "waiting", "workers")

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.confirmed = self.waiting = self.workers = 0


def lines_by_unit(competition: Competition, actor: Actor) -> list[UnitLine]:
    """What each subordinate unit has enrolled, in the notice's order; the rest under whom the actor is."""
    rows = (
        Enrolment.objects.visible_to(actor)
        .filter(competition=competition)
        .order_by()
        .values_list("organization__path")
        .annotate(
            confirmed=Count("pk", filter=Q(state=EnrolmentState.CONFIRMED)),
            waiting=Count("pk", filter=Q(state=EnrolmentState.SUBMITTED)),
            workers=Sum("workers", filter=Q(state=EnrolmentState.CONFIRMED)),
        )
    )
    lines = {one.pk: UnitLine(one) for one in reported_units(actor)}
    for path, confirmed, waiting, workers in rows:
        unit = unit_above(path, lines)
        if unit is not None:
            unit.confirmed += confirmed
            unit.waiting += waiting
            unit.workers += workers or 0
    return list(lines.values())


def reported_units(actor: Actor) -> list[Organization]:
    """Whose part is told apart: the units for the city, the unions directly below for a unit."""
    found = list(units(actor))
    home = home_of(actor)
    if home is not None and home.is_unit:
        below_unit = Organization.objects.visible_to(actor).filter(parent=home, closed_on=None)
        return [home, *below_unit.order_by("position", "pk")]
    return found


def unit_above(path: str, lines: dict[int, Told]) -> Told | None:
    """The nearest of the reported organizations at or above a place in the tree."""
    return next((lines[pk] for pk in reversed(ancestor_ids(path)) if pk in lines), None)


def totals(lines: Iterable[UnitLine]) -> tuple[int, int, int]:
    """Confirmed, waiting and workers in all."""
    found = list(lines)
    return (
        sum(one.confirmed for one in found),
        sum(one.waiting for one in found),
        sum(one.workers for one in found),
    )
