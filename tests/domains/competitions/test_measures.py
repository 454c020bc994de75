"""What counts, from which day, how much."""

from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone

from jiangong.domains.competitions import measures
from jiangong.domains.competitions.actions.enrolments import (
    confirm_enrolment,
    enter_result,
    quit_enrolment,
)
from jiangong.domains.competitions.choices import CompetitionKind, Metric
from tests.factories.competitions import make_competition, make_enrolment, make_submitted
from tests.factories.organizations import make_enterprise

pytestmark = pytest.mark.django_db


def confirmed(cast, competition, body, **facts):
    made = make_submitted(cast.actor("district_officer"), competition, body, **facts)
    return confirm_enrolment(made, actor=cast.actor("city_officer"))


def total(measure) -> Decimal | int | None:
    rows = measure.rows()
    return rows.aggregate(n=Sum(measure.value))["n"] if measure.value else rows.count()


def test_confirmed_ones_count_by_kind_and_nothing_else(cast):
    plants = [make_enterprise(f"厂{n}", cast.district) for n in range(3)]
    safety, energy, building = (
        make_competition(cast.federation, kind)
        for kind in (CompetitionKind.SAFETY, CompetitionKind.ENERGY, CompetitionKind.CONSTRUCTION)
    )
    confirmed(cast, safety, plants[0], workers=400)
    confirmed(cast, energy, plants[0], workers=50)
    confirmed(cast, building, plants[0], workers=7)
    make_submitted(cast.actor("district_officer"), safety, plants[1], workers=1000)
    make_enrolment(cast.actor("district_officer"), energy, plants[1], workers=1000)
    left = confirmed(cast, safety, plants[2], workers=2000)
    quit_enrolment(left, "停产。", actor=cast.actor("district_officer"))
    assert [
        total(one)
        for one in (
            measures.safety_workers,
            measures.safety_units,
            measures.energy_projects,
            measures.construction_projects,
            measures.workers_covered,
        )
    ] == [400, 1, 1, 1, 457]
    assert set(measures.workers_covered.rows().values_list("confirmed_on", flat=True)) == {
        timezone.localdate()
    }


def test_saved_energy_adds_up_in_one_unit_only(cast):
    energy = make_competition(cast.federation, CompetitionKind.ENERGY)
    for name, metric, result in (
        ("甲", Metric.COAL, "1100.2"),
        ("乙", Metric.POWER, "900"),
        ("丙", Metric.COAL, None),
    ):
        one = confirmed(cast, energy, make_enterprise(name, cast.district), metric=metric)
        if result:
            district = cast.actor("district_officer")
            enter_result(one, Decimal(result), timezone.localdate(), one.version, actor=district)
    assert total(measures.energy_saved) == pytest.approx(Decimal("100.3"))
    assert measures.energy_saved.rows().count() == 1
