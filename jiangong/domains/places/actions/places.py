"""Registering, correcting, suspending and ending places."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.places import rules
from jiangong.domains.places.choices import InspectionState, ReportState
from jiangong.domains.places.models import Inspection, Place, PlaceReport
from jiangong.domains.places.workflow import inspection_workflow, place_workflow, report_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged


def refuse_beyond_reach(organization: Organization, actor: Actor) -> None:
    """A record is made for one's own subtree only."""
    if not actor.can("places.edit"):
        raise NotAllowed("您当前的任职没有“登记阵地、检查和整改”的权限。")
    if not Organization.objects.visible_to(actor).filter(pk=organization.pk).exists():
        raise Refusal("这个单位不在您的管理范围内，请填写本单位或所属单位。", field="organization")


@transaction.atomic
def register_place(place: Place, *, actor: Actor) -> Place:
    """A new place, open from its day on; what it has is checked on the spot afterwards."""
    refuse_beyond_reach(place.organization, actor)
    place.missing_count = len(place.missing)
    place.save(force_insert=True)
    record(actor, "places.place.create", place, kind=place.kind)
    return place


@transaction.atomic
def revise_place(place: Place, fields: Iterable[str], version: int, *, actor: Actor) -> Place:
    """Save corrected facts; inspections and reports go with a place to its new unit."""
    stored = Place.objects.ungated("compared with what is being revised").get(pk=place.pk)
    if reason := rules.revising_refusal(stored, actor):
        raise NotAllowed(reason)
    refuse_beyond_reach(place.organization, actor)
    names = list(fields)
    before = {name: getattr(stored, name) for name in names}
    place.facilities = rules.known_facilities(place.kind, place.facilities)
    place.missing_count = len(place.missing)
    save_if_unchanged(place, version, [*names, "facilities", "missing_count"])
    if "organization" in names:
        for model in (Inspection, PlaceReport):
            rows = model.objects.ungated("they belong to whoever keeps the place")
            rows.filter(place=place).update(organization=place.organization)
    record(actor, "places.place.edit", place, fields=differences(before, place))
    return place


@transaction.atomic
def check_facilities(place: Place, present: Iterable[str], version: int, *, actor: Actor) -> Place:
    """Note what a place has, by the checklist of its kind."""
    if reason := rules.revising_refusal(place, actor):
        raise NotAllowed(reason)
    before = {"facilities": list(place.facilities)}
    place.facilities = rules.known_facilities(place.kind, list(present))
    place.missing_count = len(place.missing)
    save_if_unchanged(place, version, ["facilities", "missing_count"])
    record(actor, "places.place.edit", place, fields=differences(before, place))
    return place


@transaction.atomic
def suspend_place(place: Place, reason: str, resumes_on: date | None = None, *, actor: Actor) -> Place:
    """Nobody can enter for a while; the public page says why and until when."""
    if resumes_on and resumes_on <= timezone.localdate():
        raise Refusal("预计恢复日期应在今天以后；说不准的可以不填。", field="resumes_on")
    values = {"reason": reason.strip(), "resumes_on": resumes_on}
    place_workflow.perform(place, "suspend", actor=actor, note=reason, values=values)
    return place


@transaction.atomic
def resume_place(place: Place, *, actor: Actor) -> Place:
    """The door is open again."""
    place_workflow.perform(place, "resume", actor=actor, values={"reason": "", "resumes_on": None})
    return place


@transaction.atomic
def close_place(place: Place, closed_on: date, reason: str, *, actor: Actor) -> Place:
    """The place has come to its end; what waits about it is settled with it."""
    if fault := rules.closing_fault(place, closed_on, timezone.localdate()):
        raise Refusal(fault, field="closed_on")
    values = {"reason": reason.strip(), "closed_on": closed_on, "resumes_on": None}
    place_workflow.perform(place, "close", actor=actor, note=reason, values=values)
    _settle_all(place, "阵地已撤销。", actor)
    return place


@transaction.atomic
def void_place(place: Place, reason: str, *, actor: Actor) -> Place:
    """It should not have been registered: it counts nowhere, neither now nor in the past."""
    values = {"reason": reason.strip(), "closed_on": None, "resumes_on": None}
    place_workflow.perform(place, "void", actor=actor, note=reason, values=values)
    _settle_all(place, "阵地已作废。", actor)
    for one in place.inspections.exclude(state=InspectionState.VOID):
        inspection_workflow.perform(one, "void", actor=actor, note=reason)
    return place


def _settle_all(place: Place, answer: str, actor: Actor) -> None:
    values = {"answer": answer, "settled_on": timezone.localdate()}
    for one in place.reports.filter(state=ReportState.WAITING):
        report_workflow.perform(one, "settle", actor=actor, note=answer, values=values)
