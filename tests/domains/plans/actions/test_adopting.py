"""From what a reader found to a draft plan: every unit, goal, share, task, step and point in its place."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiangong.domains.assessments.models import RubricItem
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.models import NameQuestion, OrganizationAlias
from jiangong.domains.plans.actions.adopting import adopt_reading, title_of, year_of
from jiangong.domains.plans.actions.adopting.rubrics import kind_of
from jiangong.domains.plans.actions.adopting.tasks import deliverable_of
from jiangong.domains.plans.choices import Deliverable, Division, DutyRole
from jiangong.domains.plans.models import Duty, Goal, Plan, Step, Target, Task
from jiangong.domains.plans.queries.grid import grid_of, working_edition
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed
from tests.factories.readings import Notice, rural_notice, rural_units

pytestmark = pytest.mark.database


@pytest.fixture
def actor(cast):
    return cast.actor("city_officer")


@pytest.fixture
def north(cast):
    return rural_units(cast.federation)


@pytest.fixture
def plan(actor, north):
    return adopt_reading(rural_notice().reading(actor), actor=actor)


def test_the_head_of_the_notice_becomes_the_plans_facts(cast, plan):
    assert (plan.title, plan.year, plan.official_number) == (
        "河州市乡村振兴劳模出彩行动专案",
        2024,
        "河工劳经〔2024〕3号",
    )
    assert plan.dated_on == date(2024, 4, 9)
    assert plan.addressees == "各区总工会、市各产业工会"
    assert plan.organization == cast.department
    program = plan.programs.get()
    assert program.title == "2024年河州市乡村振兴劳模出彩行动专案"
    assert program.aim.startswith("组织100名以上先进人物")
    assert "工作安排" not in program.aim


def test_units_stand_in_the_order_of_the_notice_and_the_unknown_one_waits_for_a_name(cast, north, plan):
    rows = [(one.position, one.organization_id, one.written) for one in plan.recipients.all()]
    assert rows == [
        (1, cast.district.pk, "东城区"),
        (2, north.pk, "北城区"),
        (3, None, "河州钢铁"),
    ]
    assert NameQuestion.objects.ungated("all").get().text == "河州钢铁"


def test_columns_are_divided_and_what_no_table_gives_is_held_by_the_department(cast, plan):
    goals = {goal.indicator.name: goal for goal in Goal.objects.select_related("indicator")}
    people = goals["先进人物"]
    assert (people.division, people.total, people.operator) == (Division.DIVIDED, Decimal(110), ">=")
    assert people.text == "100名以上先进人物"
    held = goals["选树命名示范基地"]
    assert (held.division, held.total, held.holder) == (Division.HELD, Decimal(2), cast.department)
    assert len(goals) == 4


def test_shares_are_those_of_the_table_and_blank_is_no_share(plan):
    grid = grid_of(working_edition(plan))
    assert [grid.row(one) for one in grid.recipients] == [[50, 5, 2], [40, 4, 1], [10, 1, 1]]
    assert [(goal.indicator.name, gap) for goal, gap in grid.gaps()] == [("先进人物", -10), ("先进集体", -1)]


def test_indicators_are_defined_once_for_the_federation_and_found_again(cast, actor, plan):
    made = Indicator.objects.ungated("all")
    assert [one.code for one in made] == ["ZB0001", "ZB0002", "ZB0003", "ZB0004"]
    assert {one.organization for one in made} == {cast.federation}
    adopt_reading(rural_notice().reading(actor, "又一份.txt"), actor=actor)
    assert Indicator.objects.ungated("all").count() == 4


def test_decimals_of_an_indicator_follow_its_figures(actor):
    text = "任务分解表\n\n单位\t参赛职工（万人）\n东城区\t5.5\n合计\t5.5\n"
    adopt_reading(Notice(text).table("任务分解表").reading(actor), actor=actor)
    assert Indicator.objects.ungated("all").get().decimals == 1


def test_tasks_have_their_parts_and_everybody_is_no_missing_unit(cast, plan):
    first, second = Task.objects.order_by("position")
    assert [(one.role, one.organization, one.written) for one in first.duties.all()] == [
        (DutyRole.RESPONSIBLE, None, "各区总工会")
    ]
    duties = {one.role: one.organization for one in second.duties.all()}
    assert duties == {DutyRole.LEAD: cast.department, DutyRole.JOINT: cast.partner}
    assert not NameQuestion.objects.ungated("all").filter(text="各区总工会").exists()


def test_steps_keep_their_days_and_their_task_and_ask_for_a_scheme(plan):
    first, second = Step.objects.order_by("position")
    assert (first.starts_on, first.ends_on, first.deliverable) == (
        None,
        date(2024, 4, 20),
        Deliverable.SCHEME,
    )
    assert (second.starts_on, second.ends_on) == (date(2024, 12, 1), date(2024, 12, 31))
    assert second.deliverable == Deliverable.NONE
    assert first.task == Task.objects.order_by("position").first()


def test_the_rubric_hangs_on_its_programme(plan):
    rubric = plan.programs.get().rubric
    assert rubric.points == 100
    assert [(one.name, one.points) for one in rubric.groups.all()] == [("组织领导", 40), ("工作成效", 60)]
    assert RubricItem.objects.filter(group__rubric=rubric).count() == 4


def test_a_guess_is_remembered_as_an_alias(cast, actor):
    text = "任务分解表\n\n单位\t集体（家）\n东城区工会\t5\n合计\t5\n"
    plan = adopt_reading(Notice(text).table("任务分解表").reading(actor), actor=actor)
    assert plan.recipients.get().organization == cast.district
    assert OrganizationAlias.objects.ungated("all").get().text == "东城区工会"


def test_one_unit_under_two_spellings_is_one_row(cast, actor):
    text = (
        "甲表\n\n单位\t集体（家）\n东城区\t5\n合计\t5\n\n乙表\n\n单位\t个人（名）\n东城区总工会\t7\n合计\t7\n"
    )
    notice = Notice(text).table("甲表").table("乙表")
    plan = adopt_reading(notice.reading(actor), actor=actor)
    assert plan.recipients.get().organization == cast.district
    assert sorted(Target.objects.ungated("all").values_list("value", flat=True)) == [5, 7]


def test_so_much_for_each_unit_is_not_taken_for_a_total(actor):
    text = "任务分解表\n\n单位\t健康讲座（场）\n东城区\t5\n合计\t5\n\n每个区不少于2场健康讲座。"
    notice = Notice(text).table("任务分解表")
    notice.target("每个区不少于2场健康讲座", "健康讲座", "2", "场", per="每个区", operator=">=")
    adopt_reading(notice.reading(actor), actor=actor)
    divided, each = Goal.objects.order_by("position")
    assert (divided.total, divided.per) == (5, "")
    assert (each.division, each.total, each.per) == (Division.HELD, 2, "每个区")


def test_a_reading_is_adopted_once(actor):
    reading = rural_notice().reading(actor)
    first = adopt_reading(reading, actor=actor)
    assert adopt_reading(reading, actor=actor) == first
    assert Plan.objects.ungated("all").count() == 1
    assert AuditEntry.objects.filter(verb="plans.reading.adopt").count() == 1


def test_who_may_not_draft_plans_adopts_none(cast):
    reading = rural_notice().reading(cast.actor("city_officer"))
    with pytest.raises(NotAllowed, match="拟订计划"):
        adopt_reading(reading, actor=cast.actor("city_leader"))


def big_notice(units: int) -> Notice:
    rows = "".join(f"单位{number}\t{number}\t1\n" for number in range(units))
    text = f"任务分解表\n\n单位\t甲（名）\t乙（家）\n{rows}合计\t9\t9\n" + "".join(
        f"办好第{number}件事\n" for number in range(units)
    )
    notice = Notice(text).table("任务分解表")
    for number in range(units):
        notice.measure(f"办好第{number}件事", lead=[f"部门{number}"])
    return notice


def test_the_number_of_statements_does_not_grow_with_the_notice(actor):
    counts = []
    for units in (3, 60):
        reading = big_notice(units).reading(actor)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            adopt_reading(reading, actor=actor)
        counts.append(len(captured))
    assert counts[1] <= counts[0], counts
    assert Duty.objects.count() == 63


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("关于印发《2024年工作要点》的通知", "2024年工作要点"),
        ("关于印发《贯彻〈意见〉方案》的通知", "贯彻〈意见〉方案"),
        ("关于开展安全生产月活动的通知", "关于开展安全生产月活动的通知"),
    ],
)
def test_what_a_notice_is_about(title, short):
    assert title_of(title) == short


@pytest.mark.parametrize(
    ("facts", "year"),
    [
        ({"title": "关于做好2025年工作的通知", "number": "河工〔2024〕9号"}, 2025),
        ({"title": "通知", "number": "河工〔2024〕9号", "issued_on": "2025-01-02"}, 2024),
        ({"title": "通知", "issued_on": "2023-01-02"}, 2023),
    ],
)
def test_the_year_a_notice_is_for(facts, year):
    assert year_of({"plans": [], **facts}) == year


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("各单位拟定本地具体实施方案", Deliverable.SCHEME),
        ("11月底前报送工作总结", Deliverable.SUMMARY),
        ("推荐先进个人并上报名单", Deliverable.ROSTER),
        ("适时召开现场会，总结各地经验", Deliverable.NONE),
    ],
)
def test_what_is_handed_in_is_guessed_from_words(text, kind):
    assert deliverable_of(text) == kind


def test_items_on_top_of_the_whole_and_against_it():
    assert kind_of("加分项", "获省级荣誉", "5") == "bonus"
    assert kind_of("扣分项", "发生事故", "10") == "deduction"
    assert kind_of("工作成效", "参与范围广", "-3") == "deduction"
    assert kind_of("工作成效", "参与范围广", "3") == "regular"
