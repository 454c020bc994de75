"""Rubrics by hand: items, levels, rules over figures, further editions, on paper."""

import re

import pytest

from jiangong.domains.assessments.models import (
    Rubric,
)
from tests.factories.assessments import (
    items_of,
)
from tests.factories.plans import make_indicator
from tests.support.scoring_pages import key, text, url

pytestmark = pytest.mark.django_db


def test_a_standard_is_made_by_hand(cast):
    client = cast.client("city_officer")
    assert "制定评分标准" in text(client.get(url("create")))
    sheet = key(title="安康杯评分标准", year=2026, points=10, g0="组织", g0_points=10, g0_0="部署")
    answer = client.post(url("create"), {**sheet, "g0_0_points": 10, "g0_0_kind": "regular"})
    made = Rubric.objects.ungated("test").get(title="安康杯评分标准")
    assert answer.url == made.get_absolute_url()
    assert [one.text for one in items_of(made)] == ["部署"]
    assert "安康杯评分标准" in text(client.get(url("list")))


def test_lines_behind_the_tap_are_kept_and_stand_open_when_something_is_wrong(cast, rubric):
    client = cast.client("city_officer")
    page = url("edit", rubric.pk)
    begun = client.get(page)
    assert (len(begun.context["form"].rows()[0]["items"]), len(begun.context["form"].rows())) == (3, 2)
    kept = {
        "title": "出彩行动评分标准", "year": 2026, "points": 10, "g0": "工作成效", "g0_points": 10,
        "g0_0": "第1项", "g0_0_points": 6, "g0_1": "第2项", "g0_1_points": 4,
    }  # fmt: skip
    wrong = client.post(
        page, key(version=rubric.version, **kept, g0_6="第7项", g0_6_points=-1, g4="另一大项")
    )
    assert "第1大项第7项分值：不能小于0。" in re.sub("<[^>]+>", "", text(wrong))
    shown = wrong.context["form"].rows()
    assert (len(shown[0]["items"]), len(shown)) == (7, 5)
    assert (
        client.post(page, key(version=rubric.version, **kept, g0_6="第7项", g0_6_points=1)).status_code == 302
    )
    assert [one.text for one in items_of(rubric)] == ["第1项", "第2项", "第7项"]


def test_an_item_gets_levels_and_a_rule_that_is_off_until_adopted(cast, rubric):
    client = cast.client("city_officer")
    item = items_of(rubric)[0]
    make_indicator(cast.federation, "参与人数", unit="名")
    page = url("guide", rubric.pk, item.pk)
    assert client.get(page).status_code == 200
    said = key(version=rubric.version, hint="看台账", kind="share", indicator="参与人数", steps="")
    level = {"l0": "好", "l0_least": 5, "l0_most": 6, "l0_text": "全面完成"}
    assert client.post(page, {**said, **level}).status_code == 302
    shown = text(client.get(rubric.get_absolute_url()))
    assert "好（5—6分）：全面完成" in shown
    assert "数据计分未启用" in shown
    client.post(url("adopt", rubric.pk, item.pk), key())
    shown = text(client.get(rubric.get_absolute_url()))
    assert "“参与人数”完成数÷任务数×6分，最高6分。" in shown
    client.post(url("drop", rubric.pk, item.pk), key())
    assert not items_of(rubric)[0].rule.is_adopted


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "share"}, "请填写数从哪个指标来。"),
        ({"kind": "share", "indicator": "没有的"}, "指标目录里没有“没有的”"),
        ({"kind": "share_steps", "steps": "一百：6"}, "“一百：6”看不懂"),
        ({"kind": "share_steps", "steps": "100：7"}, "每档得分应在0和6分之间。"),
        ({"l0": "好", "l0_least": 5, "l0_most": 7, "l0_text": "全"}, "这一项最多6分。"),
    ],
)
def test_a_guide_that_makes_no_sense_is_told(cast, rubric, wrong, told):
    page = url("guide", rubric.pk, items_of(rubric)[0].pk)
    answer = cast.client("city_officer").post(page, key(version=rubric.version, **wrong))
    assert told in text(answer)


def test_a_new_edition_takes_everything_along(cast, rubric):
    client = cast.client("city_officer")
    client.post(url("renew", rubric.pk), key())
    made = Rubric.objects.ungated("test").get(previous=rubric)
    assert (str(made), [one.text for one in items_of(made)]) == (
        "出彩行动评分标准（第2版）",
        ["第1项", "第2项"],
    )
    client.post(url("remove", made.pk), key())
    assert not Rubric.objects.ungated("test").filter(pk=made.pk).exists()


def test_a_standard_that_is_scored_by_stays(cast, judging, rubric):
    page = cast.client("city_officer").get(url("edit", rubric.pk))
    assert page.status_code == 403
    assert "正在用（用过）这份评分标准" in text(page)


def test_a_standard_is_printed(cast, rubric):
    answer = cast.client("city_officer").get(url("print", rubric.pk) + "?as=docx")
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("wordprocessingml.document")
