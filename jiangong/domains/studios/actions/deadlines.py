"""By when studios must be registered."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.studios.choices import StudioState
from jiangong.domains.studios.models import Deadline, Studio
from jiangong.domains.studios.queries.deadlines import due_dates
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.access.permissions import label_of
from jiangong.kit.audit.recording import differences, record, record_many
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged

_BATCH = 500


@transaction.atomic
def set_deadlines(
    units: Iterable[Organization], year: int, due_on: date, note: str = "", *, actor: Actor
) -> list[Deadline]:
    """One date for several units; a date a unit has for the year already is replaced."""
    _refuse(year, due_on, actor)
    wanted = list(units)
    if not wanted:
        raise Refusal("请至少选择一个单位。", "units")
    known = {
        one.organization_id: one
        for one in Deadline.objects.visible_to(actor).filter(organization__in=wanted, year=year)
    }
    fresh = [
        Deadline(organization=unit, year=year, due_on=due_on, note=note)
        for unit in wanted
        if unit.pk not in known
    ]
    for one in known.values():
        one.due_on, one.note = due_on, note
        save_if_unchanged(one, one.version, ["due_on", "note"])
    Deadline.objects.bulk_create(fresh)
    record_many(actor, "studios.deadline.create", [*fresh, *known.values()], day=str(due_on))
    _apply(wanted)
    return [*fresh, *known.values()]


@transaction.atomic
def revise_deadline(deadline: Deadline, due_on: date, note: str, version: int, *, actor: Actor) -> Deadline:
    """Another date for one unit."""
    _refuse(deadline.year, due_on, actor)
    before = {"due_on": deadline.due_on, "note": deadline.note}
    deadline.due_on, deadline.note = due_on, note
    save_if_unchanged(deadline, version, ["due_on", "note"])
    _apply([deadline.organization])
    record(actor, "studios.deadline.edit", deadline, fields=differences(before, deadline))
    return deadline


def _refuse(year: int, due_on: date, actor: Actor) -> None:
    if not actor.can("studios.set_deadlines"):
        raise NotAllowed(f"您当前的任职没有“{label_of('studios.set_deadlines')}”的权限。")
    this_year = timezone.localdate().year
    if not this_year - 1 <= year <= this_year + 1:
        raise Refusal("年度应是去年、今年或明年，请核对。", "year")
    if due_on.year not in (year, year + 1):
        raise Refusal("登记期限应在这个年度或下一年，请核对。", "due_on")


def _apply(units: list[Organization]) -> None:
    """The studios under these units that are still being built learn their date."""
    below_them = Q()
    for unit in units:
        below_them |= below(unit.path, "organization__path")
    rows = Studio.objects.ungated("a rule holds for everybody below")
    building = rows.filter(state=StudioState.BUILDING)
    places = {one.organization for one in building.filter(below_them).select_related("organization")}
    by_day: dict[date | None, list[int]] = {}
    dates = due_dates(places)
    for place in places:
        by_day.setdefault(dates.get(place.pk), []).append(place.pk)
    for day, keys in by_day.items():
        for start in range(0, len(keys), _BATCH):
            building.filter(organization__in=keys[start : start + _BATCH]).update(due_on=day)
