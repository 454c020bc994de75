"""Visits: capped, merged, begun on the spot, written down; reported and verified figures side by side."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.indicators.actions.facts import Figure, put_facts
from jiangong.domains.supervision.actions.visiting import (
    Appointment,
    appoint_visit,
    cancel_visit,
    correct_figure,
    merge_visit,
    reassign_visit,
    schedule_visit,
    submit_visit,
    waive_cap,
)
from jiangong.domains.supervision.choices import Verdict, VisitState
from jiangong.domains.supervision.models import CheckLine, FigureCheck, Finding, Visit
from jiangong.domains.supervision.queries.figures import verified_figures
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.accounts import appoint, make_user
from tests.factories.editions import make_issued
from tests.factories.supervision import (
    actor_of,
    begun,
    make_done,
    make_drawn,
    make_inspection_plan,
    make_visit,
    sheet,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def going(inspector):
    return actor_of(inspector)


def put(indicator, unit, day: date, amount: str, origin: str = "test:1") -> None:
    put_facts([], [Figure(origin, indicator.pk, unit.pk, day, Decimal(amount))])


@pytest.fixture
def counted(cast, city):
    """An issued plan of this year of which both districts have a share of five."""
    return make_issued(city, [cast.district, cast.neighbour], year=TODAY.year)


@pytest.fixture
def indicator(counted):
    return counted.programs.get().goals.get().indicator


# ── the cap


def test_the_cap_counts_every_plan_of_the_year_and_stops_the_next(cast, city, inspector):
    make_done(city, cast.district, inspector)
    make_visit(city, cast.district, inspector)
    plan = make_inspection_plan(city, title="第三项督导")
    with pytest.raises(Refusal, match=f"{TODAY.year}年已安排2次检查，达到每年2次的上限"):
        make_visit(city, cast.district, inspector, plan)
    assert make_visit(city, cast.neighbour, inspector, plan).state == VisitState.PLANNED


def test_what_was_cancelled_does_not_count(cast, city, inspector):
    for _ in range(2):
        cancel_visit(make_visit(city, cast.district, inspector), "改期", actor=city)
    make_visit(city, cast.district, inspector, make_inspection_plan(city, most_visits=1))


def test_a_waiver_has_a_name_and_a_reason(cast, city, inspector, going):
    plans = [make_inspection_plan(city, most_visits=1, title=f"督导{n}") for n in range(2)]
    make_visit(city, cast.district, inspector, plans[0])
    held = Visit(organization=cast.district, plan=plans[1], year=plans[1].year, appointed_for="举报")
    held.save(force_insert=True)
    held.inspectors.create(user=inspector)
    with pytest.raises(NotAllowed, match="上限"):
        begun(held, going)
    with pytest.raises(NotAllowed, match="没有“批准超次检查”的权限"):
        waive_cap(held, "必要", actor=city)
    leader = cast.actor("city_leader")
    with pytest.raises(Refusal, match="请写明批准超次检查的理由"):
        waive_cap(held, " ", actor=leader)
    waive_cap(held, "群众举报，须核实", actor=leader)
    assert (held.waived_by, held.waived_for) == (leader.user, "群众举报，须核实")
    assert begun(held, going).state == VisitState.ONGOING
    with pytest.raises(NotAllowed, match="没有超过上限"):
        waive_cap(make_visit(city, cast.neighbour, inspector), "必要", actor=leader)


def test_whoever_may_waive_appoints_beyond_the_cap_with_a_reason(cast, inspector):
    officer = cast.actor("district_officer")
    helper = make_user("helper", "外援")
    plan = make_inspection_plan(officer, most_visits=1)
    make_visit(officer, cast.union, helper, plan)
    other = make_inspection_plan(officer, most_visits=1)
    with pytest.raises(Refusal, match="上限"):
        appoint_visit(other, cast.union, Appointment("举报", (helper,)), actor=officer)
    made = appoint_visit(other, cast.union, Appointment("举报", (helper,), waiver="须核实"), actor=officer)
    assert (made.waived_by, made.waived_for) == (officer.user, "须核实")


@pytest.mark.database
def test_a_waiver_without_a_reason_cannot_be_stored(cast, city, inspector):
    visit = make_visit(city, cast.district, inspector)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.ungated("test").filter(pk=visit.pk).update(waived_by=inspector)


# ── before anybody goes


def test_the_day_lies_within_the_plan(cast, city, inspector, going):
    plan = make_inspection_plan(city, ends_on=TODAY)
    visit = make_visit(city, cast.district, inspector, plan)
    assert schedule_visit(visit, TODAY, 0, actor=going).planned_on == TODAY
    with pytest.raises(Refusal, match="计划日期应在"):
        schedule_visit(visit, TODAY + timedelta(days=1), 1, actor=going)
    with pytest.raises(NotAllowed, match="河州市总工会实施"):
        schedule_visit(visit, TODAY, 1, actor=cast.actor("district_officer"))


def test_others_go_for_a_reason_and_the_draw_stays_as_it_was(cast, city, inspector):
    draw = make_drawn(city)
    visit, result = draw.visits.select_related("plan__organization", "organization").get(), draw.result
    helper = make_user("helper", "外援")
    with pytest.raises(Refusal, match="请写明更换的理由"):
        reassign_visit(visit, [helper], " ", 0, actor=city)
    before = list(visit.inspectors.values_list("user", flat=True))
    reassign_visit(visit, [helper], "生病", 0, actor=city)
    assert [seat.user for seat in visit.inspectors.all()] == [helper]
    draw.refresh_from_db()
    assert draw.result == result
    entry = AuditEntry.objects.get(verb="supervision.visit.reassign")
    assert (entry.changes["before"], entry.changes["after"]) == (before, [helper.pk])


def test_overlapping_visits_become_one_that_checks_both(cast, city, inspector, counted):
    first = make_visit(city, cast.district, inspector, make_inspection_plan(city, own_items="甲\n乙"))
    plan = make_inspection_plan(city, own_items="乙\n丙", plan=counted)
    helper = make_user("helper", "外援")
    appoint(helper, cast.department, "inspector")
    second = make_visit(city, cast.district, helper, plan)
    merge_visit(second, first, actor=city)
    assert (second.state, second.merged_into) == (VisitState.MERGED, first)
    assert {seat.user for seat in first.inspectors.all()} == {inspector, helper}
    begun(first, actor_of(helper))
    assert [one.text for one in first.lines.all()] == ["甲", "乙", "丙"]
    assert first.figures.count() == 1


@pytest.mark.parametrize("fault", ["unit", "days", "begun", "itself"])
def test_only_what_overlaps_is_merged(cast, city, inspector, going, fault):
    first = make_visit(city, cast.district, inspector)
    unit = cast.neighbour if fault == "unit" else cast.district
    days = {"starts_on": date(TODAY.year - 1, 1, 1), "ends_on": date(TODAY.year - 1, 12, 31)}
    plan = make_inspection_plan(city, **(days if fault == "days" else {}))
    second = make_visit(city, unit, inspector, plan)
    if fault == "begun":
        begun(second, going)
    with pytest.raises(Refusal, match="只能并入同一单位"):
        merge_visit(first, first if fault == "itself" else second, actor=city)


# ── on the spot


def test_only_those_who_were_appointed_begin_and_fill_in(cast, city, inspector, going):
    visit = make_visit(city, cast.district, inspector)
    with pytest.raises(NotAllowed, match="不是这次检查的督导员"):
        begun(visit, city)
    begun(visit, going)
    with pytest.raises(NotAllowed, match="不是这次检查的督导员"):
        submit_visit(visit, sheet(visit), actor=city)
    assert [(one.position, one.group, one.text) for one in visit.lines.all()] == [
        (1, "另查事项", "协议是否签字"),
        (2, "另查事项", "台账是否齐全"),
    ]


def test_what_does_not_conform_becomes_a_finding_with_the_day(cast, city, inspector, going):
    visit = begun(make_visit(city, cast.district, inspector), going)
    due = TODAY + timedelta(days=15)
    submit_visit(visit, sheet(visit, fails=1, further=("档案没有专人管理",), due_on=due), actor=going)
    assert (visit.state, visit.finding_count, visit.submitted_by) == (VisitState.DONE, 2, inspector)
    found = Finding.objects.ungated("test").order_by("pk")
    assert [(one.text, one.due_on, one.organization, one.recorded_by) for one in found] == [
        ("协议是否签字：缺签字", due, cast.district, inspector),
        ("档案没有专人管理", due, cast.district, inspector),
    ]


def test_every_item_needs_a_verdict_and_a_failure_its_reason(cast, city, inspector, going):
    visit = begun(make_visit(city, cast.district, inspector), going)
    [first, second] = visit.lines.all()
    said = sheet(visit)
    for verdicts, sentence in (
        ({first.pk: (Verdict.CONFORMS, "")}, "“台账是否齐全”还没有结论"),
        ({**said.verdicts, second.pk: (Verdict.FAILS, " ")}, "“台账是否齐全”不符合，请写明问题"),
    ):
        wrong = sheet(visit)
        object.__setattr__(wrong, "verdicts", verdicts)
        with pytest.raises(Refusal, match=sentence):
            submit_visit(visit, wrong, actor=going)
    with pytest.raises(Refusal, match="请填写整改期限"):
        submit_visit(visit, sheet(visit, fails=1, due_on=None), actor=going)
    with pytest.raises(Refusal, match="不能晚于今天"):
        submit_visit(visit, sheet(visit, visited_on=TODAY + timedelta(days=1)), actor=going)
    assert not CheckLine.objects.exclude(verdict="").exists()


def test_a_sheet_is_submitted_once(cast, city, inspector, going):
    visit = begun(make_visit(city, cast.district, inspector), going)
    again = Visit.objects.ungated("test").get(pk=visit.pk)
    submit_visit(visit, sheet(visit), actor=going)
    with pytest.raises(Conflict, match="已检查"):
        submit_visit(again, sheet(visit), actor=going)


# ── figures


def test_the_reported_figure_is_kept_as_it_was_when_the_visit_began(
    cast, city, inspector, going, counted, indicator
):
    put(indicator, cast.union, date(TODAY.year, 1, 5), "4")
    visit = begun(make_visit(city, cast.district, inspector, make_inspection_plan(city, plan=counted)), going)
    put(indicator, cast.union, date(TODAY.year, 1, 6), "3", "test:2")
    [one] = visit.figures.all()
    assert (one.reported, one.target, one.verified) == (Decimal(4), Decimal(5), None)
    assert (one.starts_on, one.ends_on) == (date(TODAY.year, 1, 1), TODAY)
    submit_visit(visit, sheet(visit, figures={one.pk: (Decimal(3), "一家重复")}), actor=going)
    one.refresh_from_db()
    assert (one.reported, one.verified, one.explanation) == (Decimal(4), Decimal(3), "一家重复")
    assert one.difference == Decimal(-1)


def test_a_difference_is_explained_or_nothing_is_kept(cast, city, inspector, going, counted, indicator):
    put(indicator, cast.union, date(TODAY.year, 1, 5), "4")
    visit = begun(make_visit(city, cast.district, inspector, make_inspection_plan(city, plan=counted)), going)
    [one] = visit.figures.all()
    with pytest.raises(Refusal, match="与上报数不同，请说明差异"):
        submit_visit(visit, sheet(visit, figures={one.pk: (Decimal(3), " ")}), actor=going)
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureCheck.objects.filter(pk=one.pk).update(verified=3)
    submit_visit(visit, sheet(visit, figures={one.pk: (Decimal(4), "")}), actor=going)
    one.refresh_from_db()
    assert (one.verified, one.difference) == (Decimal(4), Decimal(0))


def test_a_unit_without_a_share_has_no_figures(cast, city, inspector, going, counted):
    plan = make_inspection_plan(city, plan=make_issued(city, [cast.neighbour], year=TODAY.year))
    assert not begun(make_visit(city, cast.district, inspector, plan), going).figures.exists()


def test_a_figure_read_wrongly_is_corrected_and_the_trail_keeps_both(
    cast, city, inspector, going, counted, indicator
):
    put(indicator, cast.union, date(TODAY.year, 1, 5), "4")
    visit = begun(make_visit(city, cast.district, inspector, make_inspection_plan(city, plan=counted)), going)
    [one] = visit.figures.all()
    submit_visit(visit, sheet(visit, figures={one.pk: (Decimal(3), "一家重复")}), actor=going)
    figure = visit.figures.select_related("visit__plan__organization").get()
    with pytest.raises(Refusal, match="请说明差异"):
        correct_figure(figure, Decimal(2), "", actor=going)
    with pytest.raises(NotAllowed, match="不是这次检查的督导员"):
        correct_figure(figure, Decimal(2), "看错", actor=city)
    correct_figure(figure, Decimal(2), "两家重复", actor=going)
    entry = AuditEntry.objects.get(verb="supervision.figurecheck.correct")
    assert entry.changes["verified"] == ["3.0000", "2"]


def test_the_latest_verified_figure_until_a_day_is_shown(cast, city, inspector, going, counted, indicator):
    put(indicator, cast.union, date(TODAY.year, 1, 5), "4")
    plan = make_inspection_plan(city, plan=counted)
    visit = begun(make_visit(city, cast.district, inspector, plan), going)
    [one] = visit.figures.all()
    asked = ([indicator.pk], [cast.district.pk, cast.neighbour.pk], TODAY)
    assert verified_figures(*asked) == {}
    submit_visit(visit, sheet(visit, figures={one.pk: (Decimal(3), "一家重复")}), actor=going)
    [(key, found)] = verified_figures(*asked).items()
    assert key == (indicator.pk, cast.district.pk, date(TODAY.year, 1, 1))
    assert (found.amount, found.reported, found.visit_id) == (Decimal(3), Decimal(4), visit.pk)
    assert verified_figures(*asked[:2], TODAY - timedelta(days=1)) == {}
