"""Evidence from the ledgers: competitions entered, parts taken in the rural action, pilots of the reform."""

from collections import defaultdict
from collections.abc import Sequence

from jiangong.domains.competitions.choices import EnrolmentState
from jiangong.domains.competitions.models import Enrolment
from jiangong.domains.honors.models import Nomination
from jiangong.domains.honors.queries.evidence import WHY, Facts, Known, by_body, by_person, register_evidence
from jiangong.domains.reform.choices import EntryState as ReformState
from jiangong.domains.reform.models import Pilot
from jiangong.domains.rural.choices import EntryState
from jiangong.domains.rural.models import Collective, Participation
from jiangong.lib.dates import format_day


@register_evidence
def competitions_entered(nominations: Sequence[Nomination]) -> Facts:
    """What a unit took part in and achieved."""
    bodies, found = by_body(nominations), defaultdict(list)
    rows = Enrolment.objects.ungated(WHY).filter(bodies.condition, state=EnrolmentState.CONFIRMED)
    for one in rows.select_related("competition").order_by("-year", "pk"):
        project = f"“{one.project}”" if one.project else ""
        result = f"，{format_day(one.result_on)}有成果" if one.result_on else ""
        text = f"{one.competition.short_name}参赛{project}{result}"
        for key in bodies.keys_of(one):
            found[key].append(Known("竞赛", f"competitions.enrolment:{one.pk}", text[:200], one.confirmed_on))
    return found


@register_evidence
def parts_taken(nominations: Sequence[Nomination]) -> Facts:
    """What people and bodies did in the rural action."""
    people, found = by_person(nominations), defaultdict(list)
    own = Participation.objects.ungated(WHY).filter(person__in=list(people), state=EntryState.STANDING)
    for one in own.select_related("project").order_by("-joined_on", "pk"):
        for key in people[one.person_id]:
            found[key].append(_part("rural.participation", one))
    bodies = by_body(nominations)
    theirs = Collective.objects.ungated(WHY).filter(bodies.condition, state=EntryState.STANDING)
    for each in theirs.select_related("project").order_by("-joined_on", "pk"):
        for key in bodies.keys_of(each):
            found[key].append(_part("rural.collective", each))
    return found


def _part(label: str, one: Participation | Collective) -> Known:
    project = f"项目“{one.project.name}”" if one.project else "行动"
    role = f"，{one.role}" if one.role else ""
    return Known("乡村振兴", f"{label}:{one.pk}", f"参加乡村振兴{project}{role}"[:200], one.joined_on)


@register_evidence
def pilots_named(nominations: Sequence[Nomination]) -> Facts:
    """Enterprises and units that go ahead in the reform."""
    bodies, found = by_body(nominations), defaultdict(list)
    rows = Pilot.objects.ungated(WHY).filter(bodies.condition, state=ReformState.STANDING)
    for one in rows.order_by("-named_on", "pk"):
        basis = f"（{one.named_by}）" if one.named_by else ""
        ended = f"，{format_day(one.ended_on)}期满" if one.ended_on else ""
        text = f"{one.get_level_display()}产改试点示范{basis}{ended}"
        for key in bodies.keys_of(one):
            found[key].append(Known("产改", f"reform.pilot:{one.pk}", text[:200], one.named_on))
    return found
