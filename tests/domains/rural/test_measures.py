"""What counts, once, for how long, how much."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from jiangong.domains.rural import measures
from jiangong.domains.rural.actions.entries import void_entry
from jiangong.domains.rural.choices import BaseLevel, Source
from tests.factories.people import make_person
from tests.factories.rural import (
    make_base,
    make_collective,
    make_funding,
    make_participation,
    make_project,
)

pytestmark = pytest.mark.django_db


def distinct(measure) -> int:
    return measure.rows().values(measure.identity).distinct().count()


def total(measure) -> Decimal:
    return measure.rows().aggregate(n=Sum(measure.value))["n"]


def test_people_and_collectives_count_once_and_void_ones_do_not(cast):
    officer = cast.actor("district_officer")
    first, second = make_person("甲", cast.union), make_person("乙", cast.union)
    one, other = make_project(officer, name="甲项目"), make_project(officer, name="乙项目")
    make_participation(officer, first, project=one)
    make_participation(officer, first, project=other)
    void_entry(make_participation(officer, second, project=one), "写错", actor=officer)
    make_collective(officer, project=one)
    make_collective(officer, project=other)
    assert (measures.people.rows().count(), distinct(measures.people)) == (2, 1)
    assert (measures.collectives.rows().count(), distinct(measures.collectives)) == (2, 1)


def test_projects_count_once_begun_and_bases_until_they_end(cast):
    officer = cast.actor("district_officer")
    make_project(officer, name="未启动", running=False)
    running = make_project(officer, name="实施中")
    assert list(measures.projects.rows()) == [running]
    void_entry(running, "不做了", actor=officer)
    assert measures.projects.rows().count() == 0
    make_base(officer, "甲基地", ended_on=date(2026, 6, 1))
    make_base(officer, "乙基地")
    make_base(officer, "丙基地", level=BaseLevel.OWN)
    counted = (measures.county_bases.rows().count(), measures.own_bases.rows().count())
    assert counted == (2, 1)
    days = (
        measures.bases.rows()
        .exclude(level=BaseLevel.OWN)
        .order_by("pk")
        .values_list(measures.bases.until, flat=True)
    )
    assert list(days) == [date(2026, 6, 1), None]


def test_money_is_added_by_source_to_the_cent(cast):
    officer = cast.actor("district_officer")
    project = make_project(officer)
    make_funding(officer, project, "0.10")
    make_funding(officer, project, "0.20")
    make_funding(officer, project, "700", source=Source.SOCIAL, giver="商会")
    void_entry(make_funding(officer, project, "9000"), "没有到账", actor=officer)
    assert total(measures.union_money) == pytest.approx(Decimal("0.30"))
    assert total(measures.social_money) == Decimal(700)
