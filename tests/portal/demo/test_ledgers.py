"""The demo's enrolments, rural action and reform: in proportion to the notice's targets, nothing from the future."""

from decimal import Decimal

import pytest
import time_machine
from django.db.models import Max, Sum

from jiangong.domains.competitions import measures as competitions
from jiangong.domains.organizations.queries import units
from jiangong.domains.reform import measures as reform
from jiangong.domains.rural import measures as rural
from jiangong.kit.access.actor import system_actor
from jiangong.kit.access.paths import below
from jiangong.portal.demo import accounts, documents, grounds, organizations, people
from jiangong.portal.demo import competitions as demo_competitions
from jiangong.portal.demo import reform as demo_reform
from jiangong.portal.demo import rural as demo_rural
from jiangong.portal.demo.notice import COMPETITION, RURAL

DAY = "2026-11-26 09:00+08:00"
MEASURES = (
    competitions.energy_projects,
    competitions.construction_projects,
    competitions.safety_workers,
    competitions.workers_covered,
    competitions.energy_saved,
    rural.people,
    rural.collectives,
    rural.bases,
    rural.projects,
    rural.union_money,
    rural.social_money,
    reform.tasks_done,
    reform.policies,
    reform.pilots,
)


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with time_machine.travel(DAY, tick=False):
        for part in (organizations, accounts, people, documents):
            part.load(system_actor())
        for part in (demo_competitions, demo_rural, demo_reform):
            part.load(system_actor())
        yield


def test_units_stand_where_their_pace_puts_them(demo):
    known = grounds.grounds(system_actor())
    shares = {}
    for ground, place in grounds.by_name((row[0] for row in RURAL), known, system_actor()):
        rows = rural.people.rows().filter(below(ground.unit.path, "organization__path"))
        count = rows.values("person").distinct().count()
        shares[str(ground.unit)] = Decimal(count) / Decimal(RURAL[place][1])
    for ground, place in grounds.by_name((row[0] for row in COMPETITION), known, system_actor()):
        rows = competitions.safety_workers.rows().filter(below(ground.unit.path, "organization__path"))
        workers = rows.aggregate(n=Sum("workers"))["n"] or 0
        if COMPETITION[place][2]:
            share = Decimal(workers) / (Decimal(COMPETITION[place][2]) * 10_000)
            assert Decimal("0.5") <= share <= Decimal("1.1"), str(ground.unit)
    assert len(shares) == 32
    assert all(Decimal("0.5") <= share <= Decimal("1.2") for share in shares.values())
    late = [shares[name] for name in grounds.LATE if name in shares]
    assert max(late) < min(share for name, share in shares.items() if name in grounds.AHEAD)


def test_every_measure_has_rows_that_can_be_shown_and_none_from_the_future(demo):
    first = units(system_actor())[0].path
    for measure in MEASURES:
        rows = measure.rows()
        assert rows.count() > 10, measure.key
        assert str(rows.aggregate(last=Max(measure.date))["last"]) <= "2026-11-26", measure.key
        shown = rows.select_related(measure.organization, *measure.related)[:3]
        assert all(str(one) and one.get_absolute_url() for one in shown), measure.key
        near = rows.filter(**{f"{measure.organization}__path__startswith": first})
        assert near.exists(), measure.key
