"""Inspection plans over their pages."""

import pytest

from jiangong.domains.supervision.models import Draw, InspectionPlan, Visit
from tests.factories.supervision import (
    SEED,
    make_done,
    make_draw,
    make_inspection_plan,
)
from tests.support.inspection_pages import TODAY, at, text
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


def typed(**changes) -> dict[str, str]:
    return {
        "title": "四季度督导",
        "year": str(TODAY.year),
        "purpose": "核实数据",
        "basis": "会议纪要",
        "starts_on": f"{TODAY.year}-01-01",
        "ends_on": f"{TODAY.year}-12-31",
        "own_items": "协议是否签字",
        "pool": "cross",
        "unit_count": "1",
        "team_size": "1",
        "most_visits": "2",
        "weight_never": "4",
        "weight_long": "2",
        "long_months": "24",
        "avoid_years": "3",
        **changes,
    }


def test_a_plan_is_drawn_up_started_announced_and_drawn(cast, desk):
    assert submit(desk, at("create"), **typed()).status_code == 302
    plan = InspectionPlan.objects.ungated("test").get()
    assert plan.organization == cast.federation
    submit(desk, at("start", plan.pk))
    page = text(desk, at("detail", plan.pk))
    assert "2家单位可以抽取，抽1家" in page
    assert "权重4，从未检查" in page
    seed = {"seed_kind": "sealed", "seed_source": "监督人员封存", "seed_on": TODAY.isoformat()}
    short = submit(desk, at("announce", plan.pk), **seed, secret="太短")
    assert short.status_code == 422
    assert "至少12个字符" in short.content.decode()
    answer = submit(desk, at("announce", plan.pk), **seed, secret=SEED)
    draw = Draw.objects.ungated("test").get()
    assert answer["Location"] == draw.get_absolute_url()
    page = text(desk, at("detail", plan.pk))
    assert (at("draw_draw", draw.pk) in page, at("close", plan.pk) in page) == (True, False)
    submit(desk, at("close", plan.pk))
    assert "还没有安排检查，不用结束" in text(desk, at("detail", plan.pk))
    assert InspectionPlan.objects.ungated("test").get().is_running
    assert draw.seed_digest in text(desk, draw.get_absolute_url())
    wrong = submit(desk, at("draw_draw", draw.pk), seed="别的文字", version="0")
    assert "与公布的摘要不符" in wrong.content.decode()
    submit(desk, at("draw_draw", draw.pk), seed=SEED, version="0")
    page = text(desk, draw.get_absolute_url())
    assert "抽取结果" in page
    assert SEED in page
    assert Visit.objects.ungated("test").get().draw == draw


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"own_items": ""}, "检查表由它们生成"),
        ({"ends_on": f"{TODAY.year - 1}-12-31"}, "检查结束不能早于检查开始"),
        ({"ends_on": f"{TODAY.year + 1}-01-31"}, "跨年的请分开拟定"),
        ({"unit_count": "0"}, "至少填1"),
        ({"document": "没有的文号"}, "文件登记簿里没有"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_at_its_field(cast, desk, changes, said):
    answer = submit(desk, at("create"), **typed(**changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not InspectionPlan.objects.ungated("test").exists()


def test_a_plan_with_a_draw_is_not_revised(city, desk):
    plan = make_draw(city).plan
    answer = submit(desk, at("edit", plan.pk), **typed(), version="1")
    assert "已经公布名单或安排检查" in answer.content.decode()


def test_a_plan_is_closed_and_another_voided(cast, city, desk, inspector):
    plan, other = make_done(city, cast.district, inspector).plan, make_inspection_plan(city, title="另一项")
    submit(desk, at("close", plan.pk))
    submit(desk, at("void", other.pk), reason="不查了")
    assert "已结束" in text(desk, plan.get_absolute_url())
    assert "已作废：" in text(desk, other.get_absolute_url())
