"""Inspections: what was found, and that it was put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from jiangong.domains.places import rules
from jiangong.domains.places.choices import FACILITIES, InspectionState
from jiangong.domains.places.models import Inspection, Place
from jiangong.domains.places.workflow import inspection_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody saw: which facilities are there and work, what else is wrong, until when it is mended."""

    inspected_on: date
    present: tuple[str, ...]
    defects: str = ""
    due_on: date | None = None


@transaction.atomic
def inspect_place(place: Place, finding: Finding, *, actor: Actor) -> Inspection:
    """Record a visit; the place then has what was seen there."""
    if reason := rules.revising_refusal(place, actor):
        raise NotAllowed(reason)
    if finding.inspected_on > timezone.localdate():
        raise Refusal("检查日期不能晚于今天。", field="inspected_on")
    if finding.inspected_on < place.opened_on:
        raise Refusal("检查日期不能早于阵地的建成开放日期。", field="inspected_on")
    missing = [one.code for one in FACILITIES[place.kind] if one.required and one.code not in finding.present]
    faulty = bool(missing or finding.defects.strip())
    if faulty and finding.due_on is None:
        raise Refusal(rules.NO_DAY, field="due_on")
    inspection = Inspection(
        organization=place.organization,
        place=place,
        inspected_on=finding.inspected_on,
        inspector=actor.user,
        state=InspectionState.DEFECTIVE if faulty else InspectionState.PASSED,
        missing=missing,
        defects=finding.defects.strip(),
        due_on=finding.due_on if faulty else None,
    )
    inspection.save(force_insert=True)
    _note_on_place(place, finding)
    record(actor, "places.inspection.create", inspection, missing=missing)
    return inspection


def _note_on_place(place: Place, finding: Finding) -> None:
    """The latest visit says what a place has; an older one entered later does not."""
    if place.inspected_on and finding.inspected_on < place.inspected_on:
        return
    place.inspected_on = finding.inspected_on
    _put(place, finding.present, ["inspected_on"])


def _put(place: Place, present: Iterable[str], further: list[str]) -> None:
    place.facilities = rules.known_facilities(place.kind, list(present))
    place.missing_count = len(place.missing)
    save_if_unchanged(place, place.version, ["facilities", "missing_count", *further])


@transaction.atomic
def rectify_inspection(inspection: Inspection, day: date, told: str, *, actor: Actor) -> Inspection:
    """What was missing is there now."""
    if day > timezone.localdate():
        raise Refusal("整改完成日期不能晚于今天。", field="rectified_on")
    if day < inspection.inspected_on:
        raise Refusal("整改完成日期不能早于检查日期。", field="rectified_on")
    values = {"rectified_on": day, "rectification": told.strip()}
    inspection_workflow.perform(inspection, "rectify", actor=actor, note=told, values=values)
    place = inspection.place
    _put(place, [*place.facilities, *inspection.missing], [])
    return inspection


@transaction.atomic
def send_back_inspection(inspection: Inspection, reason: str, due_on: date, *, actor: Actor) -> Inspection:
    """It is not put right after all."""
    if due_on <= timezone.localdate():
        raise Refusal("新的整改期限应在今天以后。", field="due_on")
    values = {"rectified_on": None, "rectification": "", "due_on": due_on}
    inspection_workflow.perform(inspection, "send_back", actor=actor, note=reason, values=values)
    place = inspection.place
    _put(place, [code for code in place.facilities if code not in inspection.missing], [])
    return inspection


@transaction.atomic
def void_inspection(inspection: Inspection, reason: str, *, actor: Actor) -> Inspection:
    """It was entered by mistake; the place falls back on the visit before."""
    inspection_workflow.perform(inspection, "void", actor=actor, note=reason)
    place = inspection.place
    rest = place.inspections.exclude(state=InspectionState.VOID)
    place.inspected_on = rest.values_list("inspected_on", flat=True).first()
    save_if_unchanged(place, place.version, ["inspected_on"])
    return inspection
