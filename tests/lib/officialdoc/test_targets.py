"""Quantities: operator, value, unit, for whom, until when; and what is none."""

from datetime import date

import pytest

from jiangong.lib.officialdoc.composing import compose
from jiangong.lib.officialdoc.dates import Era
from jiangong.lib.officialdoc.reading import Target
from jiangong.lib.officialdoc.targets import read_targets

ERA = Era(2021, date(2021, 4, 9))


def targets(text: str) -> list[Target]:
    document = compose([text])
    return [found.target for found in read_targets(document, (0, len(document.text)), 0, ERA)]


FOUND = {
    "2021 年全市工会劳动和技能竞赛覆盖职工 120 万人次。": (
        "劳动和技能竞赛覆盖职工",
        "=",
        "120",
        None,
        "万人次",
        None,
        "2021年",
    ),
    "打造乡村振兴劳模出彩示范基地50个。": ("乡村振兴劳模出彩示范基地", "=", "50", None, "个", None, None),
    "推进全市各级工会选树各类工匠人才 260 名以上。": ("各类工匠人才", ">=", "260", None, "名", None, None),
    "集体合同签订率达到90%以上。": ("集体合同签订率", ">=", "90", None, "%", None, None),
    "培训职工5000人次左右。": ("培训职工", "about", "5000", None, "人次", None, None),
    "投诉不超过3件。": ("投诉", "<=", "3", None, "件", None, None),
    "重大劳动争议发生数≤3起": ("重大劳动争议发生数", "<=", "3", None, "起", None, None),
    "新发展会员5.5万—6万人": ("会员", "between", "5.5", "6", "万人", None, None),
    "厂务公开率达到100%": ("厂务公开率", ">=", "100", None, "%", None, None),
    "女职工占比达到32%左右": ("女职工占比", "about", "32", None, "%", None, None),
    "市直各基层工会限报1名": ("市直各基层工会", "<=", "1", None, "名", "市直各基层工会", None),
    "每个区县（市）选树3—5名工匠": ("工匠", "between", "3", "5", "名", "每个区县（市）", None),
    "每季度至少召开一次联席会议。": ("联席会议", ">=", "1", None, "次", "每季度", None),
    "评选十家示范单位": ("示范单位", "=", "10", None, "家", None, None),
    "覆盖3,000家企业": ("覆盖企业", "=", "3000", None, "家", None, None),
    "投入资金1.2亿元": ("资金", "=", "1.2", None, "亿元", None, None),
    "年底前新建户外劳动者驿站200个": ("户外劳动者驿站", "=", "200", None, "个", None, "年底前"),
    "力争培训农民工1万人次以上": ("培训农民工", ">=", "1", None, "万人次", None, None),
    "班组参赛率≥90%": ("班组参赛率", ">=", "90", None, "%", None, None),
}


@pytest.mark.parametrize("text", FOUND)
def test_reads(text: str) -> None:
    assert [
        (t.indicator, t.operator, t.value, t.value_to, t.unit, t.per, t.period) for t in targets(text)
    ] == [FOUND[text]]


@pytest.mark.parametrize(
    "text",
    [
        "坚持三个方面，做到两个维护，打造一支队伍。",
        "开展“六比一创”立功竞赛和“三比两降”竞赛。",
        "评选“十面红旗单位”“十大领军人物”。",
        "选树第三届“郑州大工匠”。",
        "落实全市工会“十件实事”。",
        "公示期5个工作日。",
        "2020年全市开展竞赛85场，参赛职工3.2万人次，取得良好成效。",
        "五年来，新建基层工会组织4585家。",
        "截至目前，已建成驿站887个。",
        "根据《2021年开展100场活动的通知》要求。",
        "领导小组由5人组成。",
        "一式三份报送。",
    ],
)
def test_is_no_target(text: str) -> None:
    assert targets(text) == []


def test_money_given_to_somebody_is_a_standard_and_uncertain() -> None:
    found = targets("每人资助不超过1500元")
    assert [(t.operator, t.value, t.unit, t.per, t.uncertain) for t in found] == [
        ("<=", "1500", "元", "每人", True)
    ]
