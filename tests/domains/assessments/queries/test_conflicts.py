"""Every kind of tie planted, none missed; strangers stay free."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment
from jiangong.domains.assessments.choices import ConflictKind, Relation
from jiangong.domains.assessments.models import Declaration
from jiangong.domains.assessments.queries import Question, Subject, conflicts_between, conflicts_of
from jiangong.domains.people.actions import merge_people, move_person
from jiangong.domains.people.models import Departure
from jiangong.domains.studios.models import Member
from tests.factories.accounts import appoint, make_user
from tests.factories.mentorship import make_valid
from tests.factories.people import make_committee, make_person
from tests.factories.studios import make_leader, make_studio

pytestmark = pytest.mark.django_db


def kinds(judge, about, **said) -> list[str]:
    return [one.kind for one in conflicts_of(judge, about, **said)]


@pytest.fixture
def judge(cast):
    """Somebody of the federation itself, tied to nobody."""
    return make_person("评委甲", cast.federation)


def test_a_stranger_is_free(cast, judge):
    worker = make_person("参评人", cast.union)
    assert conflicts_of(judge, cast.district) == []
    assert conflicts_of(judge, worker) == []


def test_oneself(cast, judge):
    assert ConflictKind.SELF in kinds(judge, judge)


def test_the_same_unit_covers_what_stands_below_it(cast):
    judge = make_person("评委乙", cast.union)
    other = make_person("区总的人", cast.district)
    assert kinds(judge, cast.district) == [ConflictKind.UNIT]
    assert kinds(judge, other) == [ConflictKind.UNIT]
    assert kinds(judge, cast.neighbour) == []


def test_a_former_unit_is_avoided_for_the_months_set(cast):
    judge = make_person("评委丙", cast.district)
    move_person(judge, cast.federation, actor=cast.actor("city_officer"))
    today = timezone.localdate()
    assert kinds(judge, cast.union) == [ConflictKind.FORMER_UNIT]
    later = today + timedelta(days=366)
    assert kinds(judge, cast.union, on=later, months=12) == []
    assert kinds(judge, cast.union, on=later, months=13) == [ConflictKind.FORMER_UNIT]


def test_a_merged_entry_was_true_somewhere_else(cast):
    keep, drop = make_person("评委丁", cast.federation), make_person("评委丁", cast.neighbour)
    merge_people(keep, drop, {}, actor=cast.actor("city_officer"))
    keep.refresh_from_db()
    assert Departure.objects.ungated("test").get().organization == cast.neighbour
    assert kinds(keep, cast.neighbour_union) == [ConflictKind.FORMER_UNIT]
    assert kinds(drop, cast.neighbour_union) == [ConflictKind.FORMER_UNIT]  # asked by the old entry


def test_an_appointment_ties_the_account_of_a_judge(cast, judge):
    judge.user = make_user("judge_with_account")
    judge.save()
    given = appoint(judge.user, cast.union, "grassroots_officer")
    assert kinds(judge, cast.district) == [ConflictKind.UNIT]
    Appointment.objects.ungated("test").filter(pk=given.pk).update(
        starts_on=date(2020, 1, 1), ends_on=timezone.localdate() - timedelta(days=40)
    )
    assert kinds(judge, cast.district) == [ConflictKind.FORMER_UNIT]
    assert kinds(judge, cast.district, months=1) == []


def test_a_seat_on_a_body_of_the_unit(cast, judge):
    make_committee("竞赛委员会", cast.union, judge)
    assert kinds(judge, cast.district) == [ConflictKind.SEAT]


@pytest.mark.parametrize("turned", [False, True])
def test_declared_kin_binds_both_sides(cast, judge, turned):
    other = make_person("亲属", cast.union)
    first, second = (other, judge) if turned else (judge, other)
    Declaration.objects.create(
        organization=first.organization, person=first, relative=second, relation=Relation.SPOUSE
    )
    assert set(kinds(judge, other)) == {ConflictKind.KIN}
    assert kinds(judge, cast.district) == [ConflictKind.KIN]
    assert kinds(judge, cast.neighbour) == []


def test_a_declared_unit_until_the_tie_ends(cast, judge):
    said = Declaration.objects.create(
        organization=judge.organization, person=judge, unit=cast.neighbour, relation=Relation.INTEREST
    )
    assert kinds(judge, cast.neighbour_union) == [ConflictKind.KIN]
    said.ended_on = timezone.localdate()
    said.save()
    assert kinds(judge, cast.neighbour_union) == []


@pytest.mark.parametrize("turned", [False, True])
def test_master_and_apprentice(cast, judge, turned):
    agreement = make_valid(cast.actor("union_officer"), cast.union)
    pair = (agreement.master, agreement.apprentice)
    asked, about = reversed(pair) if turned else pair
    assert ConflictKind.MENTORSHIP in kinds(asked, about)
    assert ConflictKind.MENTORSHIP not in kinds(judge, about)


def test_team_mates_of_a_studio(cast, judge):
    leader = make_leader("领衔人", cast.union)
    studio = make_studio(cast.union, leader=leader)
    Member.objects.create(studio=studio, person=judge)
    assert kinds(judge, leader) == [ConflictKind.TEAM]
    assert kinds(judge, make_person("旁人", cast.union)) == []


def test_a_panel_against_many_works_asks_a_constant_number_of_queries(
    cast, judge, django_assert_max_num_queries
):
    judges = [make_person(f"评委{n}", cast.district if n % 2 else cast.federation) for n in range(10)]
    works = [Subject(n, frozenset({cast.union.pk}), frozenset()) for n in range(200)]
    question = Question([one.pk for one in judges], works, timezone.localdate())
    with django_assert_max_num_queries(30):
        found = conflicts_between(question)
    assert len(found) == 5 * 200
