"""Rubrics: the whole sheet in one form, against the version that was seen, and fixed once it went out."""

import uuid
from decimal import Decimal

import pytest

from jiangong.domains.assessments.actions import GroupFacts, ItemFacts, revise_rubric
from jiangong.domains.assessments.choices import ItemKind
from jiangong.domains.assessments.models import Rubric
from jiangong.domains.assessments.queries import rubric_differences
from jiangong.domains.plans.choices import PlanState
from jiangong.domains.plans.models import Plan
from jiangong.kit.commands.errors import Conflict, NotAllowed
from tests.factories.plans import make_plan


@pytest.fixture
def rubric(cast) -> Rubric:
    made = Rubric.objects.create(organization=cast.federation, title="出彩行动评分标准", year=2024, points=10)
    group = made.groups.create(position=1, name="组织领导", points=10)
    group.items.create(position=1, text="主要负责人部署", points=6)
    group.items.create(position=2, text="成立专班", points=4)
    return made


def form(rubric: Rubric, **changed):
    fields = {
        "command_key": str(uuid.uuid4()),
        "version": rubric.version,
        "title": rubric.title,
        "year": 2024,
        "points": 10,
        "g0": "组织领导",
        "g0_points": 10,
        "g0_0": "主要负责人部署",
        "g0_0_points": 6,
        "g0_0_kind": "regular",
        "g0_1": "成立专班",
        "g0_1_points": 4,
        "g0_1_kind": "regular",
    }
    return {**fields, **changed}


def test_a_sheet_is_written_anew_with_lines_added_and_taken_away(cast, rubric):
    changed = form(rubric, g0_1="", g0_2="定期报送", g0_2_points=4, g0_2_kind="regular")
    answer = cast.client("city_officer").post(f"/assessments/rubrics/{rubric.pk}/edit/", changed)
    assert answer.status_code == 302, answer.content.decode()[:1500]
    items = rubric.groups.get().items.values_list("text", "points", "kind")
    assert list(items) == [
        ("主要负责人部署", Decimal(6), ItemKind.REGULAR),
        ("定期报送", Decimal(4), ItemKind.REGULAR),
    ]
    assert list(rubric_differences(rubric)) == []


def test_points_that_do_not_add_up_are_told(cast, rubric):
    cast.client("city_officer").post(f"/assessments/rubrics/{rubric.pk}/edit/", form(rubric, g0_1_points=3))
    page = cast.client("city_officer").get(f"/assessments/rubrics/{rubric.pk}/").content.decode()
    assert "标明10分，细项合计9分" in page


def test_items_need_their_group(cast, rubric):
    answer = cast.client("city_officer").post(f"/assessments/rubrics/{rubric.pk}/edit/", form(rubric, g0=""))
    assert "请填写大项名称" in answer.content.decode()
    assert rubric.groups.get().items.count() == 2


def test_of_two_editors_the_second_is_told(cast, rubric):
    groups = [GroupFacts("新", Decimal(10), (ItemFacts("一项", Decimal(10), ItemKind.REGULAR),))]
    actor, seen = cast.actor("city_officer"), rubric.version
    revise_rubric(rubric, {"points": Decimal(10)}, groups, seen, actor=actor)
    with pytest.raises(Conflict):
        revise_rubric(rubric, {"points": Decimal(10)}, groups, seen, actor=actor)


def test_what_went_out_with_a_plan_stays(cast, rubric):
    plan = make_plan(cast.actor("city_officer"), [cast.district])
    plan.programs.update(rubric=rubric)
    Plan.objects.ungated("issued").filter(pk=plan.pk).update(state=PlanState.ISSUED)
    with pytest.raises(NotAllowed, match="已随《2024年重点工作计划》下发"):
        revise_rubric(rubric, {}, [], rubric.version, actor=cast.actor("city_officer"))


def test_only_who_made_it_changes_it(cast, rubric):
    with pytest.raises(NotAllowed, match="没有“制定和修改评分标准”"):
        revise_rubric(rubric, {}, [], rubric.version, actor=cast.actor("union_officer"))
    with pytest.raises(NotAllowed, match="由河州市总工会制定"):
        revise_rubric(rubric, {}, [], rubric.version, actor=cast.actor("district_officer"))
