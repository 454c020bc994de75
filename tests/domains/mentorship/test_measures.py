"""Which agreements count, from which day, for how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.indicators.measures import find_measure
from jiangong.domains.mentorship import actions
from jiangong.domains.mentorship.actions.course import Finding
from jiangong.domains.mentorship.measures import AGREEMENTS_IN_FORCE, GRADUATES, MASTERS, VALID_AGREEMENTS
from tests.factories.mentorship import days_ago, make_agreement, make_submitted, make_valid

pytestmark = pytest.mark.django_db


def counted(measure) -> int:
    return measure.rows().count()


def test_every_measure_is_known_and_names_real_columns():
    for one in (VALID_AGREEMENTS, AGREEMENTS_IN_FORCE, MASTERS, GRADUATES):
        assert find_measure(one.key) is one
        for name in filter(None, (one.date, one.until, one.organization, one.identity)):
            assert one.model_class._meta.get_field(name).concrete


def test_only_what_both_have_signed_counts(officer):
    make_agreement(officer)
    assert counted(VALID_AGREEMENTS) == 0
    waiting = make_submitted(officer)
    assert counted(VALID_AGREEMENTS) == counted(AGREEMENTS_IN_FORCE) == 0
    make_valid(officer, apprentice=None, starts_on=days_ago(10), signed_on=days_ago(3))
    (row,) = VALID_AGREEMENTS.rows()
    assert (row.effective_on, row.organization) == (days_ago(3), waiting.organization)


def test_an_honest_failure_still_counts_and_graduates_only_when_passed(officer):
    agreement = make_valid(officer)
    found = Finding(timezone.localdate(), "赵主任", "failed")
    actions.assess_agreement(agreement, found, actor=officer)
    assert (counted(VALID_AGREEMENTS), counted(GRADUATES)) == (1, 0)
    other = make_valid(officer, master=agreement.master)
    found = Finding(timezone.localdate(), "赵主任", "passed", grade_reached="senior")
    actions.assess_agreement(other, found, actor=officer)
    (row,) = GRADUATES.rows()
    assert row.completed_on == timezone.localdate()


def test_broken_off_before_anybody_looked_does_not_count(officer):
    early, late = make_valid(officer), make_valid(officer)
    actions.check_midterm(late, Finding(days_ago(9), "赵主任", "good"), actor=officer)
    for one in (early, late):
        actions.terminate_agreement(one, days_ago(5), "徒弟离职。", actor=officer)
    assert list(VALID_AGREEMENTS.rows()) == [late]
    assert {row.lapses_on for row in AGREEMENTS_IN_FORCE.rows()} == {days_ago(4)}


def test_void_counts_nowhere(officer):
    actions.void_agreement(make_valid(officer), "重复登记。", actor=officer)
    for one in (VALID_AGREEMENTS, AGREEMENTS_IN_FORCE, MASTERS, GRADUATES):
        assert counted(one) == 0


def test_the_stock_loses_an_agreement_the_day_after_its_term_whether_or_not_the_job_ran(officer):
    agreement = make_valid(officer, starts_on=days_ago(400), ends_on=days_ago(1))
    (row,) = AGREEMENTS_IN_FORCE.rows()
    assert row.lapses_on == agreement.ends_on + timedelta(days=1) == timezone.localdate()


def test_a_master_of_two_is_one_master(officer, cast):
    first = make_valid(officer)
    make_valid(officer, master=first.master)
    assert counted(MASTERS) == 2
    assert MASTERS.rows().values(MASTERS.identity).distinct().count() == 1
