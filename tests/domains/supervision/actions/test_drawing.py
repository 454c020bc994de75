"""Draws: fixed beforehand, worked out from what was fixed, never chosen."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.assessments.models import Declaration
from jiangong.domains.people.models import Departure
from jiangong.domains.supervision.actions.drawing import (
    Absence,
    Seed,
    announce_draw,
    carry_out_draw,
)
from jiangong.domains.supervision.choices import DrawState, Pool, SeedKind, VisitState
from jiangong.domains.supervision.models import Draw, Visit
from jiangong.domains.supervision.queries.pools import barred_inspectors, inspector_pool, weighed_units
from jiangong.domains.supervision.queries.verifying import verify_draws
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.lib.drawing import digest_of, seed_digest
from tests.factories.accounts import appoint, make_user
from tests.factories.people import make_person
from tests.factories.supervision import (
    SEED,
    actor_of,
    begun,
    make_done,
    make_draw,
    make_drawn,
    make_inspection_plan,
    make_visit,
    sealed,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_announcing_fixes_lists_and_digests_and_makes_no_visit(cast, city):
    draw = make_draw(city)
    assert (draw.state, draw.number, draw.result) == (DrawState.ANNOUNCED, 1, {})
    assert draw.inputs_digest == digest_of(draw.inputs)
    assert (draw.seed, draw.seed_digest) == ("", seed_digest(SEED))
    assert [(one["id"], one["weight"], one["why"]) for one in draw.inputs["units"]] == [
        (cast.district.pk, 4, "从未检查"),
        (cast.neighbour.pk, 4, "从未检查"),
    ]
    assert not Visit.objects.ungated("test").exists()


def test_the_secret_of_a_sealed_seed_is_not_kept_anywhere(city):
    draw = make_draw(city)
    stored = Draw.objects.ungated("test").filter(pk=draw.pk).values().get()
    assert SEED not in str(stored)
    assert SEED not in str(list(AuditEntry.objects.values()))


def test_drawing_plans_visits_for_those_drawn_and_nobody_goes_to_their_own_unit(cast, city):
    plan = make_inspection_plan(city, unit_count=2)
    draw = make_drawn(city, plan)
    assert (draw.state, draw.seed) == (DrawState.DRAWN, SEED)
    visits = {one.organization_id: one for one in plan.visits.prefetch_related("inspectors")}
    assert set(visits) == {cast.district.pk, cast.neighbour.pk}
    for team in draw.result["teams"]:
        visit = visits[team["unit"]]
        assert [seat.user_id for seat in visit.inspectors.all()] == team["members"]
        assert (visit.state, visit.year, visit.draw_id) == (VisitState.PLANNED, plan.year, draw.pk)
        assert not set(team["members"]) & set(draw.inputs["barred"][str(team["unit"])])
    assert cast.users["district_officer"].pk in draw.inputs["barred"][str(cast.district.pk)]


@pytest.mark.parametrize("typed", [SEED.replace("秋", "春"), f"{SEED}。", SEED[:-1]])
def test_another_seed_than_the_sealed_one_is_refused(city, typed):
    draw = make_draw(city)
    with pytest.raises(Refusal, match="与公布的摘要不符"):
        carry_out_draw(draw, typed, actor=city)
    assert not Visit.objects.ungated("test").exists()


def test_blanks_nobody_sees_do_not_matter(city):
    assert carry_out_draw(make_draw(city), f"  {SEED} ", actor=city).seed == SEED


def test_nobody_draws_before_the_seed_can_be_known(city):
    seed = Seed(SeedKind.PUBLIC, "双色球开奖号码", TODAY + timedelta(days=2))
    draw = announce_draw(make_inspection_plan(city), seed, actor=city)
    with pytest.raises(NotAllowed, match="到那天再抽取"):
        carry_out_draw(draw, "01 02 03", actor=city)


def test_a_seed_of_the_past_is_no_seed(city):
    seed = Seed(SeedKind.PUBLIC, "双色球开奖号码", TODAY - timedelta(days=1))
    with pytest.raises(Refusal, match="不能早于今天"):
        announce_draw(make_inspection_plan(city), seed, actor=city)
    with pytest.raises(Refusal, match="至少12个字符"):
        announce_draw(make_inspection_plan(city), sealed("太短了"), actor=city)


def test_a_second_draw_needs_a_reason_and_both_are_kept(city):
    plan = make_inspection_plan(city)
    first = make_drawn(city, plan)
    with pytest.raises(Refusal, match="重抽须写明理由"):
        announce_draw(plan, sealed(), actor=city)
    second = announce_draw(plan, sealed("另一段已经封存好的种子文字"), reason="名单漏了一家单位", actor=city)
    first.refresh_from_db()
    assert (first.state, first.seed) == (DrawState.REPLACED, SEED)
    assert (second.number, second.replaces, second.reason) == (2, first, "名单漏了一家单位")
    assert {one.state for one in first.visits.all()} == {VisitState.CANCELLED}
    assert {one["why"] for one in second.inputs["units"]} == {"从未检查"}


def test_once_an_inspector_was_there_nobody_draws_again(cast, city):
    plan = make_inspection_plan(city)
    draw = make_drawn(city, plan)
    visit = draw.visits.get()
    begun(visit, actor_of(visit.inspectors.get().user))
    with pytest.raises(NotAllowed, match="不能重抽"):
        announce_draw(plan, sealed(), reason="结果不满意", actor=city)


@pytest.mark.database
def test_two_live_draws_of_one_plan_cannot_be_stored(city):
    draw = make_draw(city)
    draw.pk, draw.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        draw.save(force_insert=True)


def test_units_at_the_cap_are_left_out_by_name(cast, city, inspector):
    make_done(city, cast.district, inspector)
    plan = make_inspection_plan(city, most_visits=1)
    draw = make_draw(city, plan)
    assert [one["id"] for one in draw.inputs["units"]] == [cast.neighbour.pk]
    assert draw.inputs["left_out"][0]["id"] == cast.district.pk
    assert "已有1次检查，达到上限" in draw.inputs["left_out"][0]["why"]


def test_a_draw_that_could_not_be_carried_out_is_refused_beforehand(cast, city):
    with pytest.raises(Refusal, match="只有2家，抽不出3家"):
        make_draw(city, make_inspection_plan(city, unit_count=3))
    plan = make_inspection_plan(city, team_size=3)
    with pytest.raises(Refusal, match="督导员不足3人"):
        make_draw(city, plan)


def test_weights_follow_the_last_visit(cast, city, inspector):
    plan = make_inspection_plan(city, weight_never=9, weight_long=5, long_months=12)
    make_done(city, cast.district, inspector)
    into, _ = weighed_units(plan, TODAY)
    assert [one.weight for one in into] == [1, 9]
    into, _ = weighed_units(plan, TODAY + timedelta(days=400))
    assert [one.weight for one in into] == [5, 9]


def test_only_kinds_that_were_asked_for_are_drawn(cast, city):
    plan = make_inspection_plan(city, kinds=["industry"])
    assert weighed_units(plan, TODAY) == ([], [])


def test_the_pool_is_who_may_inspect_at_home_or_below_too(cast, city, inspector):
    crosswise = make_inspection_plan(city)
    names = {user.username for user, _ in inspector_pool(crosswise)}
    assert names == {"city_officer", "inspector", "district_officer", "neighbour_officer"}
    own = make_inspection_plan(city, pool=Pool.OWN)
    assert {user.username for user, _ in inspector_pool(own)} == {"city_officer", "inspector"}


def test_who_cannot_go_is_not_drawn_and_the_reason_is_published(cast, city, inspector):
    plan = make_inspection_plan(city)
    away = Absence((cast.users["city_officer"].pk, inspector.pk), "出差")
    draw = announce_draw(plan, sealed(), away, actor=city)
    assert [one["id"] for one in draw.inputs["inspectors"]] == [
        cast.users["district_officer"].pk,
        cast.users["neighbour_officer"].pk,
    ]
    assert draw.inputs["absent"]["reason"] == "出差"


def barred(plan, unit, user, today=TODAY) -> bool:
    return user.pk in barred_inspectors(plan, [unit], [user.pk], today)[unit.pk]


def test_who_left_a_unit_not_long_ago_stays_away(cast, city, inspector):
    plan = make_inspection_plan(city, avoid_years=3)
    assert not barred(plan, cast.district, inspector)
    left = TODAY - timedelta(days=365)
    post = appoint(inspector, cast.union, "grassroots_officer", starts_on=date(2015, 1, 1), ends_on=left)
    assert barred(plan, cast.district, inspector)
    assert not barred(plan, cast.neighbour, inspector)
    post.ends_on = TODAY - timedelta(days=4 * 366)
    post.save()
    assert not barred(plan, cast.district, inspector)


def test_a_revoked_post_counts_until_it_was_revoked(cast, city, inspector):
    plan = make_inspection_plan(city, avoid_years=2)
    post = appoint(inspector, cast.district, "unit_officer", starts_on=date(2015, 1, 1))
    assert barred(plan, cast.district, inspector)
    post.revoked_at = timezone.now() - timedelta(days=3 * 366)
    post.save()
    assert not barred(plan, cast.district, inspector)


def test_a_person_registered_in_a_unit_or_gone_from_it_stays_away(cast, city, inspector):
    plan = make_inspection_plan(city)
    person = make_person("何一舟", cast.neighbour_union, user=inspector)
    assert barred(plan, cast.neighbour, inspector)
    person.organization = cast.federation
    person.save()
    assert not barred(plan, cast.neighbour, inspector)
    Departure.objects.create(
        person=person, organization=cast.neighbour_union, left_on=TODAY - timedelta(days=30)
    )
    assert barred(plan, cast.neighbour, inspector)


def test_a_district_inspects_its_own_grass_roots(cast):
    """Officers of the union that inspects are not of the unit inspected."""
    officer = cast.actor("district_officer")
    plan = make_inspection_plan(officer)
    draw = make_drawn(officer, plan)
    assert draw.result["teams"] == [{"unit": cast.union.pk, "members": [cast.users["district_officer"].pk]}]


def test_a_draw_belongs_to_a_running_plan_of_ones_own(cast, city):
    with pytest.raises(NotAllowed, match="启动后才能抽取"):
        make_draw(city, make_inspection_plan(city, started=False))
    plan = make_inspection_plan(city)
    with pytest.raises(NotAllowed, match="河州市总工会实施"):
        make_draw(cast.actor("district_officer"), plan)
    with pytest.raises(NotAllowed, match="没有“抽取检查对象”的权限"):
        make_draw(cast.actor("city_leader"), plan)


@pytest.mark.database
def test_every_draw_is_worked_out_again_and_a_changed_one_is_found(cast, city):
    for _ in range(3):
        make_drawn(city, make_inspection_plan(city, unit_count=2, most_visits=12))
    found = verify_draws()
    assert (found.draws, found.units, found.seats, found.faults) == (3, 6, 6, ())
    draw = Draw.objects.ungated("test").first()
    teams = [dict(one) for one in draw.result["teams"]]
    teams[0]["members"] = [cast.users["city_officer"].pk + 1000]
    for changes, said in (
        ({"result": {"teams": teams}}, "重新计算的结果与记录的结果不符"),
        ({"inputs": {**draw.inputs, "day": "2020-01-01"}}, "与抽取前公布的名单摘要不符"),
        ({"seed": "换过的种子文字一二三四"}, "与抽取前公布的种子摘要不符"),
        ({"inputs": {}}, "无法重新计算"),
    ):
        stored = Draw.objects.ungated("test").filter(pk=draw.pk)
        before = {name: getattr(draw, name) for name in changes}
        stored.update(**changes)
        assert any(said in fault for fault in verify_draws([draw.pk]).faults), said
        stored.update(**before)
    assert verify_draws().faults == ()


def test_a_visit_to_a_unit_that_was_not_drawn_is_found(cast, city, inspector):
    draw = make_drawn(city)
    [drawn] = [team["unit"] for team in draw.result["teams"]]
    other = cast.neighbour if drawn == cast.district.pk else cast.district
    Visit.objects.ungated("test").filter(draw=draw).update(organization=other)
    assert "安排检查的单位与抽取结果不符" in verify_draws().faults[0]


def test_a_tie_somebody_declared_keeps_them_away(cast, city, inspector):
    plan = make_inspection_plan(city)
    person = make_person("何一舟", cast.federation, user=inspector)
    Declaration.objects.create(
        person=person, organization=cast.federation, unit=cast.district, relation="interest"
    )
    assert barred(plan, cast.district, inspector)
    assert not barred(plan, cast.neighbour, inspector)


def test_a_visit_nobody_drew_keeps_to_the_same_ties(cast, city):
    with pytest.raises(Refusal, match="须回避，请另选督导员"):
        make_visit(city, cast.district, cast.users["district_officer"])
    outsider = make_user("helper", "外援")
    assert make_visit(city, cast.district, outsider).inspectors.get().user == outsider
