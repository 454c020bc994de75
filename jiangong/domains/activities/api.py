"""Activities for other systems: the register, entries into it, and how things went."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from jiangong.domains.activities import actions
from jiangong.domains.activities.forms import ActivityForm, HoldingForm
from jiangong.domains.activities.models import Activity
from jiangong.domains.activities.workflow import activity_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.api import ERRORS, requires
from jiangong.kit.rest.cursors import PageOf, SliceQuery, one_or_404, take
from jiangong.kit.rest.writing import Resource, Step, etag

router = Router(tags=["活动"])


class ActivityOut(Schema):
    """What is told of an activity; speakers and files stay inside."""

    id: str
    organization_id: str
    kind: str
    title: str
    starts_on: date
    ends_on: date | None
    people_count: int | None
    venue: str
    place_id: str | None
    mode: str
    co_hosts: str
    chain: str
    theme: str
    plan_id: str | None
    state: str
    version: int


def show(activity: Activity) -> dict[str, Any]:
    """Names of codes are the codes' own; dates are ISO."""
    return {
        "id": str(activity.pk),
        "organization_id": str(activity.organization_id),
        "kind": activity.kind,
        "title": activity.title,
        "starts_on": activity.starts_on,
        "ends_on": activity.ends_on,
        "people_count": activity.people_count,
        "venue": activity.venue,
        "place_id": str(activity.place_id) if activity.place_id else None,
        "mode": activity.mode,
        "co_hosts": activity.co_hosts,
        "chain": activity.chain,
        "theme": activity.theme,
        "plan_id": str(activity.plan_id) if activity.plan_id else None,
        "state": activity.state,
        "version": activity.version,
    }


@router.get("", response={200: PageOf[ActivityOut], **ERRORS}, summary="活动列表")
@requires("activities.view")
def list_activities(request: HttpRequest, wanted: SliceQuery) -> dict[str, Any]:
    """Every activity in the token's scope, oldest first."""
    return take(Activity.objects.visible_to(request.actor), wanted, show)


@router.get("/{pk}", response={200: ActivityOut, **ERRORS}, summary="一项活动")
@requires("activities.view")
def read_activity(request: HttpRequest, response: HttpResponse, pk: str) -> dict[str, Any]:
    """One activity, with the version that a change must name."""
    activity = one_or_404(request, Activity, pk)
    response["ETag"] = etag(activity)
    return show(activity)


def enter(form: Any, actor: Actor) -> Activity:
    return actions.register_activity(form.instance, form.spoken, actor=actor)


def revise(form: Any, actor: Actor) -> Activity:
    changed = [name for name in form.changed_data if name in form._meta.fields]
    speakers = form.spoken if "speakers" in form.changed_data else None
    return actions.revise_activity(form.instance, changed, form.instance.version, speakers, actor=actor)


def hold(activity: Activity, cleaned: dict[str, Any], actor: Actor) -> Activity:
    return actions.hold_activity(activity, cleaned, actor=actor)


def cancel(activity: Activity, cleaned: dict[str, Any], actor: Actor) -> Activity:
    return actions.cancel_activity(activity, cleaned["reason"], actor=actor)


resource = Resource(router, Activity, ActivityOut, show)
resource.creates("登记活动", "activities.edit", ActivityForm, enter)
resource.revises("修改活动", "activities.edit", ActivityForm, revise)
resource.steps(
    "activities.view", activity_workflow, {"hold": Step(hold, HoldingForm), "cancel": Step(cancel)}
)
