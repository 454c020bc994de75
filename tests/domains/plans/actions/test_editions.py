"""Adjustments: begun once with every share, decided by somebody else, overtaken by nobody."""

import pytest

from jiangong.domains.plans.actions.editions import (
    approve_edition,
    drop_edition,
    send_back_edition,
    start_adjustment,
    submit_edition,
)
from jiangong.domains.plans.choices import EditionState
from jiangong.domains.plans.models import Edition
from jiangong.domains.plans.queries.grid import edition_in_force, grid_of, working_edition
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.cast import assemble
from tests.factories.editions import give, make_issued
from tests.factories.plans import make_plan

REASON = "东城区企业搬迁，任务调给西城区。"


def begin(cast):
    plan = make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour])
    return start_adjustment(plan, REASON, actor=cast.actor("city_officer"))


def fresh(edition):
    return Edition.objects.select_related("plan__organization").get(pk=edition.pk)


def values(edition):
    grid = grid_of(edition)
    return [grid.value(one, grid.goals[0]) for one in grid.recipients]


def test_an_adjustment_begins_with_every_share_and_says_why(cast):
    edition = begin(cast)
    assert (edition.number, edition.state, edition.reason) == (2, EditionState.DRAFT, REASON)
    assert values(edition) == [5, 5]
    assert edition_in_force(edition.plan).number == 1
    assert AuditEntry.objects.get(verb="plans.edition.create").changes == {"number": 2, "cells": 2}


def test_it_copies_in_as_many_statements_for_many_shares_as_for_few(cast, django_assert_max_num_queries):
    plan = make_issued(cast.actor("city_officer"), [cast.district, cast.neighbour, cast.union])
    with django_assert_max_num_queries(16):
        start_adjustment(plan, REASON, actor=cast.actor("city_officer"))


@pytest.mark.parametrize("reason", ["", "  "])
def test_no_adjustment_without_a_reason(cast, reason):
    plan = make_issued(cast.actor("city_officer"), [cast.district])
    with pytest.raises(Refusal, match="请写明调整原因。"):
        start_adjustment(plan, reason, actor=cast.actor("city_officer"))


@pytest.mark.parametrize("who", ["city_leader", "district_officer"])
def test_who_does_not_make_the_plan_adjusts_nothing(cast, who):
    plan = make_issued(cast.actor("city_officer"), [cast.district])
    with pytest.raises(NotAllowed):
        start_adjustment(plan, REASON, actor=cast.actor(who))


def test_a_draft_plan_needs_no_adjustment(cast):
    plan = make_plan(cast.actor("city_officer"), [cast.district])
    with pytest.raises(NotAllowed, match="下发以后"):
        start_adjustment(plan, REASON, actor=cast.actor("city_officer"))


def test_only_one_adjustment_at_a_time(cast):
    edition = begin(cast)
    with pytest.raises(NotAllowed, match="已有一版调整正在进行"):
        start_adjustment(edition.plan, REASON, actor=cast.actor("city_officer"))


def test_an_approved_adjustment_takes_effect_with_who_decided(cast):
    edition = begin(cast)
    give(edition, 0, 3)
    give(edition, 1, 7)
    submit_edition(edition, actor=cast.actor("city_officer"))
    approve_edition(edition, actor=cast.actor("city_leader"))
    decided = fresh(edition)
    assert (decided.state, decided.approver) == (EditionState.APPROVED, cast.users["city_leader"])
    assert decided.effective_at is not None
    assert edition_in_force(edition.plan) == edition
    assert values(edition.plan.editions.get(number=1)) == [5, 5]


def test_who_adjusted_does_not_approve(cast):
    edition = begin(cast)
    submit_edition(edition, actor=cast.actor("city_officer"))
    Edition.objects.filter(pk=edition.pk).update(drafter=cast.users["city_leader"])
    with pytest.raises(NotAllowed, match="请由其他人审定"):
        approve_edition(fresh(edition), actor=cast.actor("city_leader"))


def test_an_adjustment_that_does_not_add_up_is_not_submitted(cast):
    edition = begin(cast)
    give(edition, 0, 3)
    with pytest.raises(NotAllowed, match="少2家"):
        submit_edition(edition, actor=cast.actor("city_officer"))


def test_sent_back_it_may_be_changed_again(cast):
    edition = begin(cast)
    submit_edition(edition, actor=cast.actor("city_officer"))
    send_back_edition(edition, actor=cast.actor("city_leader"), note="请写清楚。")
    assert fresh(edition).state == EditionState.DRAFT


def test_given_up_it_leaves_what_is_in_force_and_makes_room_for_another(cast):
    edition = begin(cast)
    drop_edition(edition, actor=cast.actor("city_officer"), note="不调了。")
    assert working_edition(edition.plan).number == 1
    again = start_adjustment(edition.plan, REASON, actor=cast.actor("city_officer"))
    assert again.number == 3


@pytest.mark.database
def test_of_two_who_begin_at_once_one_does(race):
    cast = assemble()
    actor = cast.actor("city_officer")
    plan = make_issued(actor, [cast.district])
    results = race([lambda: start_adjustment(plan, REASON, actor=actor)] * 4)
    assert sum(isinstance(one, Edition) for one in results) == 1
    assert sum(isinstance(one, NotAllowed | Conflict) for one in results) == 3
    assert plan.editions.count() == 2


@pytest.mark.database
def test_of_two_who_approve_at_once_one_does_and_the_other_is_told(race):
    cast = assemble()
    edition = submit_edition(begin(cast), actor=cast.actor("city_officer"))
    leader = cast.actor("city_leader")
    copies = [fresh(edition) for _ in range(4)]
    results = race([lambda one=one: approve_edition(one, actor=leader) for one in copies])
    assert sum(isinstance(one, Edition) for one in results) == 1
    told = [str(one) for one in results if isinstance(one, Conflict)]
    assert told == ["这条记录现在是“已生效”，不能再审定生效。请刷新页面查看最新情况。"] * 3
    assert AuditEntry.objects.filter(verb="plans.edition.approve").count() == 1
