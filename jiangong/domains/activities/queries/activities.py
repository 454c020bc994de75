"""Twins, what waits for a result, what a unit held, what a month holds."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from jiangong.domains.activities.choices import LIVE_STATES, ActivityKind, ActivityState
from jiangong.domains.activities.models import Activity, ActivitySpeaker
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import people_meant, standing_people
from jiangong.domains.places.choices import STANDING_STATES
from jiangong.domains.places.models import Place
from jiangong.domains.plans.choices import PUBLISHED_STATES
from jiangong.domains.plans.models import Plan
from jiangong.kit.access.actor import NOWHERE, Actor
from jiangong.kit.access.paths import below
from jiangong.lib.names import normalize

SUGGESTED = 60


def twin_of(title: str, day: date, organization: Organization, own: int | None) -> Activity | None:
    """The same unit's activity of this name on this day."""
    rows = Activity.objects.ungated("a twin is named to whoever would register it again")
    near = rows.filter(organization=organization, starts_on=day, state__in=LIVE_STATES).exclude(pk=own)
    wanted = normalize(title)
    return next((one for one in near if normalize(one.title) == wanted), None)


def awaiting_result(today: date | None = None) -> Q:
    """Their day has passed and nobody has said how it went."""
    return Q(state=ActivityState.PLANNED, last_on__lt=today or timezone.localdate())


def own_activities(actor: Actor) -> QuerySet[Activity]:
    """Those of the actor's own unit; a department acts for what it stands under."""
    organization = actor.organization
    rows = Activity.objects.visible_to(actor)
    if organization is None:
        return rows.none()
    own = Q(organization=organization) | Q(organization__path=organization.scope_path)
    return rows.filter(own)


def mentioning(text: str) -> Q:
    """Where a word from the search box is looked for; speakers by either name."""
    spoken = ActivitySpeaker.objects.filter(activity=OuterRef("pk"))
    named = spoken.filter(Q(name__icontains=text) | Q(person__name__icontains=text))
    found = Q(title__icontains=text) | Q(venue__icontains=text) | Q(theme__icontains=text)
    return found | Q(Exists(named))


def places_near(actor: Actor) -> list[str]:
    """Names a text box may suggest as venues: what the actor's own unit keeps."""
    if actor.organization is None or actor.scope_path == NOWHERE:
        return []
    kept = Place.objects.visible_to(actor).filter(state__in=STANDING_STATES)
    own = kept.filter(organization=actor.organization)
    return list(own.order_by("name").values_list("name", flat=True)[:SUGGESTED])


def place_called(venue: str, organization: Organization) -> Place | None:
    """The place meant by a venue: one of this name kept by the unit, or above or below it."""
    if not venue.strip():
        return None
    rows = Place.objects.ungated("a unit's own places are known to whoever acts for it")
    named = rows.filter(name=venue.strip(), state__in=STANDING_STATES)
    own = named.filter(organization=organization)[:2]
    found = list(own) or list(named.filter(below(organization.path, "organization__path"))[:2])
    return found[0] if len(found) == 1 else None


def plans_to_serve(actor: Actor) -> QuerySet[Plan]:
    """Plans that are out, the newest first."""
    if actor.scope_path == NOWHERE:
        return Plan.objects.none()
    return Plan.objects.visible_to(actor).filter(state__in=PUBLISHED_STATES).order_by("-year", "-pk")


def speakers_by_activity(keys: Sequence[int]) -> dict[int, str]:
    """Who speaks at each, as one text."""
    rows = ActivitySpeaker.objects.filter(activity__in=keys).select_related("person")
    found: dict[int, list[str]] = {}
    for one in rows.order_by("activity_id", "position"):
        found.setdefault(one.activity_id, []).append(str(one))
    return {pk: "、".join(names) for pk, names in found.items()}


def people_written(marked: Iterable[str], bare: Iterable[str], actor: Actor) -> dict[str, Person | str]:
    """Whom names mean; a bare one that nobody within reach bears is somebody from outside and left out."""
    near = standing_people(actor).filter(name__in=sorted(bare), erased_at=None)
    known = set(near.values_list("name", flat=True))
    wanted = [*marked, *known]
    return people_meant(wanted, actor) if wanted else {}


def within(first: date, last: date) -> Q:
    """Activities of which any day lies between the two."""
    return Q(starts_on__lte=last, last_on__gte=first)


def held_by(organization: Organization, year: int, actor: Actor) -> list[tuple[str, str, int, int]]:
    """Kind, label, how many a unit and those below held in a year, and how many people came."""
    rows = Activity.objects.visible_to(actor).filter(
        below(organization.path, "organization__path"), state=ActivityState.HELD, starts_on__year=year
    )
    counted = rows.order_by().values_list("kind").annotate(held=Count("pk"), people=Sum("people_count"))
    found = {kind: (held, people) for kind, held, people in counted}
    return [(kind, ActivityKind(kind).label, *found[kind]) for kind in ActivityKind.values if kind in found]
