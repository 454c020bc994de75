"""Editing a draft: row by row, nobody overwrites what they have not seen."""

from decimal import Decimal

import pytest

from jiangong.domains.organizations.models import OrganizationAlias
from jiangong.domains.plans.actions import drafting
from jiangong.domains.plans.actions.adopting import adopt_reading
from jiangong.domains.plans.actions.duties import settle_unit
from jiangong.domains.plans.actions.registering import register_notice
from jiangong.domains.plans.choices import Division, DutyRole, PlanState
from jiangong.domains.plans.models import Goal, Plan, Target
from jiangong.domains.plans.queries.drafts import FACTS, PARTS, mark_of
from jiangong.domains.plans.queries.findings import findings_of
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal
from tests.factories.organizations import make_organization
from tests.factories.readings import rural_notice, rural_units

pytestmark = pytest.mark.database
TASKS, STEPS, GOALS, UNITS = PARTS["tasks"], PARTS["steps"], PARTS["goals"], PARTS["recipients"]


@pytest.fixture
def actor(cast):
    return cast.actor("city_officer")


@pytest.fixture
def plan(cast, actor):
    rural_units(cast.federation)
    return adopt_reading(rural_notice().reading(actor), actor=actor)


def tasks(plan: Plan) -> list:
    return list(TASKS.rows(plan).order_by("position"))


def seen(row) -> str:
    part = next(one for one in PARTS.values() if one.model is type(row))
    return mark_of(row, part.fields)


def test_a_plan_by_hand_has_one_programme_and_its_first_edition(actor):
    plan = drafting.create_plan({"title": "2024年安全生产专项", "year": 2024}, actor=actor)
    assert [one.title for one in plan.programs.all()] == ["2024年安全生产专项"]
    assert plan.editions.get().number == 1
    assert plan.drafter == actor.user


def test_facts_are_corrected_against_what_was_seen(plan, actor):
    mark = mark_of(plan, FACTS)
    drafting.revise_plan(plan, {"title": "新标题"}, mark, actor=actor)
    assert Plan.objects.ungated("all").get().title == "新标题"
    with pytest.raises(Conflict, match="您填写的内容还在"):
        drafting.revise_plan(plan, {"title": "又一个"}, mark, actor=actor)
    assert Plan.objects.ungated("all").get().title == "新标题"


def test_a_row_changed_meanwhile_is_not_overwritten(plan, actor):
    task = tasks(plan)[0]
    mark = seen(task)
    drafting.revise_row(plan, TASKS, task.pk, {"text": "甲写的"}, mark, actor=actor)
    with pytest.raises(Conflict):
        drafting.revise_row(plan, TASKS, task.pk, {"text": "乙写的"}, mark, actor=actor)
    assert tasks(plan)[0].text == "甲写的"


def test_two_people_on_different_rows_do_not_disturb_each_other(plan, actor):
    first, second = tasks(plan)
    marks = seen(first), seen(second)
    drafting.revise_row(plan, TASKS, first.pk, {"text": "甲"}, marks[0], actor=actor)
    drafting.revise_row(plan, TASKS, second.pk, {"text": "乙"}, marks[1], actor=actor)
    assert [one.text for one in tasks(plan)] == ["甲", "乙"]


def test_a_changed_duty_changes_the_mark_of_its_task(plan, actor):
    task = tasks(plan)[0]
    mark = seen(task)
    drafting.revise_row(plan, TASKS, task.pk, {"duties": {"lead": ["劳动和经济工作部"]}}, mark, actor=actor)
    with pytest.raises(Conflict):
        drafting.remove_row(plan, TASKS, task.pk, mark, actor=actor)


def test_every_save_raises_the_plans_version_so_that_others_notice(plan, actor):
    before = plan.version
    drafting.add_row(plan, STEPS, {"program": plan.programs.get(), "text": "开会"}, actor=actor)
    assert Plan.objects.ungated("all").get().version == before + 1


def test_parts_of_a_task_are_kept_by_name_and_unknown_ones_wait(cast, plan, actor):
    task = tasks(plan)[1]
    kept = task.duties.get(role=DutyRole.LEAD)
    names = {"lead": ["劳动和经济工作部"], "responsible": ["东城区", "无名单位"], "joint": []}
    drafting.revise_row(plan, TASKS, task.pk, {"duties": names}, seen(task), actor=actor)
    duties = {(one.role, one.organization, one.written) for one in task.duties.all()}
    assert duties == {
        ("lead", cast.department, "劳动和经济工作部"),
        ("responsible", cast.district, "东城区"),
        ("responsible", None, "无名单位"),
    }
    assert task.duties.get(role=DutyRole.LEAD).pk == kept.pk


def test_rows_move_up_and_down_and_stop_at_the_ends(plan, actor):
    first, second = tasks(plan)
    drafting.move_row(plan, TASKS, second.pk, "up", actor=actor)
    assert tasks(plan) == [second, first]
    drafting.move_row(plan, TASKS, second.pk, "up", actor=actor)
    assert tasks(plan) == [second, first]
    drafting.move_row(plan, TASKS, second.pk, "down", actor=actor)
    assert tasks(plan) == [first, second]


