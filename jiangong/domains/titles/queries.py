"""Reads about titles: who holds what; the source of leaders, masters and candidates."""

from collections.abc import Collection, Iterable, Sequence

from django.db import models
from django.db.models import Case, Value, When

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.titles.choices import AwardState, Bearer, TitleFamily, TitleLevel
from jiangong.domains.titles.models import Award, Title
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below

HELD = models.Q(state=AwardState.HELD)
MASTERLY = (TitleFamily.MODEL, TitleFamily.MEDAL, TitleFamily.CRAFTSMAN)
_RANK = {level: place for place, level in enumerate(TitleLevel)}
BY_LEVEL = Case(*(When(level=level, then=Value(place)) for level, place in _RANK.items()))
BATCH = 500
_WITH = ("title", "person", "unit", "enterprise", "organization")


def titles_of(person: Person, actor: Actor | None = None) -> models.QuerySet[Award]:
    """Every title a person has or had, the highest first; with an actor, as far as they see."""
    rows = (
        Award.objects.ungated("the person was read through the gate")
        if actor is None
        else Award.objects.visible_to(actor)
    )
    found = rows.filter(person=person).exclude(state=AwardState.VOID)
    return found.select_related(*_WITH).order_by(BY_LEVEL, "-given_on", "-pk")


def holders(
    actor: Actor,
    *,
    families: Collection[str] = MASTERLY,
    levels: Collection[str] = (),
    within: Organization | None = None,
) -> models.QuerySet[Person]:
    """People within reach who hold a title of these families and levels: leaders, masters, candidates."""
    held = Award.objects.ungated("only people within reach are returned").filter(HELD, family__in=families)
    if levels:
        held = held.filter(level__in=levels)
    people = Person.objects.visible_to(actor).filter(merged_into=None, pk__in=held.values("person"))
    if within is not None:
        people = people.filter(below(within.path, "organization__path"))
    return people.select_related("organization")


def held_families(people: Iterable[int]) -> dict[int, set[str]]:
    """Which families of titles these people hold now; one query for all of them."""
    rows = Award.objects.ungated("facts about people read through the gate").filter(HELD, person__in=people)
    found: dict[int, set[str]] = {}
    for person, family in rows.values_list("person_id", "family"):
        found.setdefault(person, set()).add(family)
    return found


def highest_titles(people: Iterable[int]) -> dict[int, str]:
    """The name of the highest title each of these people holds now."""
    rows = Award.objects.ungated("facts about people read through the gate").filter(HELD, person__in=people)
    found: dict[int, str] = {}
    for person, name in rows.order_by(BY_LEVEL, "given_on", "pk").values_list("person_id", "title__name"):
        found.setdefault(person, name)
    return found


def offered_titles(actor: Actor, besides: Title | None = None) -> models.QuerySet[Title]:
    """What may be given today, and what stands on the row already."""
    if not actor.can("titles.view"):
        return Title.objects.none()
    usable = models.Q(retired_on=None)
    return Title.objects.filter(usable | models.Q(pk=besides.pk) if besides else usable)


def twin_of(award: Award) -> Award | None:
    """The award that says the same: bearer, title and year."""
    same = Award.objects.ungated("one title is given once to one bearer in a year").filter(
        title=award.title_id, year=award.year
    )
    bearer = (
        models.Q(person=award.person_id)
        if award.person_id
        else models.Q(collective_key=award.collective_key, person=None)
    )
    return same.filter(bearer).exclude(state=AwardState.VOID).exclude(pk=award.pk).first()


def twins_of(awards: Sequence[Award]) -> list[Award]:
    """Awards that say the same as one of these new ones, in a constant number of queries."""
    by_person = {(one.title_id, one.year, one.person_id) for one in awards if one.person_id}
    by_key = {(one.title_id, one.year, one.collective_key) for one in awards if not one.person_id}
    found: list[Award] = []
    for start in range(0, len(awards), BATCH):
        some = awards[start : start + BATCH]
        near = Award.objects.ungated("one title is given once to one bearer in a year").filter(
            models.Q(person__in=[one.person_id for one in some if one.person_id])
            | models.Q(
                person=None, collective_key__in=[one.collective_key for one in some if not one.person_id]
            ),
            year__in={one.year for one in some},
        )
        found += near.exclude(state=AwardState.VOID).select_related(*_WITH)
    return [
        one
        for one in found
        if (one.title_id, one.year, one.person_id) in by_person
        or (one.person_id is None and (one.title_id, one.year, one.collective_key) in by_key)
    ]


def awards_below(organization: Organization, actor: Actor) -> models.QuerySet[Award]:
    """What is held under an organization, for its card."""
    return Award.objects.visible_to(actor).filter(HELD, below(organization.path, "organization__path"))


def counts_by_family(organization: Organization, actor: Actor) -> list[tuple[str, str, int]]:
    """Family, its label and how many are held under an organization."""
    rows = awards_below(organization, actor).order_by().values_list("family").annotate(n=models.Count("pk"))
    counted = dict(rows)
    return [(value, str(label), counted[value]) for value, label in TitleFamily.choices if value in counted]


def bearer_of(family: str) -> Bearer:
    """Who bears a title of a family."""
    return Bearer.COLLECTIVE if family == TitleFamily.COLLECTIVE else Bearer.PERSON


def recent_awards(title: Title, actor: Actor) -> models.QuerySet[Award]:
    """Who holds a title, the latest first."""
    held = Award.objects.visible_to(actor).filter(HELD, title=title)
    return held.select_related(*_WITH).order_by("-given_on", "-pk")


def matching(text: str) -> models.Q:
    """Where a word from the search box is looked for."""
    return (
        models.Q(person__name__startswith=text)
        | models.Q(unit__name__icontains=text)
        | models.Q(enterprise__name__icontains=text)
        | models.Q(team__icontains=text)
    )
