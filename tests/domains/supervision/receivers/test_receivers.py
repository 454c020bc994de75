"""Who hears what, what waits for whom, and who is reminded when it is late."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jiangong.domains.supervision.actions.findings import (
    Answer,
    answer_finding,
    close_finding,
    send_back_finding,
)
from jiangong.domains.supervision.actions.visiting import cancel_visit
from jiangong.domains.supervision.receivers.deadlines import findings_due, visits_due
from jiangong.domains.supervision.receivers.links import find_plans
from jiangong.domains.supervision.receivers.todos import (
    draw_todos,
    finding_todos,
    overdue_todos,
    recheck_todos,
    visit_todos,
)
from jiangong.kit.listing.searching import Hit
from jiangong.kit.messaging.deadlines import Span
from jiangong.kit.messaging.models import Message, RungName
from tests.factories.people import make_person
from tests.factories.supervision import (
    actor_of,
    begun,
    late,
    make_draw,
    make_drawn,
    make_finding,
    make_inspection_plan,
    make_visit,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
EVER = Span(date(2000, 1, 1), date(2100, 1, 1))


def told(user) -> list[str]:
    return list(Message.objects.filter(user=user).order_by("pk").values_list("title", flat=True))


def put_right(finding, cast, unit):
    said = Answer("补签", make_person("李强", cast.district), "已补签", TODAY)
    return answer_finding(finding, said, actor=unit)


def test_whoever_is_drawn_hears_how_many_units_fell_to_them(cast, city):
    draw = make_drawn(city, make_inspection_plan(city, unit_count=2))
    for team in draw.result["teams"]:
        for user in (one for one in cast.users.values() if one.pk in team["members"]):
            if user.pk != city.user_id:  # nobody is told what they did themselves
                assert told(user) == ["您被抽为督导员：四季度督导"]
    visit = draw.visits.select_related("plan__organization", "organization").first()
    cancel_visit(visit, "改期", actor=city)
    seat = visit.inspectors.get().user
    assert seat.pk == city.user_id or told(seat)[-1] == f"检查已取消：{visit}"


def test_unit_and_inspectors_hear_of_each_others_steps(cast, city, unit, inspector, rechecker):
    finding = make_finding(city, cast.district, inspector)
    assert told(unit.user) == ["督导检查发现1个问题：四季度督导"]
    put_right(finding, cast, unit)
    assert told(city.user) == [f"整改待复查：{finding}"]
    assert told(inspector) == []  # who found it does not look again
    send_back_finding(finding, "还差一份", TODAY + timedelta(days=9), actor=city)
    put_right(finding, cast, unit)
    close_finding(finding, "属实", actor=rechecker)
    assert told(unit.user)[1:] == [f"整改退回：{finding}", f"问题已销号：{finding}"]


def test_draws_wait_for_whoever_may_draw_from_the_day_on(cast, city, unit):
    draw = make_draw(city)
    assert [one.title for one in draw_todos(city)] == ["抽取检查对象：四季度督导"]
    assert list(draw_todos(unit)) == []
    type(draw).objects.ungated("test").update(seed_on=TODAY + timedelta(days=1))
    assert list(draw_todos(city)) == []


def test_visits_wait_for_those_who_go(cast, city, inspector):
    visit = make_visit(city, cast.district, inspector, planned_on=TODAY)
    [one] = visit_todos(actor_of(inspector))
    assert (one.title, one.due_on) == ("督导检查：东城区", TODAY)
    assert list(visit_todos(city)) == []
    begun(visit, actor_of(inspector))
    assert [one.meta[1] for one in visit_todos(actor_of(inspector))] == ["检查中"]


def test_findings_wait_for_the_unit_then_for_another_person(cast, city, unit, inspector, rechecker):
    finding = make_finding(city, cast.district, inspector)
    assert [one.title for one in finding_todos(unit)] == [f"整改：{finding}"]
    assert list(finding_todos(cast.actor("neighbour_officer"))) == []
    put_right(finding, cast, unit)
    assert list(finding_todos(unit)) == []
    for actor, count in ((city, 1), (rechecker, 1), (actor_of(inspector), 0), (unit, 0)):
        assert len(list(recheck_todos(actor))) == count, actor.user
    send_back_finding(finding, "还差一份", TODAY + timedelta(days=9), actor=city)
    [one] = finding_todos(unit)
    assert (one.group, one.why) == ("退回给我", "还差一份")


def test_what_is_late_is_told_to_whoever_had_it_inspected(cast, city, unit, inspector):
    finding = make_finding(city, cast.district, inspector)
    assert list(overdue_todos(city)) == []
    late(finding)
    [one] = overdue_todos(city)
    assert (one.title, one.meta) == ("1个督导问题整改逾期", ("东城区",))
    assert list(overdue_todos(unit)) == []


def test_the_ladder_climbs_from_the_unit_to_the_planners_to_their_leaders(cast, city, unit, inspector):
    finding = late(make_finding(city, cast.district, inspector))
    [one] = findings_due(EVER)
    assert (one.key, one.due_on) == (f"supervision.finding:{finding.pk}", finding.due_on)
    assert "缺签字" not in one.title  # what was found may name somebody
    people = {rung: {user.username for user in found.people} for rung, found in one.people_by_rung.items()}
    assert people == {
        RungName.BEFORE: {"district_officer"},
        RungName.DUE: {"district_officer"},
        RungName.ABOVE: {"city_officer"},
        RungName.LEADER: {"city_leader"},
    }
    put_right(finding, cast, unit)
    assert list(findings_due(EVER)) == []
    assert list(findings_due(Span(date(2000, 1, 1), date(2000, 1, 2)))) == []


def test_visits_are_due_when_their_plan_ends(cast, city, inspector, django_assert_max_num_queries):
    visit = make_visit(city, cast.district, inspector)
    make_visit(city, cast.neighbour, inspector)
    with django_assert_max_num_queries(4):
        found = list(visits_due(EVER))
    assert found[0].key == f"supervision.visit:{visit.pk}"
    assert {one.due_on for one in found} == {visit.plan.ends_on}
    assert found[0].people_by_rung[RungName.DUE].people == (inspector,)


def test_plans_are_found_by_their_words(cast, city):
    plan = make_inspection_plan(city)
    assert [hit.title for hit in find_plans(city, "四季度", 5)] == [plan.title]
    assert isinstance(next(find_plans(city, "纪要", 5)), Hit)
    assert list(find_plans(cast.actor("district_officer"), "四季度", 5)) == []
