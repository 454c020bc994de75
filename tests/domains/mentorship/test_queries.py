"""Overlaps, the busiest day, who is a party, what is due."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.mentorship import rules
from jiangong.domains.mentorship.choices import Party, rank
from jiangong.domains.mentorship.models import Agreement
from jiangong.domains.mentorship.queries.lists import (
    ending_soon,
    midterm_due,
    party_of,
    waiting_for_assessment,
)
from jiangong.domains.mentorship.queries.terms import apprentices_at_once, busiest, teaching_already
from jiangong.domains.people.choices import SkillGrade
from jiangong.kit.access.actor import system_actor
from tests.factories.mentorship import days_ago, make_master, make_submitted, make_valid


def day(number: int) -> date:
    return date(2026, 1, 1) + timedelta(days=number)


@pytest.mark.parametrize(
    ("spans", "most"),
    [
        ([], 0),
        ([(0, 10), (10, 20)], 1),
        ([(0, 10), (9, 20)], 2),
        ([(0, 100), (10, 20), (30, 40), (35, 36)], 3),
        ([(5, None), (0, 6)], 2),
    ],
)
def test_the_busiest_day_counts(spans, most):
    found = [(day(start), None if until is None else day(until)) for start, until in spans]
    assert busiest(found) == most


def test_grades_rise_from_none_to_the_eighth():
    assert [rank(grade) for grade in SkillGrade] == list(range(9))
    assert rank("") == 0


@pytest.mark.django_db
def test_terms_meet_on_their_last_day_and_not_after(cast):
    agreement = make_valid(cast.actor("union_officer"))
    last, key = agreement.ends_on, agreement.apprentice_id
    assert teaching_already(key, (last, last + timedelta(days=5))) == agreement
    assert teaching_already(key, (last + timedelta(days=1), last + timedelta(days=5))) is None
    assert teaching_already(key, (last, last + timedelta(days=5)), besides=agreement.pk) is None
    span = agreement.starts_on, agreement.starts_on + timedelta(days=1)
    assert apprentices_at_once(agreement.master_id, span) == 1


@pytest.mark.django_db
def test_a_program_and_the_system_are_no_party(cast):
    officer = cast.actor("union_officer")
    agreement = make_submitted(officer, master=make_master(cast.union, user=cast.users["worker"]))
    assert party_of(agreement, cast.actor("worker")) == Party.MASTER
    assert party_of(agreement, officer) is None
    assert party_of(agreement, system_actor()) is None


@pytest.mark.django_db
def test_what_is_due_by_day(cast):
    officer, today = cast.actor("union_officer"), timezone.localdate()
    make_valid(officer, starts_on=days_ago(100), ends_on=today + timedelta(days=30))
    rows = Agreement.objects.ungated("test")
    on = {
        name: [
            shift for shift in (-1, 0, 30, 31) if rows.filter(wanted(today + timedelta(days=shift))).exists()
        ]
        for name, wanted in (
            ("ending", ending_soon),
            ("over", waiting_for_assessment),
            ("midterm", midterm_due),
        )
    }
    assert on == {"ending": [0, 30], "over": [31], "midterm": [-1, 0, 30]}


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        ("1980-01-01", "1981-01-01", "starts_on"),
        ("2026-01-01", "2026-01-20", "ends_on"),
        ("2026-01-01", "2027-01-01", ""),
    ],
)
def test_terms_are_plausible(start, end, field):
    assert rules.term_refusal(date.fromisoformat(start), date.fromisoformat(end))[0] == field
