"""Findings: put right by one, looked at again by another, never twice closed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.supervision.actions.findings import (
    Answer,
    add_finding,
    answer_finding,
    arrange_finding,
    close_finding,
    postpone_finding,
    send_back_finding,
    void_finding,
)
from jiangong.domains.supervision.actions.planning import close_inspection_plan, void_inspection_plan
from jiangong.domains.supervision.choices import FindingState, InspectionPlanState
from jiangong.domains.supervision.models import Finding
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.people import make_person
from tests.factories.supervision import actor_of, late, make_done, make_drawn, make_finding

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def finding(cast, city, inspector):
    return make_finding(city, cast.district, inspector)


@pytest.fixture
def person(cast):
    return make_person("李强", cast.district)


def answered(finding, person, actor, **facts) -> Finding:
    said = {"measure": "补签", "responsible": person, "text": "已补签3份", "done_on": TODAY, **facts}
    return answer_finding(finding, Answer(**said), actor=actor)


def test_from_finding_to_closed_by_another_person(cast, city, unit, inspector, rechecker, finding, person):
    arrange_finding(finding, "补签协议", person, 0, actor=unit)
    assert (finding.measure, finding.responsible, finding.state) == ("补签协议", person, FindingState.OPEN)
    answered(finding, person, unit)
    assert (finding.state, finding.is_on_behalf, finding.answered_by) == (
        FindingState.ANSWERED,
        False,
        unit.user,
    )
    close_finding(finding, "现场看过，属实", actor=rechecker)
    assert (finding.state, finding.rechecked_by, finding.rechecked_on) == (
        FindingState.CLOSED,
        rechecker.user,
        TODAY,
    )
    with pytest.raises(Conflict, match="已销号"):
        close_finding(finding, "再看一次", actor=city)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("recorder", "问题是您登记的，请由另一人复查"),
        ("answerer", "整改是您答复的，请由另一人复查"),
        ("responsible", "您是整改责任人"),
        ("unit", "本单位的整改由督导单位复查"),
        ("stranger", "由河州市总工会或这次检查的督导员复查"),
    ],
)
def test_nobody_looks_again_at_their_own(cast, city, unit, inspector, rechecker, finding, person, who, said):
    on_behalf = who == "answerer"
    answered(finding, person, city if on_behalf else unit)
    if who == "responsible":
        person.user = rechecker.user
        person.save()
        finding.responsible = person
    actors = {
        "recorder": actor_of(inspector),
        "answerer": city,
        "responsible": rechecker,
        "unit": unit,
        "stranger": cast.actor("neighbour_officer"),
    }
    for act in (
        lambda: close_finding(finding, "属实", actor=actors[who]),
        lambda: send_back_finding(finding, "不实", TODAY + timedelta(days=9), actor=actors[who]),
    ):
        with pytest.raises(NotAllowed, match=said):
            act()


@pytest.mark.database
def test_a_finding_rechecked_by_who_found_or_answered_it_cannot_be_stored(
    cast, city, unit, inspector, rechecker, finding, person
):
    answered(finding, person, unit)
    rows = Finding.objects.ungated("test").filter(pk=finding.pk)
    for user in (inspector, unit.user):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state=FindingState.CLOSED, rechecked_by=user, rechecked_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state=FindingState.CLOSED)


def test_sent_back_it_is_owed_again_and_may_be_answered_by_who_looked(
    cast, city, unit, inspector, rechecker, finding, person
):
    answered(finding, person, unit)
    due = TODAY + timedelta(days=7)
    send_back_finding(finding, "还差1份", due, actor=city)
    assert (finding.state, finding.due_on, finding.times_returned) == (FindingState.RETURNED, due, 1)
    answered(finding, person, city)
    assert (finding.is_on_behalf, finding.rechecked_by) == (True, None)
    with pytest.raises(NotAllowed, match="请由另一人复查"):
        close_finding(finding, "属实", actor=city)
    assert close_finding(finding, "属实", actor=rechecker).state == FindingState.CLOSED


def test_only_the_unit_or_whoever_had_it_inspected_answers(cast, finding, person):
    with pytest.raises(NotAllowed, match="由东城区答复整改"):
        answered(finding, person, cast.actor("neighbour_officer"))
    with pytest.raises(NotAllowed, match="没有“答复整改”的权限"):
        answered(finding, person, cast.actor("city_leader"))


def test_days_of_an_answer_lie_between_visit_and_today(unit, finding, person):
    with pytest.raises(Refusal, match="不能晚于今天"):
        answered(finding, person, unit, done_on=TODAY + timedelta(days=1))
    with pytest.raises(Refusal, match="不能早于检查日期"):
        answered(finding, person, unit, done_on=TODAY - timedelta(days=1))


def test_more_time_is_given_by_whoever_set_the_day(city, unit, finding):
    later = finding.due_on + timedelta(days=10)
    with pytest.raises(NotAllowed, match="河州市总工会实施"):
        postpone_finding(finding, later, "材料在途", 0, actor=unit)
    with pytest.raises(Refusal, match="新的期限应晚于"):
        postpone_finding(finding, finding.due_on, "材料在途", 0, actor=city)
    with pytest.raises(Refusal, match="请写明延期的理由"):
        postpone_finding(finding, later, " ", 0, actor=city)
    postpone_finding(finding, later, "材料在途", 0, actor=city)
    assert (finding.due_on, finding.times_postponed) == (later, 1)


def test_late_is_what_is_owed_past_its_day(unit, finding, person):
    assert finding.days_overdue == 0
    assert late(finding, 4).days_overdue == 4
    assert answered(finding, person, unit).days_overdue == 0


def test_further_findings_belong_to_a_visit_that_was_made(cast, city, inspector):
    visit = make_done(city, cast.district, inspector)
    made = add_finding(
        Finding(text="档案混放", due_on=TODAY + timedelta(days=5)), visit, actor=actor_of(inspector)
    )
    assert (made.organization, visit.finding_count) == (cast.district, 1)
    with pytest.raises(Refusal, match="应在今天以后"):
        add_finding(Finding(text="档案混放", due_on=TODAY), visit, actor=city)
    with pytest.raises(NotAllowed):
        add_finding(
            Finding(text="乱写", due_on=TODAY + timedelta(days=5)),
            visit,
            actor=cast.actor("neighbour_officer"),
        )


def test_a_plan_is_closed_when_nothing_is_owed_and_voided_before_anybody_was_there(city, finding):
    plan = finding.visit.plan
    with pytest.raises(NotAllowed, match="还有1个问题没有销号"):
        close_inspection_plan(plan, actor=city)
    with pytest.raises(NotAllowed, match="已经开始检查，不能作废"):
        void_inspection_plan(plan, "不查了", actor=city)
    void_finding(finding, "登记有误", actor=city)
    assert close_inspection_plan(plan, actor=city).state == InspectionPlanState.CLOSED


def test_a_voided_plan_takes_its_visits_with_it(city):
    draw = make_drawn(city)
    void_inspection_plan(draw.plan, "上级统一检查", actor=city)
    assert {one.state for one in draw.visits.all()} == {"cancelled"}
