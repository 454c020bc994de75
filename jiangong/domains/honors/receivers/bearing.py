"""Evidence about people: titles they hold, whom they taught, studios they lead, talks they gave."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import models

from jiangong.domains.activities.choices import ActivityState
from jiangong.domains.activities.models import ActivitySpeaker
from jiangong.domains.honors.models import Nomination
from jiangong.domains.honors.queries.evidence import (
    WHY,
    Facts,
    Known,
    bearing,
    by_collective,
    by_person,
    register_evidence,
)
from jiangong.domains.mentorship.choices import AgreementState
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.studios.choices import StudioState
from jiangong.domains.studios.models import Leadership
from jiangong.domains.titles.choices import AwardState
from jiangong.domains.titles.models import Award


@register_evidence
def held_titles(nominations: Sequence[Nomination]) -> Facts:
    """Titles held now."""
    people, collectives = by_person(nominations), by_collective(nominations)
    rows = Award.objects.ungated(WHY).filter(bearing(nominations), state=AwardState.HELD)
    found: Facts = defaultdict(list)
    for award in rows.select_related("title").order_by("-given_on"):
        basis = f"（{award.basis}）" if award.basis else ""
        fact = Known(
            "荣誉称号", f"titles.award:{award.pk}", f"{award.year}年{award.title}{basis}", award.given_on
        )
        keys = people[award.person_id] if award.person_id else collectives[award.collective_key]
        for key in keys:
            found[key].append(fact)
    return found


@register_evidence
def apprentices(nominations: Sequence[Nomination]) -> Facts:
    """How many somebody has taught, and how many of them have finished."""
    people = by_person(nominations)
    standing = (AgreementState.VALID, AgreementState.EXPIRED, AgreementState.PASSED)
    rows = Agreement.objects.ungated(WHY).filter(master__in=list(people), state__in=standing)
    passed = models.Count("pk", filter=models.Q(state=AgreementState.PASSED))
    told = (
        rows.order_by()
        .values_list("master")
        .annotate(n=models.Count("pk"), done=passed, latest=models.Max("starts_on"))
    )
    found: Facts = defaultdict(list)
    for master, number, done, latest in told:
        text = f"带徒{number}人，其中出师{done}人" if done else f"带徒{number}人"
        for key in people[master]:
            found[key].append(Known("师带徒", f"mentorship:{master}", text, latest))
    return found


@register_evidence
def studios_led(nominations: Sequence[Nomination]) -> Facts:
    """Studios somebody leads."""
    people = by_person(nominations)
    rows = Leadership.objects.filter(person__in=list(people), ends_on=None)
    found: Facts = defaultdict(list)
    for one in rows.exclude(studio__state__in=(StudioState.VOID, StudioState.REVOKED)).select_related(
        "studio"
    ):
        text = f"领衔{one.studio.get_level_display()}创新工作室“{one.studio.name}”"
        for key in people[one.person_id]:
            found[key].append(
                Known("创新工作室", f"studios.studio:{one.studio_id}", text[:200], one.starts_on)
            )
    return found


@register_evidence
def talks_given(nominations: Sequence[Nomination]) -> Facts:
    """How often somebody spoke at an activity that took place."""
    people = by_person(nominations)
    rows = ActivitySpeaker.objects.filter(person__in=list(people), activity__state=ActivityState.HELD)
    told = (
        rows.order_by()
        .values_list("person")
        .annotate(n=models.Count("pk"), latest=models.Max("activity__last_on"))
    )
    found: Facts = defaultdict(list)
    for person, number, latest in told:
        for key in people[person]:
            found[key].append(Known("活动", f"activities.speaker:{person}", f"主讲活动{number}场", latest))
    return found
