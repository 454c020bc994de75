"""What selection puts on the ladder, for whom, and when it is no longer owed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.honors.actions import notices, opinions
from jiangong.domains.honors.choices import StageKind
from jiangong.domains.honors.models import Objection, Stage
from jiangong.domains.honors.queries.findings import blocking
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.honors.receivers import deadlines
from jiangong.kit.access.actor import system_actor
from jiangong.kit.messaging.deadlines import Span
from jiangong.kit.messaging.models import RungName
from jiangong.kit.workdays.days import workdays_after
from tests.factories.honors import (
    draft,
    lists_of,
    make_list,
    make_noticed,
    make_open,
    nominated,
    pass_stage,
)

EVER = Span(date(2020, 1, 1), date(2100, 1, 1))
ASKING = ((StageKind.OPINIONS, "部门意见"), (StageKind.DECISION, "公布"))


def heard(source, span: Span = EVER) -> list[tuple[str, date]]:
    return [(one.title, one.due_on) for one in source(span)]


def test_units_are_reminded_of_the_places_they_left_empty(cast):
    until = timezone.localdate() + timedelta(days=5)
    programme = make_open(
        cast.federation,
        {cast.district: 1, cast.neighbour: 1},
        places=2,
        name="先进评选",
        nominate_until=until,
    )
    (one, other) = deadlines.nominations_due(EVER)
    assert (one.title, one.due_on) == ("东城区：推荐人选（先进评选）", until)
    assert cast.users["district_officer"] in one.people_by_rung[RungName.DUE].people
    assert cast.users["city_officer"] in one.people_by_rung[RungName.ABOVE].people
    assert other.people_by_rung[RungName.BEFORE].organization_id == cast.neighbour.pk
    assert heard(deadlines.nominations_due, Span(until + timedelta(days=1), EVER.last)) == []
    nominated(programme, cast.union)  # of the district's own place
    held = draft(programme, cast.neighbour_union)
    found = {one.key: one for one in deadlines.nominations_due(EVER)}
    assert set(found) == {other.key, f"honors.nomination:{held.pk}"}
    told = found[f"honors.nomination:{held.pk}"]
    assert held.bearer not in told.title  # titles go outward
    # Nobody at the factory may nominate: its district hears of it.
    assert told.people_by_rung[RungName.BEFORE].organization_id == cast.neighbour.pk
    assert told.people_by_rung[RungName.DUE].people == (cast.users["neighbour_officer"],)


def test_the_stage_in_hand_is_owed_by_its_planned_day(cast):
    programme, day = make_list(cast.federation, cast.union, name="先进评选"), date(2026, 12, 1)
    Stage.objects.filter(programme=programme).update(planned_on=day)
    (one,) = deadlines.stages_due(EVER)
    assert (one.title, one.due_on) == ("先进评选：完成“初审”", day)
    assert cast.users["city_officer"] in one.people_by_rung[RungName.DUE].people
    assert cast.users["city_leader"] in one.people_by_rung[RungName.ABOVE].people
    pass_stage(programme)
    assert heard(deadlines.stages_due) == [("先进评选：完成“市级公示”", day)]


@pytest.mark.database
def test_letters_climb_until_they_are_answered_and_answers_until_they_are_renewed(cast):
    programme = make_list(cast.federation, cast.union, stages=ASKING, name="先进评选")
    today, actor = timezone.localdate(), cast.actor("city_officer")
    due, ends = today + timedelta(days=3), today + timedelta(days=9)
    (letter,) = opinions.consult_departments(programme, ["市税务局"], today, due, "", actor=actor)
    assert heard(deadlines.letters_due) == [("市税务局回复征求意见（先进评选）", due)]
    letter.valid_until = ends
    opinions.record_reply(letter, {}, actor=actor, version=0)
    assert heard(deadlines.letters_due) == []
    assert heard(deadlines.opinions_lapsing) == [("市税务局的意见到期，重新征求（先进评选）", ends)]
    (second,) = opinions.consult_departments(programme, ["市税务局"], today, due, "", actor=actor)
    assert heard(deadlines.opinions_lapsing) == []  # asked again about everybody
    opinions.record_reply(second, {}, actor=actor, version=0)
    type(letter)._base_manager.filter(pk=letter.pk).update(valid_until=today - timedelta(days=1))
    forget(programme)
    assert blocking(programme) == []  # a lapsed answer that was renewed is nothing to answer for


@pytest.mark.database
def test_a_notice_that_has_run_its_time_and_an_objection_nobody_settled(cast):
    notice = make_noticed(cast.federation, cast.union)
    programme, after = notice.programme, timezone.localdate(notice.closes_at)
    title = f"{programme.name}：公示期满，办理下一步"
    assert heard(deadlines.notices_over) == [(title, after)]
    about = lists_of(programme)[0]
    notices.raise_objection(notice, about.pk, ("事迹不实", ""), "10.0.0.1", actor=system_actor())
    (one,) = deadlines.objections_due(EVER)
    due = workdays_after(timezone.localdate(), deadlines.SETTLING_DAYS)
    assert (one.title, one.due_on) == (f"{programme.name}：核实公示异议", due)
    assert about.bearer not in one.title
    assert cast.users["city_officer"] in one.people_by_rung[RungName.DUE].people
    assert heard(deadlines.objections_due, Span(due, due)) == [(one.title, due)]
    objection = Objection.objects.ungated("test").select_related("notice__programme", "nomination").get()
    notices.settle_objection(objection, "dismiss", "不属实", actor=system_actor())
    assert heard(deadlines.objections_due) == []
    notices.recall_notice(notice, "有误", actor=system_actor())
    assert heard(deadlines.notices_over) == []


def test_many_programmes_are_asked_about_at_once(cast, django_assert_max_num_queries):
    today = timezone.localdate()
    for place in range(6):
        programme = make_open(cast.federation, {cast.district: 1}, name=f"第{place}", nominate_until=today)
        draft(programme, cast.union)
    with django_assert_max_num_queries(7):
        assert len(list(deadlines.nominations_due(EVER))) == 2 * 6
