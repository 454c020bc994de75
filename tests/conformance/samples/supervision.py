"""Samples of supervision."""

from datetime import date

from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.supervision.choices import SeedKind, VisitState
from jiangong.domains.supervision.models import Draw, Finding, InspectionPlan, Visit
from tests.cast import Cast
from tests.conformance.samples.making import Make, acting, word
from tests.factories.supervision import make_inspection_plan


def inspection_plan(cast: Cast, place: Organization) -> InspectionPlan:
    return make_inspection_plan(
        acting(cast, place), organization=place, title=f"{word(place)}督导", started=False
    )


def inspection(cast: Cast, place: Organization) -> Visit:
    """A visit the place made to itself, so that only its own side sees it."""
    made = Visit(
        organization=place,
        plan=inspection_plan(cast, place),
        year=2026,
        appointed_for=word(place),
        state=VisitState.DONE,
        visited_on=date(2026, 3, 4),
        summary=word(place),
    )
    made.save(force_insert=True)
    return made


def draw(cast: Cast, place: Organization) -> Draw:
    inputs = {"units": [], "left_out": [], "inspectors": [], "absent": {}, "barred": {}}
    return Draw.objects.create(
        organization=place,
        plan=inspection_plan(cast, place),
        number=1,
        seed_kind=SeedKind.PUBLIC,
        seed_source=word(place),
        seed_on=timezone.localdate(),
        inputs={**inputs, "unit_count": 1, "team_size": 1},
        inputs_digest="0" * 64,
        announced_at=timezone.now(),
    )


def finding(cast: Cast, place: Organization) -> Finding:
    return Finding.objects.create(
        organization=place,
        visit=inspection(cast, place),
        text=f"{word(place)}问题",
        due_on=timezone.localdate(),
    )


SAMPLES: dict[str, Make] = {
    "supervision.inspectionplan": inspection_plan,
    "supervision.draw": draw,
    "supervision.visit": inspection,
    "supervision.finding": finding,
}