def test_a_row_somebody_deleted_says_so(plan, actor):
    task = tasks(plan)[0]
    mark = seen(task)
    drafting.remove_row(plan, TASKS, task.pk, mark, actor=actor)
    with pytest.raises(Conflict, match="刚被别人删除"):
        drafting.revise_row(plan, TASKS, task.pk, {"text": "晚了"}, mark, actor=actor)


def test_the_last_programme_stays(plan, actor):
    program = plan.programs.get()
    with pytest.raises(Refusal, match="至少要有一个专案"):
        drafting.remove_row(plan, PARTS["programs"], program.pk, seen(program), actor=actor)


def test_a_unit_stands_once(cast, plan, actor):
    with pytest.raises(Refusal, match="不能重复添加"):
        drafting.add_row(plan, UNITS, {"organization": cast.district, "written": "东城"}, actor=actor)


def test_a_goal_takes_the_indicator_of_its_name_or_defines_a_new_one(plan, actor):
    values = {
        "program": plan.programs.get(),
        "indicator_name": "先进集体",
        "indicator_unit": "家",
        "operator": "=",
        "total": Decimal(3),
        "division": Division.HELD,
        "holder": None,
    }
    known = drafting.add_row(plan, GOALS, values, actor=actor)
    assert known.indicator.code == "ZB0002"
    fresh = drafting.add_row(
        plan, GOALS, {**values, "indicator_name": "宣讲", "total": Decimal("1.5")}, actor=actor
    )
    assert (fresh.indicator.code, fresh.indicator.decimals) == ("ZB0005", 1)


def test_deleting_a_goal_takes_its_shares_with_it(plan, actor):
    goal = Goal.objects.get(indicator__name="先进集体")
    drafting.remove_row(plan, GOALS, goal.pk, seen(goal), actor=actor)
    assert not Target.objects.ungated("all").filter(goal_id=goal.pk).exists()
    assert "gap" in {one.code for one in findings_of(plan)}


def test_looking_at_a_doubtful_row_settles_the_doubt(plan, actor):
    task = tasks(plan)[0]
    TASKS.rows(plan).filter(pk=task.pk).update(uncertain="识读没有把握，请对照原文核对。")
    assert "uncertain" in {one.code for one in findings_of(plan)}
    drafting.revise_row(plan, TASKS, task.pk, {"text": task.text}, seen(task), actor=actor)
    assert "uncertain" not in {one.code for one in findings_of(plan)}


def test_nothing_changes_once_the_plan_has_left_drafting(plan, actor):
    Plan.objects.ungated("test").update(state=PlanState.SIGNING)
    with pytest.raises(NotAllowed, match="待签发"):
        drafting.add_row(plan, STEPS, {"program": plan.programs.get(), "text": "开会"}, actor=actor)
    assert STEPS.rows(plan).count() == 2


def test_another_unions_plan_is_not_edited(cast, plan):
    with pytest.raises(NotAllowed, match="别的单位"):
        drafting.revise_plan(plan, {"title": "改"}, "", actor=cast.actor("district_officer"))


def test_naming_a_unit_settles_it_everywhere_and_from_now_on(cast, plan, actor):
    steel = make_organization("河州钢铁公司工会", "enterprise", cast.federation)
    task = tasks(plan)[0]
    drafting.revise_row(plan, TASKS, task.pk, {"duties": {"joint": ["河州钢厂"]}}, seen(task), actor=actor)
    plan.recipients.filter(position=3).update(written="河州钢厂")
    assert settle_unit(plan, "河州钢厂", steel, actor=actor) == 2
    assert plan.recipients.get(position=3).organization == steel
    assert task.duties.get(role="joint").organization == steel
    assert OrganizationAlias.objects.ungated("all").filter(organization=steel, text="河州钢厂").exists()
    with pytest.raises(Refusal, match="已经确认过"):
        settle_unit(plan, "河州钢厂", steel, actor=actor)


def test_two_rows_that_turn_out_to_be_one_unit_are_not_added_up_in_silence(cast, plan, actor):
    with pytest.raises(Refusal, match="不能合并"):
        settle_unit(plan, "河州钢铁", cast.district, actor=actor)
    assert plan.recipients.count() == 3


def test_the_notice_is_registered_once_as_an_outgoing_document(plan, actor):
    document = register_notice(plan, actor=actor)
    assert (document.direction, document.official_number) == ("outgoing", "河工劳经〔2024〕3号")
    with pytest.raises(Refusal, match="已经登记过"):
        register_notice(plan, actor=actor)


def test_two_at_once_on_one_row_leave_one_winner(cast, race):
    """Both saw the same; the second to come is told, whatever the timing."""
    actor = cast.actor("city_officer")
    rural_units(cast.federation)
    plan = adopt_reading(rural_notice().reading(actor), actor=actor)
    task = tasks(plan)[0]
    mark = seen(task)

    def write(text: str):
        own = Plan.objects.ungated("each their own").get(pk=plan.pk)
        return lambda: drafting.revise_row(own, TASKS, task.pk, {"text": text}, mark, actor=actor)

    results = race([write(f"第{number}人写的") for number in range(4)])
    won = [one for one in results if not isinstance(one, Exception)]
    lost = [one for one in results if isinstance(one, Exception)]
    assert len(won) == 1
    assert [type(one) for one in lost] == [Conflict] * 3
    assert tasks(plan)[0].text == won[0].text
