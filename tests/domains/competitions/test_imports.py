"""Enrolments come in from a workbook as drafts, each once, and can be taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.competitions.choices import CompetitionKind, EnrolmentState
from jiangong.domains.competitions.imports import EnergyChecker, EnergyImport, SafetyChecker
from jiangong.domains.competitions.models import Enrolment
from jiangong.kit.importing.specs import Row
from tests.factories.competitions import make_competition, make_enrolment
from tests.factories.organizations import make_enterprise

pytestmark = pytest.mark.django_db
SPEC = EnergyImport()


def row(number: int, **values: Any) -> Row:
    facts = {"project": f"项目{number}", "party": "东城化工厂", "metric": "coal", "baseline": "100.5"}
    return Row(number, (), {**facts, "baseline_year": 2025, "workers": 20, **values})


def refused(rows: list[Row]) -> list[list[str]]:
    return [[found.column for found in one.findings if found.tone == "crit"] for one in rows]


@pytest.fixture
def plant(cast):
    return make_enterprise("东城化工厂", cast.district, workers_count=420)


def test_rows_become_drafts_and_are_taken_back_untouched(cast, plant):
    make_competition(cast.federation, CompetitionKind.ENERGY)
    actor = cast.actor("district_officer")
    rows = [row(2), row(3, union=cast.union.name, workers=500)]
    EnergyChecker(actor).check(rows)
    assert refused(rows) == [[], []]
    assert [found.column for found in rows[1].findings] == ["workers"]
    keys = SPEC.load(iter([one.values for one in rows]), actor=actor, report=lambda done: None)()
    first, second = Enrolment.objects.visible_to(actor).order_by("pk")
    assert (first.organization, first.enterprise, str(first.baseline)) == (cast.district, plant, "100.5000")
    assert (second.organization, second.state) == (cast.union, EnrolmentState.DRAFT)
    Enrolment.objects.visible_to(actor).filter(pk=second.pk).update(version=1)
    assert SPEC.undo(keys, actor=actor) == 1


def test_what_cannot_stand_is_refused_at_its_cell(cast, plant):
    competition = make_competition(cast.federation, CompetitionKind.ENERGY)
    actor = cast.actor("district_officer")
    make_enrolment(actor, competition, plant, project="项目2")
    rows = [
        row(2),
        row(3),
        row(4, project="项目3"),
        row(5, party="没有的厂"),
        row(6, union="火星工会"),
        row(7, baseline="0"),
        row(8, baseline_year=1999),
        row(9, starts_on="2026-02-01", ends_on="2026-01-01"),
    ]
    EnergyChecker(actor).check(rows)
    assert refused(rows) == [
        ["party"], [], ["party"], ["party"], ["union"], ["baseline"], ["baseline_year"], ["ends_on"],
    ]  # fmt: skip
    assert rows[2].findings[0].sentence == "与第3行是同一个参赛单位（项目），请只保留一行。"


def test_without_a_competition_this_year_nothing_comes_in(cast, plant):
    rows = [Row(2, (), {"party": "东城化工厂", "workers": 20})]
    SafetyChecker(cast.actor("district_officer")).check(rows)
    assert rows[0].findings[0].sentence.startswith("今年没有“安康杯”竞赛")
    today = timezone.localdate()
    make_competition(cast.federation, closes_on=today - timedelta(days=1), opens_on=today - timedelta(days=2))
    late = [Row(2, (), {"party": "东城化工厂", "workers": 20})]
    SafetyChecker(cast.actor("district_officer")).check(late)
    assert "今天不能报名" in late[0].findings[0].sentence
    in_time = [Row(2, (), {"party": "东城化工厂", "workers": 20})]
    SafetyChecker(cast.actor("city_officer")).check(in_time)
    assert in_time[0].findings == []


def test_the_page_leads_to_import_and_template(cast):
    competition = make_competition(cast.federation, CompetitionKind.ENERGY)
    client = cast.client("district_officer")
    assert (
        reverse("importing:start", args=["competitions.energy"])
        in client.get(competition.get_absolute_url()).content.decode()
    )
    for key in ("construction", "energy", "safety"):
        assert client.get(reverse("importing:start", args=[f"competitions.{key}"])).status_code == 200
