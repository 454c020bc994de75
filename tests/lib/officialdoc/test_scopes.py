"""For whom a quantity is set, and how far 每… reaches into the clauses behind it."""

import pytest

from tests.lib.officialdoc.test_targets import targets

REACH = {
    "全市宣讲不少于120场次，每个旗县区至少8场，受众农民工2万人次以上": [None, "每个旗县区", None],
    "每班招收学生25名，招收总数不少于350名，家长满意率90%以上": ["每班", None, None],
    "每个托管班补助1.5万元，补助总额在21万元以内": ["每个托管班", None],
    "每个赛项至少选派2名选手、1名领队": ["每个赛项", "每个赛项"],
    "每队领队1人、教练1人、队员不超过12人": ["每队", "每队", "每队"],
    "二级单位各限1名": ["二级单位各"],
    "每名处级干部联系2家企业": ["每名处级干部"],
}


@pytest.mark.parametrize("text", REACH)
def test_reaches(text: str) -> None:
    assert [target.per for target in targets(text)] == REACH[text]


COUNTED = {
    "全市开展读书分享会不少于80场，每个县区不少于6场": ["读书分享会", "读书分享会"],
    "新建“爱心驿站”8个，每个补助1.5万元，改造提升12个": ["“爱心驿站”", "补助", "改造提升“爱心驿站”"],
    "2023年新建站点不少于200个，2024年、2025年每年新建300个": ["站点", "站点"],
    "录取一等奖1名、二等奖2名": ["一等奖", "二等奖"],
}


@pytest.mark.parametrize("text", COUNTED)
def test_names_what_a_bare_number_counts(text: str) -> None:
    assert [target.indicator for target in targets(text)] == COUNTED[text]


@pytest.mark.parametrize("text", ["录取前8名。", "6月至9月分4批组织实施。", "公示5天。", "大家一起努力。"])
def test_places_and_parts_are_no_targets(text: str) -> None:
    assert targets(text) == []
