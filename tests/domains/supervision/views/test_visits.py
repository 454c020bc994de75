"""Visits as units and inspectors see them, merged and waived."""

import pytest

from jiangong.domains.supervision.models import Visit
from tests.factories.supervision import (
    actor_of,
    begun,
    make_done,
    make_drawn,
    make_finding,
    make_inspection_plan,
    make_visit,
)
from tests.support.inspection_pages import TODAY, at, text
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


def test_a_unit_sees_a_visit_once_it_has_begun(cast, city, inspector):
    visit = make_visit(city, cast.district, inspector)
    unit, stranger = cast.client("district_officer"), cast.client("neighbour_officer")
    assert unit.get(visit.get_absolute_url()).status_code == 404
    begun(visit, actor_of(inspector))
    assert unit.get(visit.get_absolute_url()).status_code == 200
    assert stranger.get(visit.get_absolute_url()).status_code == 404
    told = make_visit(city, cast.neighbour, inspector, make_inspection_plan(city, is_announced=True))
    assert stranger.get(told.get_absolute_url()).status_code == 200


def test_an_inspector_of_another_district_sees_what_they_were_drawn_for(cast, city):
    visit = make_visit(city, cast.district, cast.users["neighbour_officer"])
    client = cast.client("neighbour_officer")
    page = text(client, visit.get_absolute_url())
    assert "开始检查" in page
    assert visit.plan.get_absolute_url() not in page
    assert client.get(visit.plan.get_absolute_url()).status_code == 404


def test_overlaps_are_suggested_and_merged_with_one_click(cast, city, desk, inspector):
    first = make_visit(city, cast.district, inspector)
    second = make_visit(city, cast.district, inspector, make_inspection_plan(city, title="另一项督导"))
    page = text(desk, second.get_absolute_url())
    assert "可以合并" in page
    assert "并入四季度督导" in text(desk, second.plan.get_absolute_url())
    submit(desk, f"{at('visit_merge', second.pk)}?into={first.pk}")
    assert "已并入" in text(desk, second.get_absolute_url())


def test_the_cap_is_waived_by_a_leader_from_the_page(cast, city, desk, inspector):
    make_done(city, cast.district, inspector)
    held = Visit(
        organization=cast.district,
        plan=make_inspection_plan(city, most_visits=1),
        year=TODAY.year,
        appointed_for="举报",
    )
    held.save(force_insert=True)
    assert "达到每年1次的上限" in text(desk, held.get_absolute_url())
    leader = cast.client("city_leader")
    assert "批准超次检查" in text(leader, held.get_absolute_url())
    submit(leader, at("visit_waive", held.pk), reason="须核实举报")
    assert "须核实举报" in text(desk, held.get_absolute_url())


def test_a_neighbour_gets_404(cast, city, inspector):
    finding = make_finding(city, cast.district, inspector)
    draw = make_drawn(city)
    client = cast.client("neighbour_officer")
    for one in (finding, finding.visit, finding.visit.plan, draw):
        assert client.get(one.get_absolute_url()).status_code == 404
    assert submit(client, at("finding_answer", finding.pk), answer="乱写").status_code == 404


def test_lists_are_exported_and_printed(cast, city, desk, inspector):
    make_finding(city, cast.district, inspector)
    for name, word in (("list", "四季度督导"), ("visit_list", "东城区"), ("finding_list", "缺签字")):
        assert word in desk.get(at(name), {"export": "csv"}).content.decode("utf-8-sig")
        assert desk.get(at(name), {"export": "print_docx"}).status_code == 200


def test_the_card_of_a_unit_tells_its_inspections(cast, city, desk, inspector):
    make_finding(city, cast.district, inspector)
    page = text(desk, cast.district.get_absolute_url())
    assert "还有1个问题没有销号" in page
