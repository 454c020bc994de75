"""Findings settled by a named person: taken over, let pass with a reason, taken note of."""

import pytest

from jiangong.domains.plans.actions import drafting
from jiangong.domains.plans.actions.adopting import adopt_reading
from jiangong.domains.plans.actions.allocating import CellChange, allocate_targets
from jiangong.domains.plans.actions.duties import settle_unit
from jiangong.domains.plans.actions.settling import accept_finding, adopt_fill, waive_findings
from jiangong.domains.plans.choices import PlanState, Settlement
from jiangong.domains.plans.models import Plan, Waiver
from jiangong.domains.plans.queries.drafts import PARTS, mark_of
from jiangong.domains.plans.queries.findings import blocking_sentence, findings_of, open_blocking
from jiangong.domains.plans.queries.gaps import gap_explanations
from jiangong.domains.plans.queries.grid import grid_of, working_edition
from jiangong.domains.plans.workflow import plan_workflow
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.organizations import make_organization
from tests.factories.readings import Notice, rural_notice, rural_units

pytestmark = pytest.mark.database
REASON = "原文件即如此，已向主办部门核实。"
TABLES = """甲表

单位	先进人物（名）	先进集体（家）
东城区	10	1
北城区	10	1
合计	30	3

乙表

单位	示范基地（个）
东城区	1
北城区	1
南城区	1
合计	3
"""


@pytest.fixture
def actor(cast):
    return cast.actor("city_officer")


@pytest.fixture
def plan(cast, actor):
    """A plan whose first programme leaves 南城区 out: 10 of 30 and 1 of 3 are missing."""
    rural_units(cast.federation)
    make_organization("南城区总工会", "district", cast.federation, short_name="南城区", position=4)
    notice = Notice("甲行动专案\n乙行动专案\n" + TABLES)
    notice.plan("甲行动专案").plan("乙行动专案").table("甲表", 0).table("乙表", 1)
    return adopt_reading(notice.reading(actor), actor=actor)


def gaps(plan) -> list:
    return [one for one in findings_of(plan) if one.code == "gap"]


def waive(plan, found, actor, reason=REASON):
    keys, prints = [one.key for one in found], [one.fingerprint for one in found]
    return waive_findings(plan, keys, prints, reason, actor=actor)


def test_a_gap_blocks_until_the_suggested_fill_is_taken_over(plan, actor):
    assert [one.blocking for one in gaps(plan)] == [True, True]
    program = plan.programs.first()
    best = gap_explanations(grid_of(working_edition(plan)))[0].candidates[0]
    assert best.label == "南城区 10/1"
    assert adopt_fill(plan, program, best.label, "经电话核实，印发时漏列。", actor=actor) == 2
    assert gaps(plan) == []
    record = Waiver.objects.get()
    assert (record.settlement, record.by, record.reason) == (
        Settlement.ACCEPTED,
        actor.user,
        "经电话核实，印发时漏列。",
    )
    assert "南城区 10 / 1" in record.sentence


def test_a_taken_over_fill_lets_no_gap_pass_that_comes_back(plan, actor):
    program = plan.programs.first()
    adopt_fill(plan, program, "南城区 10/1", "经电话核实。", actor=actor)
    grid = grid_of(working_edition(plan))
    south = next(one for one in grid.recipients if str(one) == "南城区")
    goal = grid.goals[0]
    allocate_targets(
        grid.edition, [CellChange(south.pk, goal.pk, grid.value(south, goal), None)], actor=actor
    )
    assert [one.is_open for one in gaps(plan)] == [True]


def test_a_suggestion_overtaken_by_new_figures_is_not_written(plan, actor):
    program = plan.programs.first()
    adopt_fill(plan, program, "南城区 10/1", "经电话核实。", actor=actor)
    with pytest.raises(Conflict, match="已不适用"):
        adopt_fill(plan, program, "南城区 10/1", "经电话核实。", actor=actor)


def test_a_fill_without_a_reason_is_refused(plan, actor):
    with pytest.raises(Refusal, match="采纳的理由"):
        adopt_fill(plan, plan.programs.first(), "南城区 10/1", "  ", actor=actor)
    assert len(gaps(plan)) == 2


def test_a_waiver_lets_pass_by_name_and_lapses_when_the_figures_change(plan, actor):
    waive(plan, gaps(plan), actor)
    assert open_blocking(plan) == []
    assert {one.waiver.by for one in gaps(plan)} == {actor.user}
    assert AuditEntry.objects.get(verb="plans.plan.waive").target_id == str(plan.pk)
    assert "核实" not in str(AuditEntry.objects.get(verb="plans.plan.waive").changes)
    grid = grid_of(working_edition(plan))
    first, goal = grid.recipients[0], grid.goals[0]
    allocate_targets(
        grid.edition,
        [CellChange(first.pk, goal.pk, grid.value(first, goal), grid.value(first, goal) + 1)],
        actor=actor,
    )
    assert [one.is_open for one in gaps(plan)] == [True, False]


