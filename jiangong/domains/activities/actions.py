"""Every write on activities."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from jiangong.domains.activities import rules
from jiangong.domains.activities.models import Activity, ActivitySpeaker
from jiangong.domains.activities.queries.activities import place_called
from jiangong.domains.activities.rules import Spoken
from jiangong.domains.activities.workflow import PLANNED, activity_workflow
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import differences, record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged


def refuse_beyond_reach(organization: Organization, actor: Actor) -> None:
    """A record is made for one's own subtree only."""
    if not actor.can("activities.edit"):
        raise NotAllowed("您当前的任职没有“登记活动和结果”的权限。")
    if not Organization.objects.visible_to(actor).filter(pk=organization.pk).exists():
        raise Refusal("这个单位不在您的管理范围内，请填写本单位或所属单位。", field="organization")


def complete(activity: Activity) -> None:
    """What follows from what was typed: the last day, and the place a venue means."""
    activity.last_on = activity.ends_on or activity.starts_on
    activity.place = place_called(activity.venue, activity.organization)


@transaction.atomic
def register_activity(activity: Activity, speakers: Sequence[Spoken] = (), *, actor: Actor) -> Activity:
    """Enter an activity; one whose people are counted already has been held."""
    refuse_beyond_reach(activity.organization, actor)
    count, activity.people_count = activity.people_count, None
    complete(activity)
    activity.save(force_insert=True)
    _seat(activity, speakers)
    record(actor, "activities.activity.create", activity, kind=activity.kind)
    return hold_activity(activity, {"people_count": count}, actor=actor) if count else activity


@transaction.atomic
def revise_activity(
    activity: Activity,
    fields: Iterable[str],
    version: int,
    speakers: Sequence[Spoken] | None = None,
    *,
    actor: Actor,
) -> Activity:
    """Save corrected facts; a planned one whose people are counted now has been held."""
    stored = Activity.objects.ungated("compared with what is being revised").get(pk=activity.pk)
    if reason := rules.revising_refusal(stored, actor):
        raise NotAllowed(reason)
    refuse_beyond_reach(activity.organization, actor)
    names = [name for name in fields if name != "people_count" or rules.is_held(stored)]
    before = {name: getattr(stored, name) for name in names}
    complete(activity)
    count, activity.people_count = activity.people_count, stored.people_count
    if rules.is_held(stored):
        activity.people_count = count
    save_if_unchanged(activity, version, [*names, "last_on", "place"])
    if speakers is not None:
        _seat(activity, speakers)
    record(actor, "activities.activity.edit", activity, fields=differences(before, activity))
    if count and stored.state == PLANNED:
        return hold_activity(activity, {"people_count": count}, actor=actor)
    return activity


def _seat(activity: Activity, speakers: Sequence[Spoken]) -> None:
    activity.speakers.all().delete()
    ActivitySpeaker.objects.bulk_create(
        ActivitySpeaker(
            activity=activity,
            position=position,
            person=one.person,
            name="" if one.person else one.name,
            note=one.note,
        )
        for position, one in enumerate(speakers, 1)
    )


@transaction.atomic
def hold_activity(activity: Activity, values: Mapping[str, Any], *, actor: Actor) -> Activity:
    """It took place: ``people_count`` came, and what came of it."""
    count = values.get("people_count")
    if not count or count < 1:
        raise Refusal("请填写参加人数。", field="people_count")
    kept = {name: values[name] for name in ("people_count", "summary", "results") if name in values}
    activity_workflow.perform(activity, "hold", actor=actor, values=kept)
    return activity


@transaction.atomic
def cancel_activity(activity: Activity, reason: str, *, actor: Actor) -> Activity:
    """It will not take place."""
    values = {"reason": reason.strip()}
    activity_workflow.perform(activity, "cancel", actor=actor, note=reason, values=values)
    return activity


@transaction.atomic
def void_activity(activity: Activity, reason: str, *, actor: Actor) -> Activity:
    """It should not have been registered."""
    values = {"reason": reason.strip()}
    activity_workflow.perform(activity, "void", actor=actor, note=reason, values=values)
    return activity
