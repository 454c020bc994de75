"""Samples of assessments."""

from datetime import date

from django.utils import timezone

from jiangong.domains.assessments.choices import Relation, Stage
from jiangong.domains.assessments.models import Declaration, Round, Rubric, Sheet, Subject
from jiangong.domains.organizations.models import Organization
from tests.cast import Cast
from tests.conformance.samples.making import Make, word
from tests.factories.people import make_person


def scoring_round(cast: Cast, place: Organization) -> Round:
    today = timezone.localdate()
    return Round.objects.create(
        organization=place,
        rubric=Rubric.objects.create(organization=place, title=f"{word(place)}评分标准", year=2024),
        title=f"{word(place)}考评",
        year=2024,
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
        final_until=today,
    )


def subject(cast: Cast, place: Organization) -> Subject:
    return Subject.objects.create(
        organization=place,
        round=scoring_round(cast, place),
        title=f"{word(place)}作品",
        code="01",
        position=1,
    )


def score_sheet(cast: Cast, place: Organization) -> Sheet:
    scored = subject(cast, place)
    return Sheet.objects.create(
        organization=place, round=scored.round, subject=scored, stage=Stage.SELF, comment=word(place)
    )


def declaration(cast: Cast, place: Organization) -> Declaration:
    return Declaration.objects.create(
        organization=place,
        person=make_person(f"{word(place)}人", place),
        unit=place,
        relation=Relation.INTEREST,
        note=word(place),
    )


SAMPLES: dict[str, Make] = {
    "assessments.rubric": lambda cast, place: Rubric.objects.create(
        organization=place, title=f"{word(place)}评分标准", year=2024
    ),
    "assessments.round": scoring_round,
    "assessments.subject": subject,
    "assessments.sheet": score_sheet,
    "assessments.declaration": declaration,
}