@pytest.mark.parametrize("reason", ["", "太短", "  九个字的理由啊  "])
def test_a_waiver_needs_a_reason_of_ten_characters(plan, actor, reason):
    with pytest.raises(Refusal, match="至少10个字"):
        waive(plan, gaps(plan), actor, reason)
    assert len(open_blocking(plan)) == 2


def test_what_was_not_seen_is_not_waived(plan, actor):
    found = gaps(plan)
    with pytest.raises(Conflict, match="刚有变动"):
        waive_findings(plan, [found[0].key], ["0" * 64], REASON, actor=actor)
    with pytest.raises(Conflict):
        waive_findings(plan, [], [], REASON, actor=actor)
    assert Waiver.objects.count() == 0


def test_who_does_not_hold_the_permission_waives_nothing(cast, plan):
    leader = cast.actor("partner_officer")
    with pytest.raises(NotAllowed, match="放行问题"):
        waive(plan, gaps(plan), leader)
    with pytest.raises(NotAllowed, match="别的单位"):
        waive(plan, gaps(plan), cast.actor("district_officer"))


def test_taking_note_is_for_remarks_and_never_for_what_blocks(plan, actor):
    found = gaps(plan)[0]
    with pytest.raises(NotAllowed, match="须改正"):
        accept_finding(plan, found.key, found.fingerprint, actor=actor)
    Waiver.objects.create(
        plan=plan,
        key=found.key,
        fingerprint=found.fingerprint,
        settlement=Settlement.ACCEPTED,
        sentence=found.sentence,
        by=actor.user,
    )
    assert len(open_blocking(plan)) == 2


def test_a_remark_is_not_shown_again_until_it_changes(cast, actor):
    rural_units(cast.federation)
    plan = adopt_reading(rural_notice().reading(actor), actor=actor)
    held = next(one for one in findings_of(plan) if one.code == "held")
    assert not held.blocking
    accept_finding(plan, held.key, held.fingerprint, actor=actor)
    assert not next(one for one in findings_of(plan) if one.code == "held").is_open
    goal = PARTS["goals"].rows(plan).get(indicator__name="选树命名示范基地")
    mark = mark_of(goal, PARTS["goals"].fields)
    drafting.revise_row(plan, PARTS["goals"], goal.pk, {"total": 3}, mark, actor=actor)
    assert next(one for one in findings_of(plan) if one.code == "held").is_open


def test_a_plan_with_an_open_blocking_finding_goes_nowhere(cast, plan, actor):
    """The promise of the whole review: neither to the reviewer nor to those below."""
    assert blocking_sentence(plan).startswith("“先进人物”分解合计20名，比目标30名少10名")
    with pytest.raises(NotAllowed, match="补齐或说明原因"):
        plan_workflow.perform(plan, "submit", actor=actor)
    Plan.objects.ungated("test").filter(pk=plan.pk).update(state=PlanState.SIGNING)
    plan.refresh_from_db()
    with pytest.raises(NotAllowed, match="补齐或说明原因"):
        plan_workflow.perform(plan, "issue", actor=cast.actor("city_leader"))
    assert Plan.objects.ungated("all").get().state == PlanState.SIGNING
    waive(plan, gaps(plan), actor)
    plan.refresh_from_db()
    plan_workflow.perform(plan, "issue", actor=cast.actor("city_leader"))
    assert Plan.objects.ungated("all").get().state == PlanState.ISSUED


def test_unknown_units_block_until_they_are_named(cast, actor):
    rural_units(cast.federation)
    plan = adopt_reading(rural_notice().reading(actor), actor=actor)
    assert "unresolved_unit" in {one.code for one in open_blocking(plan)}
    steel = make_organization("河州钢铁公司工会", "enterprise", cast.federation)
    settle_unit(plan, "河州钢铁", steel, actor=actor)
    assert "unresolved_unit" not in {one.code for one in open_blocking(plan)}


def test_a_row_of_nobody_cannot_be_let_pass(plan, actor):
    plan.recipients.create(position=9, written="无名单位")
    (unknown,) = [one for one in findings_of(plan) if one.code == "unresolved_unit"]
    with pytest.raises(Refusal, match="无名单位"):
        waive_findings(plan, [unknown.key], [unknown.fingerprint], REASON, actor=actor)
    assert not plan.waivers.exists()


def test_rubric_points_that_do_not_add_up_block(cast, actor):
    rural_units(cast.federation)
    plan = adopt_reading(rural_notice().reading(actor), actor=actor)
    item = PARTS["items"].model.objects.first()
    mark = mark_of(item, PARTS["items"].fields)
    drafting.revise_row(plan, PARTS["items"], item.pk, {"points": 24}, mark, actor=actor)
    found = [one for one in open_blocking(plan) if one.code == "rubric_points"]
    assert [one.sentence for one in found] == ["评分大项“组织领导”标明40分，细项合计39分。"]
