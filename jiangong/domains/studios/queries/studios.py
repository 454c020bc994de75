"""Reads about studios: lists, panels, who leads what."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db import models
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.studios.choices import IN_FORCE, StudioState
from jiangong.domains.studios.models import Leadership, Member, Studio
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below

STANDING = models.Q(state__in=IN_FORCE)
BUILDING = models.Q(state=StudioState.BUILDING)
TO_REVIEW = models.Q(state__in=(StudioState.NAMED, StudioState.WARNED))


def overdue(today: date | None = None) -> models.Q:
    return BUILDING & models.Q(due_on__lt=today or timezone.localdate())


def unreviewed(year: int | None = None) -> models.Q:
    """Named studios without this year's result; one named this year has until the next."""
    wanted = year or timezone.localdate().year
    not_yet = models.Q(reviewed_year=None) | models.Q(reviewed_year__lt=wanted)
    return TO_REVIEW & not_yet & models.Q(named_on__year__lt=wanted)


def matching(text: str) -> models.Q:
    return models.Q(name__icontains=text) | models.Q(leader__name__startswith=text)


def twin_of(studio: Studio) -> Studio | None:
    """Another studio of the same union and name."""
    same = Studio.objects.ungated("one name, one studio in a union").filter(
        organization=studio.organization_id, name=studio.name
    )
    return same.exclude(state=StudioState.VOID).exclude(pk=studio.pk).first()


def leaderships_of(person: Person) -> models.QuerySet[Leadership]:
    return (
        Leadership.objects.filter(person=person)
        .exclude(studio__state=StudioState.VOID)
        .select_related("studio")
    )


def teams_of(people: Collection[int], since: date) -> Iterator[tuple[int, int, str]]:
    """Who belongs to which studio, or led it after a day: (person, studio, name)."""
    led = Leadership.objects.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=since), person__in=people)
    seated = Member.objects.filter(person__in=people)
    for rows in (led, seated):
        standing = rows.exclude(studio__state=StudioState.VOID)
        yield from standing.values_list("person_id", "studio_id", "studio__name")


def seats_of(person: Person) -> models.QuerySet[Member]:
    return (
        Member.objects.filter(person=person).exclude(studio__state=StudioState.VOID).select_related("studio")
    )


def studios_below(organization: Organization, actor: Actor) -> models.QuerySet[Studio]:
    """Those in force or building under an organization."""
    rows = Studio.objects.visible_to(actor).filter(below(organization.path, "organization__path"))
    return rows.filter(STANDING | BUILDING).select_related("leader").order_by("name", "pk")


def find_card(token: str) -> Studio | None:
    """The studio behind a public address, while it may be shown to everybody."""
    public = Studio.objects.ungated("a public card is for everybody")
    found = public.filter(STANDING, public_token=token, is_public=True)
    studio = found.select_related("organization", "leader").first()
    return studio if studio is not None and studio.has_card else None
