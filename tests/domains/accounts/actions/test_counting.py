"""Counting tries: exact under races, apart for each purpose, anew after a quarter of an hour."""

import pytest
import time_machine

from jiangong.domains.accounts.actions.counting import Allowance, TooManyTries, count_try, forgive
from jiangong.domains.accounts.models import SignInCount

NARROW, WIDE = Allowance("narrow", "a", 2), Allowance("wide", "a", 5, lasting=True)


@pytest.mark.database
def test_of_twelve_tries_at_once_no_more_than_allowed_are_counted(race):
    outcomes = race([lambda: count_try([Allowance("account", "a", 5), WIDE], None)] * 12)
    assert sorted(one for one in outcomes if isinstance(one, int)) == [0, 1, 2, 3, 4]
    assert sum(isinstance(one, TooManyTries) for one in outcomes) == 7
    assert set(SignInCount.objects.values_list("failures", flat=True)) == {5}


@pytest.mark.database
def test_with_one_allowance_used_up_none_is_touched(db):
    assert [count_try([NARROW, WIDE], None) for _ in range(2)] == [1, 0]
    with pytest.raises(TooManyTries):
        count_try([NARROW, WIDE], None)
    assert SignInCount.objects.get(key=WIDE.key).failures == 2


@pytest.mark.database
def test_what_has_run_out_begins_anew(db):
    with time_machine.travel("2026-03-01T08:00:00+00:00", tick=False) as clock:
        count_try([NARROW], None)
        count_try([NARROW], None)
        clock.shift(15 * 60)
        assert count_try([NARROW], None) == 1


def test_forgive_clears_the_own_count_and_gives_one_try_of_wider_ones_back(db):
    count_try([NARROW, WIDE], None)
    count_try([NARROW, WIDE], None)
    forgive([NARROW, WIDE])
    assert not SignInCount.objects.filter(key=NARROW.key).exists()
    assert SignInCount.objects.get(key=WIDE.key).failures == 1


@pytest.mark.database
def test_counting_is_one_statement(db, django_assert_num_queries):
    assert not SignInCount.objects.exists()  # on SQLite the transaction of the test begins here
    with django_assert_num_queries(3):  # between a savepoint and its release
        count_try([NARROW, WIDE], None)
