"""Who may not judge which candidate: asked of the one registry of ties, for a whole list at once."""

from collections.abc import Iterable

from django.utils import timezone

from jiangong.domains.assessments.queries import Question, Subject, conflicts_between
from jiangong.domains.honors.models import Nomination, Programme
from jiangong.domains.people.models import Person
from jiangong.kit.access.actor import Actor


def recusals(programme: Programme, nominations: Iterable[Nomination], actor: Actor) -> dict[int, str]:
    """Key of a nomination → why the actor keeps out of it; nothing about the others, nor for programs."""
    if actor.user_id is None:
        return {}
    people = Person.objects.ungated("ties of who acts are looked for wherever they are")
    judge = people.filter(user=actor.user_id).values_list("pk", flat=True).first()
    if judge is None:
        return {}
    subjects = [_subject(one) for one in nominations]
    inside = programme.organization.path
    found = conflicts_between(Question([judge], subjects, timezone.localdate(), inside=inside))
    return {int(key): reasons[0].sentence.rstrip("。") for (_, key), reasons in found.items()}


def _subject(one: Nomination) -> Subject:
    """The candidate, and the unit that stands for them."""
    places = [one.organization_id, *([one.unit_id] if one.unit_id else [])]
    return Subject(one.pk, frozenset(places), frozenset([one.person_id] if one.person_id else []))
