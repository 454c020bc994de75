"""The matrix of ties: every kind planted once, each judge against each work; exactly those are found, early or late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from jiangong.domains.accounts.models import Appointment
from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.actions.assigning import assign, draw_judges
from jiangong.domains.assessments.actions.declarations import declare_tie
from jiangong.domains.assessments.actions.rounds import add_judge, add_subject
from jiangong.domains.assessments.choices import ConflictKind, Drawing, Relation, SheetState
from jiangong.domains.assessments.models import Declaration, Judge, ResultRow, Round, Sheet, Subject
from jiangong.domains.assessments.queries.rounds import barred_pairs
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.actions import merge_people, move_person
from jiangong.domains.people.choices import SkillGrade
from jiangong.domains.people.models import Person
from jiangong.domains.studios.models import Member
from jiangong.kit.access.actor import Actor, system_actor
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Refusal
from tests.factories.accounts import appoint
from tests.factories.assessments import items_of, make_judge_user, make_round, make_rubric, subjects_of
from tests.factories.mentorship import make_valid
from tests.factories.organizations import make_organization
from tests.factories.people import make_committee, make_person
from tests.factories.studios import make_studio

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@dataclass
class Pair:
    """One judge and one work, whose author works in a union of a district of its own."""

    judge: Judge
    subject: Subject
    author: Person
    home: Organization  # of the judge
    union: Organization  # of the author

    @property
    def person(self) -> Person:
        return self.judge.person


def own_work(pair: Pair, officer: Actor) -> set[str]:
    pair.subject.authors.add(pair.person)
    return {ConflictKind.SELF, ConflictKind.UNIT}  # where the author belongs is where the judge does


def own_work_under_an_older_entry(pair: Pair, officer: Actor) -> set[str]:
    entry = make_person(pair.person.name, pair.home)
    merge_people(pair.person, entry, {}, actor=officer)
    pair.subject.authors.add(entry)
    return {ConflictKind.SELF, ConflictKind.UNIT}


def same_unit(pair: Pair, officer: Actor) -> set[str]:
    move_person(pair.person, pair.union, actor=officer)
    return {ConflictKind.UNIT}


def former_unit(pair: Pair, officer: Actor) -> set[str]:
    move_person(pair.person, pair.union, actor=officer)
    move_person(Person.objects.ungated("test").get(pk=pair.person.pk), pair.home, actor=officer)
    return {ConflictKind.FORMER_UNIT}


def appointment(pair: Pair, officer: Actor) -> set[str]:
    appoint(pair.judge.user, pair.union, "grassroots_officer")
    return {ConflictKind.UNIT}


def former_appointment(pair: Pair, officer: Actor) -> set[str]:
    today = timezone.localdate()
    given = appoint(pair.judge.user, pair.union, "grassroots_officer")
    Appointment.objects.ungated("test").filter(pk=given.pk).update(
        starts_on=today - timedelta(days=900), ends_on=today - timedelta(days=40)
    )
    return {ConflictKind.FORMER_UNIT}


def seat(pair: Pair, officer: Actor) -> set[str]:
    make_committee("竞赛委员会", pair.union, pair.person)
    return {ConflictKind.SEAT}


def kin(pair: Pair, officer: Actor) -> set[str]:
    told = Declaration(person=pair.person, relative=pair.author, relation=Relation.SPOUSE)
    declare_tie(told, actor=officer)
    return {ConflictKind.KIN}


def kin_declared_by_the_other(pair: Pair, officer: Actor) -> set[str]:
    told = Declaration(person=pair.author, relative=pair.person, relation=Relation.SIBLING)
    declare_tie(told, actor=officer)
    return {ConflictKind.KIN}


def interest_in_a_unit(pair: Pair, officer: Actor) -> set[str]:
    told = Declaration(person=pair.person, unit=pair.union, relation=Relation.INTEREST)
    declare_tie(told, actor=officer)
    return {ConflictKind.KIN}


def master(pair: Pair, officer: Actor) -> set[str]:
    return taught(pair.person, pair.author, pair.union)


def apprentice(pair: Pair, officer: Actor) -> set[str]:
    return taught(pair.author, pair.person, pair.union)


def taught(teacher: Person, learner: Person, union: Organization) -> set[str]:
    grades = {"skill_grade": SkillGrade.TECHNICIAN}, {"skill_grade": SkillGrade.JUNIOR}
    for person, facts in zip((teacher, learner), grades, strict=True):
        Person.objects.ungated("test").filter(pk=person.pk).update(**facts)
        person.refresh_from_db()
    make_valid(system_actor(), union, master=teacher, apprentice=learner)
    return {ConflictKind.MENTORSHIP}


def team_mate(pair: Pair, officer: Actor) -> set[str]:
    studio = make_studio(pair.union)
    for person in (pair.person, pair.author):
        Member.objects.create(studio=studio, person=person)
    return {ConflictKind.TEAM}


TIES = (
    own_work,
    own_work_under_an_older_entry,
    same_unit,
    former_unit,
    appointment,
    former_appointment,
    seat,
    kin,
    kin_declared_by_the_other,
    interest_in_a_unit,
    master,
    apprentice,
    team_mate,
)


@pytest.fixture
def officer(cast) -> Actor:
    return cast.actor("city_officer")


@pytest.fixture
def one(cast, officer) -> Round:
    """As many works and judges as there are ties; the judges come from partners, so nobody is tied to anybody."""
    made = make_round(officer, make_rubric(cast.federation), each=len(TIES))
    for number in range(len(TIES)):
        district = make_organization(f"第{number}区总工会", "district", cast.federation)
        union = make_organization(f"第{number}厂工会", "grassroots", district)
        author = make_person(f"作者{number}", union)
        add_subject(made, union, f"作品{number}", "", [author], actor=officer)
        home = make_organization(f"第{number}局", "partner", cast.federation)
        add_judge(made, make_judge_user(home), "member", Decimal(1), actor=officer)
    return made


def pairs(one: Round) -> Iterator[Pair]:
    judges = one.judges.select_related("person__organization", "user").order_by("pk")
    for judge, subject in zip(judges, subjects_of(one), strict=True):
        author = subject.authors.get()
        yield Pair(judge, subject, author, judge.person.organization, subject.organization)


def plant(one: Round, officer: Actor) -> dict[tuple[int, int], set[str]]:
    """Every kind of tie between one judge and one work; what must be found, and nothing else."""
    return {
        (pair.judge.pk, pair.subject.pk): tie(pair, officer)
        for tie, pair in zip(TIES, list(pairs(one)), strict=True)
    }


def hand_in_all(one: Round, officer: Actor) -> None:
    """Every judge has scored every work: 5 of 10 points, in one stroke."""
    assert draw_judges(one, "1", Drawing.EVEN, actor=officer).lacking == {}
    stages.open_final_scoring(one, actor=officer)
    marks = {str(item.pk): {"points": "2.50"} for item in items_of(one.rubric)}
    Sheet.objects.ungated("test").filter(round=one).update(
        state=SheetState.SUBMITTED, marks=marks, total=Decimal(5), submitted_at=timezone.now()
    )


def test_of_all_judges_and_works_exactly_the_tied_ones_may_not_meet(officer, one):
    assert barred_pairs(one) == {}
    expected = plant(one, officer)
    found = barred_pairs(one)
    assert {pair: {reason.kind for reason in reasons} for pair, reasons in found.items()} == expected
    assert set().union(*expected.values()) == set(ConflictKind)
    for judge, subject in expected:
        with pytest.raises(Refusal, match="应当回避"):
            assign(one.judges.get(pk=judge), Subject.objects.ungated("test").get(pk=subject), actor=officer)
    drawn = draw_judges(one, "1", Drawing.RANDOM, actor=officer)
    assert len(drawn.pairs) == len(TIES) * (len(TIES) - 1)
    assert drawn.pairs.isdisjoint(expected)


def test_what_comes_to_light_late_voids_exactly_those_scores_and_leaves_a_trace(officer, one):
    hand_in_all(one, officer)
    expected = plant(one, officer)
    stages.recheck_running_rounds()
    sheets = Sheet.objects.ungated("test").filter(round=one)
    void = sheets.filter(state=SheetState.VOID)
    assert set(void.values_list("judge_id", "subject_id")) == set(expected)
    assert all(sheet.void_reason.startswith("发现应当回避：") and sheet.total == 5 for sheet in void)
    traces = AuditEntry.objects.filter(verb="assessments.sheet.void").values_list("target_id", flat=True)
    assert sorted(traces) == sorted(str(sheet.pk) for sheet in void)
    result = stages.tally(one, actor=officer)
    counted = ResultRow.objects.ungated("test").filter(result=result).values_list("sheets", flat=True)
    assert list(counted) == [len(TIES) - 1] * len(TIES)
    assert stages.recheck_running_rounds() == {}
