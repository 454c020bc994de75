"""Who hears of a round, what waits for whom, what is due when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jiangong.domains.accounts.queries import current_actor
from jiangong.domains.assessments.actions import stages
from jiangong.domains.assessments.actions.sheets import void_sheet
from jiangong.domains.assessments.choices import SheetState, Stage
from jiangong.domains.assessments.jobs import recheck_ties
from jiangong.domains.assessments.models import Declaration, Sheet
from jiangong.domains.assessments.receivers.deadlines import scores_due, self_scores_due
from jiangong.domains.assessments.receivers.searching import find_rounds, find_rubrics
from jiangong.domains.assessments.receivers.todos import rounds_to_tally, sheets_to_fill
from jiangong.kit.access.actor import system_actor
from jiangong.kit.messaging.deadlines import Span
from jiangong.kit.messaging.models import Message, RungName
from tests.factories.assessments import (
    make_judging,
    make_round,
    make_rubric,
    score,
    sheet_of,
    subjects_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    return cast.actor("city_officer")


@pytest.fixture
def judging(cast, officer):
    return make_judging(officer, make_rubric(cast.federation), cast.district)


def around(day) -> Span:
    return Span(day - timedelta(days=1), day + timedelta(days=1))


def test_judges_are_told_and_reminded_until_all_is_in(cast, officer, judging):
    judge = judging.judges.first()
    actor = current_actor(judge.user)
    assert Message.objects.filter(user=judge.user, title__startswith="请评分").count() == 1
    (todo,) = sheets_to_fill(actor)
    assert (todo.title, todo.due_on) == ("终评：2026年出彩行动考评", judging.final_until)
    due = list(scores_due(around(judging.final_until)))
    assert [one.people_by_rung[RungName.DUE].people for one in due] == [
        (one.user,) for one in judging.judges.all()
    ]
    assert cast.users["city_officer"] in due[0].people_by_rung[RungName.ABOVE].people
    assert list(rounds_to_tally(officer)) == []
    for one in judging.judges.all():
        score(sheet_of(one, subjects_of(judging)[0]), 6, 4)
    assert list(sheets_to_fill(actor)) == []
    assert list(scores_due(around(judging.final_until))) == []
    (waiting,) = rounds_to_tally(officer)
    assert waiting.url == judging.get_absolute_url()


def test_units_are_told_and_reminded_of_their_own_scores(cast, officer):
    soon = timezone.localdate() + timedelta(days=5)
    one = make_round(officer, make_rubric(cast.federation), cast.district, self_until=soon)
    stages.open_self_scoring(one, actor=officer)
    user = cast.users["district_officer"]
    assert Message.objects.filter(user=user, title__startswith="请自评").exists()
    assert not Message.objects.filter(user=cast.users["neighbour_officer"]).exists()
    (todo,) = sheets_to_fill(cast.actor("district_officer"))
    assert todo.title == "自评：2026年出彩行动考评"
    (due,) = self_scores_due(around(soon))
    assert (due.due_on, due.people_by_rung[RungName.BEFORE].people) == (soon, (user,))
    assert list(self_scores_due(around(soon + timedelta(days=9)))) == []


def test_a_result_reaches_the_units(cast, officer, judging):
    for one in judging.judges.all():
        score(sheet_of(one, subjects_of(judging)[0]), 6, 4)
    stages.tally(judging, actor=officer)
    stages.conclude_round(judging, actor=officer)
    told = Message.objects.filter(user=cast.users["district_officer"], title__startswith="考评已出结果")
    assert told.count() == 1


def test_every_night_ties_are_looked_for_again(cast, officer, judging):
    judge, subject = judging.judges.first(), subjects_of(judging)[0]
    score(sheet_of(judge, subject), 6, 4)
    Declaration.objects.create(
        organization=cast.federation, person=judge.person, unit=cast.district, relation="sibling"
    )
    recheck_ties(None, actor=system_actor())
    assert sheet_of(judge, subject).state == SheetState.VOID
    assert Message.objects.filter(user=judge.user, title__startswith="评分已作废").exists()
    organizers = Message.objects.filter(user=cast.users["city_officer"], title__startswith="有评委应当回避")
    assert organizers.count() == 1


def test_a_voided_sheet_waits_for_nobody(officer, judging):
    judge = judging.judges.first()
    void_sheet(sheet_of(judge, subjects_of(judging)[0]), "评委请假。", actor=officer)
    assert list(sheets_to_fill(current_actor(judge.user))) == []
    assert Sheet.objects.ungated("test").filter(stage=Stage.FINAL, state=SheetState.VOID).count() == 1


def test_rubrics_and_rounds_are_found(cast, officer, judging):
    assert [hit.title for hit in find_rounds(officer, "出彩", 5)] == ["2026年出彩行动考评"]
    assert [hit.title for hit in find_rubrics(officer, "出彩", 5)] == ["出彩行动评分标准"]
    assert list(find_rounds(cast.actor("neighbour_officer"), "出彩", 5)) == []
