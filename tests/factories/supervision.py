"""Inspection plans, draws, visits and findings for tests."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.organizations.models import Organization
from jiangong.domains.supervision.actions.drawing import Seed, announce_draw, carry_out_draw
from jiangong.domains.supervision.actions.planning import draft_inspection_plan, start_inspection_plan
from jiangong.domains.supervision.actions.visiting import (
    Appointment,
    Sheet,
    appoint_visit,
    start_visit,
    submit_visit,
)
from jiangong.domains.supervision.choices import SeedKind, Verdict
from jiangong.domains.supervision.models import Draw, Finding, InspectionPlan, Visit, VisitInspector
from jiangong.kit.access.actor import Actor

SEED = "监督人员封存的一句话：秋风起兮"


def make_inspection_plan(actor: Actor, *, started: bool = True, **facts) -> InspectionPlan:
    """A plan of this year with two items of its own."""
    year = timezone.localdate().year
    facts = {
        "title": "四季度督导",
        "year": year,
        "purpose": "核实上报数据",
        "basis": "主席办公会纪要第9号",
        "own_items": "协议是否签字\n台账是否齐全",
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "unit_count": 1,
        "team_size": 1,
        **facts,
    }
    plan = draft_inspection_plan(InspectionPlan(**facts), actor=actor)
    return start_inspection_plan(plan, actor=actor) if started else plan


def sealed(secret: str = SEED, **facts) -> Seed:
    return Seed(SeedKind.SEALED, "监督人员封存的文字", facts.get("on") or timezone.localdate(), secret)


def make_draw(actor: Actor, plan: InspectionPlan | None = None) -> Draw:
    """One that waits for its seed."""
    return announce_draw(plan or make_inspection_plan(actor), sealed(), actor=actor)


def make_drawn(actor: Actor, plan: InspectionPlan | None = None) -> Draw:
    return carry_out_draw(make_draw(actor, plan), SEED, actor=actor)


def make_visit(
    actor: Actor, unit: Organization, inspector: User, plan: InspectionPlan | None = None, **facts
) -> Visit:
    """A visit somebody appointed."""
    said = Appointment(facts.pop("reason", "群众反映"), (inspector,), **facts)
    return appoint_visit(plan or make_inspection_plan(actor), unit, said, actor=actor)


def begun(visit: Visit, actor: Actor) -> Visit:
    """Under way, whoever was appointed."""
    return start_visit(visit, actor=actor)


def sheet(visit: Visit, *, fails: int = 0, figures: dict | None = None, **facts) -> Sheet:
    """A filled-in sheet whose first items do not conform."""
    lines = list(visit.lines.all())
    return Sheet(
        visited_on=facts.pop("visited_on", timezone.localdate()),
        verdicts={
            one.pk: (Verdict.FAILS, "缺签字") if place < fails else (Verdict.CONFORMS, "")
            for place, one in enumerate(lines)
        },
        figures=figures or {},
        due_on=facts.pop("due_on", timezone.localdate() + timedelta(days=15) if fails else None),
        **facts,
    )


def make_done(actor: Actor, unit: Organization, inspector: User, **facts) -> Visit:
    """A visit that was made, by whoever is given."""
    plan = facts.pop("plan", None)
    visit = begun(make_visit(actor, unit, inspector, plan), actor_of(inspector))
    return submit_visit(visit, sheet(visit, **facts), actor=actor_of(inspector))


def make_finding(actor: Actor, unit: Organization, inspector: User, **facts) -> Finding:
    """What one visit found."""
    visit = make_done(actor, unit, inspector, fails=1, **facts)
    return (
        Finding.objects.ungated("test")
        .select_related("visit__plan__organization", "organization")
        .get(visit=visit)
    )


def actor_of(user: User) -> Actor:

    return current_actor(user, address="127.0.0.1", request_id="test")


def late(finding: Finding, days: int = 3) -> Finding:
    """The same, due some days ago."""
    due = timezone.localdate() - timedelta(days=days)
    Finding.objects.ungated("test").filter(pk=finding.pk).update(due_on=due)
    finding.refresh_from_db()
    return finding


def seat(visit: Visit, user: User) -> None:
    VisitInspector.objects.create(visit=visit, user=user, position=9)


def figure(value: str, why: str = "") -> tuple[Decimal, str]:
    return Decimal(value), why
