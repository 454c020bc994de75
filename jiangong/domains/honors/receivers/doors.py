"""The records behind each kind of evidence; what is counted over many of a person's leads to the person."""

from collections.abc import Collection

from jiangong.domains.assessments.models import Subject
from jiangong.domains.competitions.models import Enrolment
from jiangong.domains.honors.queries.doors import records_of, register_door
from jiangong.domains.people.models import Person
from jiangong.domains.reform.models import Pilot
from jiangong.domains.rural.models import Collective, Participation
from jiangong.domains.studios.models import Studio
from jiangong.domains.titles.models import Award
from jiangong.kit.access.actor import Actor


def subjects_scored(actor: Actor, keys: Collection[int]) -> dict[int, str]:
    """A row of results leads to the page of what was scored."""
    rows = Subject.objects.visible_to(actor).filter(rows__in=keys).values_list("rows", "pk")
    seen = {row: Subject(pk=pk).get_absolute_url() for row, pk in rows}
    return {key: seen[key] for key in keys if key in seen}


register_door("titles.award", "titles.view", records_of(Award))
register_door("studios.studio", "studios.view", records_of(Studio))
register_door("competitions.enrolment", "competitions.view", records_of(Enrolment))
register_door("rural.participation", "rural.view", records_of(Participation))
register_door("rural.collective", "rural.view", records_of(Collective))
register_door("reform.pilot", "reform.view", records_of(Pilot))
register_door("assessments.result", "assessments.view", subjects_scored)
register_door("mentorship", "people.view", records_of(Person))
register_door("activities.speaker", "people.view", records_of(Person))
