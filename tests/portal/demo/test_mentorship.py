"""The demo's agreements: every unit has some, none breaks a rule, the worker has one to sign."""

import pytest
from django.conf import settings as product

from jiangong.domains.accounts.models import User
from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.mentorship.choices import STANDING_STATES, AgreementState, rank
from jiangong.domains.mentorship.measures import VALID_AGREEMENTS
from jiangong.domains.mentorship.models import Agreement, NumberCounter
from jiangong.domains.mentorship.queries.lists import waiting_for_signature
from jiangong.domains.mentorship.queries.terms import busiest
from jiangong.domains.organizations.queries import units
from jiangong.kit.access.actor import system_actor
from jiangong.portal.demo import load_demo


@pytest.fixture
def rows(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    load_demo(actor=system_actor())
    return Agreement.objects.ungated("test")


def test_demo_agreements_are_plausible_and_keep_every_rule(rows):
    counted = VALID_AGREEMENTS.rows()
    assert 1_300 < counted.count() < 1_900
    for unit in units(system_actor()):
        assert counted.filter(organization__path__startswith=unit.path).exists(), unit
    assert set(rows.values_list("state", flat=True)) == set(AgreementState)
    taught, teaching = {}, {}
    for one in rows.filter(state__in=STANDING_STATES):
        taught.setdefault(one.apprentice_id, []).append((one.starts_on, one.lapses_on))
        teaching.setdefault(one.master_id, []).append((one.starts_on, one.lapses_on))
        assert rank(one.master_grade) > rank(one.from_grade)
    assert max(map(busiest, taught.values())) == 1
    assert max(map(busiest, teaching.values())) <= product.MOST_APPRENTICES
    for counter in NumberCounter.objects.all():
        numbered = rows.filter(organization=counter.organization_id, number_year=counter.year)
        assert counter.last == numbered.latest("number_serial").number_serial
    worker = current_actor(User.objects.get(username="zhigong"))
    assert waiting_for_signature(worker).count() == 1
