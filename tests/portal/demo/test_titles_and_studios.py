"""Titles and studios of the demo: as many as the plan asks for by today, believable, whole."""

from collections import Counter

import pytest
from django.utils import timezone

from jiangong.domains.studios.choices import StudioState
from jiangong.domains.studios.measures import IN_FORCE, NEW
from jiangong.domains.studios.models import Deadline, Studio
from jiangong.domains.studios.queries.elements import known_about, missing_of
from jiangong.domains.titles.choices import TitleFamily
from jiangong.domains.titles.measures import CRAFTSMEN
from jiangong.domains.titles.models import Award
from jiangong.kit.access.actor import system_actor
from jiangong.portal.demo import accounts, organizations, people, studios, titles
from jiangong.portal.demo.progress import reached, unit_stages


@pytest.fixture
def loaded(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    for part in (organizations, accounts, people, titles, studios):
        part.load(system_actor())


def test_the_ledgers_follow_the_plan(loaded):
    today = timezone.localdate()
    stages = unit_stages(system_actor())
    due = sum(min(reached(one.craftsmen, one.pace, today), len(one.people)) for one in stages)
    this_year = CRAFTSMEN.rows().filter(given_on__year=today.year).values_list("person", flat=True)
    assert len(set(this_year)) == due
    new = NEW.rows().filter(effective_on__year=today.year).count()
    planned = sum(reached(one.studios, one.pace, today) for one in stages)
    assert planned - 2 <= new <= planned  # a unit without people has no leader
    families = Counter(Award.objects.ungated("test").values_list("family", flat=True))
    assert set(families) == set(TitleFamily.values)
    assert Award.objects.ungated("test").filter(state="revoked").count() == 3


def test_studios_are_whole(loaded):
    rows = list(Studio.objects.ungated("test").select_related("leader"))
    states = Counter(studio.state for studio in rows)
    assert 150 <= len(rows) <= 250
    assert set(states) == {*StudioState.values} - {StudioState.VOID}
    assert (
        IN_FORCE.rows().filter(revoked_on=None).count() == len(rows) - states["building"] - states["revoked"]
    )
    known = known_about(rows)
    for studio in rows:
        if studio.is_in_force:
            assert missing_of(studio, known[studio.pk]) == [], studio
        assert not studio.is_public or studio.has_card
    assert Deadline.objects.ungated("test").count() == 34
    assert all(studio.due_on for studio in rows if studio.state == StudioState.BUILDING)
