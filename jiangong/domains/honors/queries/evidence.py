"""What the system knows about candidates: honours, apprentices, studios, competitions; asked for many at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from jiangong.domains.competitions.choices import EnrolmentState
from jiangong.domains.competitions.models import Enrolment
from jiangong.domains.honors.choices import Trait
from jiangong.domains.honors.models import Nomination
from jiangong.domains.mentorship.choices import AgreementState
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.organizations.choices import Ownership
from jiangong.domains.people.choices import Gender
from jiangong.domains.people.models import Person
from jiangong.domains.studios.choices import StudioState
from jiangong.domains.studios.models import Leadership
from jiangong.domains.titles.choices import AwardState
from jiangong.domains.titles.models import Award
from jiangong.lib.dates import format_day

WHY = "facts about a candidate whom the nominating union has named"


@dataclass(frozen=True, slots=True)
class Known:
    """One fact: where it comes from, what it says, on which day."""

    source: str
    reference: str
    text: str
    on: date | None = None


Facts = dict[int, list[Known]]  # key of a nomination → what is known
EvidenceSource = Callable[[Sequence[Nomination]], Facts]
_sources: list[EvidenceSource] = []


def register_evidence(source: EvidenceSource) -> EvidenceSource:
    """Let what is known elsewhere stand beside a candidate; a constant number of queries for all of them."""
    if source not in _sources:
        _sources.append(source)
    return source


def known_about(nominations: Iterable[Nomination]) -> Facts:
    """Everything every source knows."""
    rows = list(nominations)
    found: Facts = {one.pk: [] for one in rows}
    for source in _sources:
        for key, facts in source(rows).items():
            found[key] += facts
    return found


def by_person(nominations: Sequence[Nomination]) -> dict[int, list[int]]:
    """Key of a person → keys of the nominations they are the candidate of."""
    found: dict[int, list[int]] = defaultdict(list)
    for one in nominations:
        if one.person_id:
            found[one.person_id].append(one.pk)
    return found


def by_collective(nominations: Sequence[Nomination]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for one in nominations:
        if not one.person_id:
            found[one.bearer_key].append(one.pk)
    return found


def bearing(nominations: Sequence[Nomination]) -> models.Q:
    """The awards of these candidates."""
    people, collectives = by_person(nominations), by_collective(nominations)
    return models.Q(person__in=list(people)) | models.Q(collective_key__in=list(collectives), person=None)


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
def competitions_entered(nominations: Sequence[Nomination]) -> Facts:
    """What a unit took part in and achieved."""
    units = {one.unit_id: one.pk for one in nominations if one.unit_id and not one.team}
    firms = {one.enterprise_id: one.pk for one in nominations if one.enterprise_id and not one.team}
    rows = Enrolment.objects.ungated(WHY).filter(
        models.Q(unit__in=list(units)) | models.Q(enterprise__in=list(firms)), state=EnrolmentState.CONFIRMED
    )
    found: Facts = defaultdict(list)
    for one in rows.select_related("competition").order_by("-year", "pk"):
        project = f"“{one.project}”" if one.project else ""
        result = f"，{format_day(one.result_on)}有成果" if one.result_on else ""
        text = f"{one.competition.short_name}参赛{project}{result}"
        key = units[one.unit_id] if one.unit_id else firms[one.enterprise_id or 0]
        found[key].append(Known("竞赛", f"competitions.enrolment:{one.pk}", text[:200], one.confirmed_on))
    return found


def suggested_traits(person: Person) -> list[str]:
    """What the register already says about somebody."""
    found = []
    if person.gender == Gender.FEMALE:
        found.append(Trait.WOMAN)
    if person.is_migrant_worker:
        found.append(Trait.MIGRANT)
    if person.is_new_employment:
        found.append(Trait.NEW_EMPLOYMENT)
    owners = {one.ownership for one in person.organization.enterprises.all()}
    if owners & {Ownership.PRIVATE, Ownership.FOREIGN}:
        found.append(Trait.PRIVATE)
    return [str(one) for one in found]
