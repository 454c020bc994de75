"""Competitions and enrolments for tests."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from jiangong.domains.competitions.actions.enrolments import enrol, submit_enrolment
from jiangong.domains.competitions.choices import CompetitionKind, Metric
from jiangong.domains.competitions.models import Competition, Enrolment
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries import Party, home_of
from jiangong.kit.access.actor import Actor

FACTS = {
    CompetitionKind.CONSTRUCTION: {
        "project": "快速路改造工程",
        "investment": Decimal("52000.00"),
        "starts_on": date(2024, 3, 1),
        "ends_on": date(2027, 5, 1),
    },
    CompetitionKind.ENERGY: {
        "project": "余热回收改造",
        "metric": Metric.COAL,
        "baseline": Decimal("1200.5"),
    },
    CompetitionKind.SAFETY: {},
}


def make_competition(organization: Organization, kind: str = CompetitionKind.SAFETY, **facts) -> Competition:
    """This year's competition of a kind, open for enrolment today."""
    today = timezone.localdate()
    facts.setdefault("year", today.year)
    facts.setdefault("title", f"{facts['year']}年{CompetitionKind(kind).label}")
    facts.setdefault("starts_on", date(facts["year"], 1, 1))
    facts.setdefault("ends_on", date(facts["year"], 12, 31))
    facts.setdefault("opens_on", today - timedelta(days=5))
    facts.setdefault("closes_on", today + timedelta(days=30))
    return Competition.objects.create(organization=organization, kind=kind, **facts)


def party(body: Enterprise | Organization) -> Party:
    if isinstance(body, Enterprise):
        return Party(body.name, enterprise=body)
    return Party(body.name, unit=body)


def make_enrolment(
    actor: Actor, competition: Competition, body: Enterprise | Organization, **facts
) -> Enrolment:
    """A draft of the actor's own union."""
    facts = {"workers": 300, **FACTS[CompetitionKind(competition.kind)], **facts}
    if competition.kind == CompetitionKind.ENERGY:
        facts.setdefault("baseline_year", competition.year - 1)
    union = facts.pop("union", None) or home_of(actor)
    return enrol(Enrolment(**facts), competition, union, party(body), actor=actor)


def make_submitted(actor: Actor, competition: Competition, body: Enterprise | Organization, **facts):
    """One that waits to be confirmed."""
    return submit_enrolment(make_enrolment(actor, competition, body, **facts), actor=actor)
