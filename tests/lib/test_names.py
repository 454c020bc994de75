"""Names of organizations: every spelling of the three 2021 tables finds its unit, and no other wins."""

import random
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiangong.lib.names import (
    NameIndex,
    clear_winner,
    normalize,
    strip_suffixes,
)
from tests.support.pace import within

# (spelling of the first and third table, spelling of the second; None: the second table leaves the unit out)
SPELLINGS = [
    ("巩义市", "巩义市"),
    ("新密市", "新密市"),
    ("登封市", "登封市"),
    ("荥阳市", "荥阳市"),
    ("新郑市", "新郑市"),
    ("中牟县", "中牟县"),
    ("二七区", "二七区"),
    ("中原区", "中原区"),
    ("金水区", "金水区"),
    ("管城区", "管城区"),
    ("惠济区", "惠济区"),
    ("上街区", "上街区"),
    ("经开区", "经济技术开发区"),
    ("高新区", "高新技术开发区"),
    ("郑东新区", "郑东新区"),
    ("航空港区", "航空港经济综合实 验区"),
    ("轻工纺织", "轻工纺织工会"),
    ("能源石化", "能源石化工会"),
    ("建设邮电", "建设邮电工会"),
    ("农林水利", "农林水利工会"),
    ("机械冶金", "机械冶金建材工会"),
    ("机关工会", "机关工会"),
    ("财贸金融", "财贸金融工会"),
    ("教科文卫", "教科文卫体工会"),
    ("长 铝", None),
    ("郑 煤", "郑煤集团"),
    ("宇 通", "宇通公司"),
    ("恒天重工", "恒天重工"),
    ("公 交", "公交公司"),
    ("交 运", "交运集团"),
    ("黄金叶", "黄金叶"),
    ("轻研院", None),
    ("日 产", "郑州日产"),
    ("富士康", "富士康郑州科技园"),
]
SHORT = {number: [short] for number, (short, _) in enumerate(SPELLINGS)}
LONG = {number: [full] for number, (_, full) in enumerate(SPELLINGS) if full}
DECORATIONS = ["{}", "{}工会", "{}总工会", "郑州市{}总工会", "{} 工会委员会", "　{}\n工会"]


def rank(name, known):
    return NameIndex(known).find(name)


def winner_of(name, known):
    best = clear_winner(rank(name, known))
    return best.key if best else None


@pytest.mark.parametrize("number", range(len(SPELLINGS)))
@pytest.mark.parametrize("decoration", DECORATIONS)
def test_every_spelling_of_the_tables_finds_its_unit(number, decoration):
    for spelling in filter(None, SPELLINGS[number]):
        written = decoration.format(spelling)
        assert winner_of(written, SHORT) == number
        assert winner_of(written, LONG) == (number if number in LONG else None)


def test_the_34_units_are_never_taken_for_each_other():
    for number, pair in enumerate(SPELLINGS):
        others_short = {key: names for key, names in SHORT.items() if key != number}
        others_long = {key: names for key, names in LONG.items() if key != number}
        for spelling in filter(None, pair):
            assert winner_of(spelling, others_short) is None
            assert winner_of(spelling, others_long) is None


@pytest.mark.parametrize(
    ("name", "known", "how", "explanation"),
    [
        ("建设 邮电", "建设邮电", "exact", "与“建设邮电”完全一致。"),
        ("建设邮电工会", "建设邮电", "suffix", "去掉后缀“工会”后与“建设邮电”一致。"),
        ("郑煤", "郑煤集团", "suffix", "“郑煤集团”去掉后缀“集团”后与“郑煤”一致。"),
        ("宇通集团", "宇通公司", "suffix", "去掉后缀“集团”后，与“宇通公司”去掉后缀“公司”后一致。"),
        ("郑州市二七区总工会", "二七区", "abbreviation", "去掉前缀“郑州市”和后缀“总工会”后与“二七区”一致。"),
        ("日产", "郑州日产", "abbreviation", "“郑州日产”去掉前缀“郑州”后与“日产”一致。"),
        (
            "机械冶金",
            "机械冶金建材工会",
            "abbreviation",
            "“机械冶金”与“机械冶金建材工会”的开头一致，像是它的简称。",
        ),
        (
            "经济技术开发区",
            "经开区",
            "abbreviation",
            "“经开区”的字依次出现在“经济技术开发区”里，像是它的简称。",
        ),
        ("建设邮店工会", "建设邮电", "similar", "与“建设邮电”写法相近，但不相同。"),
    ],
)
def test_candidate_says_how_and_why(name, known, how, explanation):
    (candidate,) = rank(name, {7: [known]})
    assert (candidate.key, candidate.how, candidate.explanation) == (7, how, explanation)


def test_remembered_alias_is_certain_and_leaves_guesses_out():
    known = {1: ["经济技术开发区", "经开区"], 2: ["经济开发区"]}
    (candidate,) = rank("经 开 区", known)
    assert (candidate.key, candidate.how, candidate.explanation) == (
        1,
        "alias",
        "与已登记的别名“经开区”一致。",
    )


def test_official_name_beats_the_same_alias():
    assert winner_of("交运", {1: ["公交公司", "交运"], 2: ["交运"]}) == 2


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("经开区", "经济技术开发区", "经济开发区"),
        ("机关工会", "机关工会", "机关 工会"),
        ("中原", "中原区", "中原街道总工会"),
        ("建设", "建设邮电", "建设银行"),
        ("恒天", "恒天重工", "恒天纺织"),
        ("建设邮殿", "建设邮电", "建设邮政"),
    ],
)
def test_equally_good_answers_are_not_decided(name, first, second):
    ranked = rank(name, {1: [first], 2: [second]})
    assert {candidate.key for candidate in ranked} == {1, 2}
    assert clear_winner(ranked) is None


def test_one_unit_with_two_fitting_names_is_no_tie():
    assert winner_of("宇通", {1: ["宇通公司", "宇通集团"], 2: ["公交公司"]}) == 1


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("中原区", "中原街道"),
        ("中原区总工会", "中原公司工会"),
        ("新郑市龙湖镇总工会", "新郑市"),
        ("二七区教育工会", "二七区"),
        ("经开区", "郑州市经开区嵩山路中学工会"),
        ("郑州大学", "郑州日产"),
        ("总工会", "机关工会"),
        ("郑州市总工会", "二七区总工会"),
        ("郑州", "郑州市二七区总工会"),
        ("工会", "工会委员会"),
    ],
)
def test_different_units_do_not_win(name, known):
    assert winner_of(name, {1: [known]}) is None


def test_nothing_written_finds_nothing():
    assert rank("　\n", SHORT) == []
    assert clear_winner([]) is None


@pytest.mark.parametrize(
    ("short", "full"),
    [
        *((short, full) for short, full in SPELLINGS if full and normalize(short) != normalize(full)),
        ("管城区", "管城回族区"),
        ("长铝", "中国长城铝业有限公司"),
        ("郑煤", "郑州煤炭工业（集团）有限责任公司"),
        ("公交", "郑州市公共交通总公司"),
        ("轻研院", "郑州轻工业研究院"),
        ("发改委", "郑州市发展和改革委员会"),
        ("应急局", "应急管理局"),
    ],
)
def test_known_short_forms_win(short, full):
    assert winner_of(short, {1: [full]}) == 1


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("高新区", "经济技术开发区"),
        ("经开区", "高新技术开发区"),
        ("公交", "交运集团"),
        ("新区", "郑东新区"),
        ("技术", "经济技术开发区"),
        ("中原区", "中原街道办事处"),
        ("", "二七区"),
    ],
)
def test_chance_does_not_win(short, full):
    assert winner_of(short, {1: [full]}) is None


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("郑煤集团有限公司工会", "郑煤"),
        ("郑州煤炭工业（集团）有限责任公司", "郑州煤炭工业"),
        ("宇通客车股份有限公司工会委员会", "宇通客车"),
        ("二七区总工会", "二七"),
        ("大学路街道办事处", "大学路"),
        ("机关工会", "机关"),
        ("河南移动郑州分公司", "河南移动郑州分公司"),
        ("总工会", "总工会"),
        ("新区", "新区"),
    ],
)
def test_strip_suffixes(name, core):
    assert strip_suffixes(name) == core


def test_normalize_evens_out_width_blanks_and_brackets():
    assert normalize(" 郑州煤炭〔集团〕\r\n有限\u3000公司\u200bａｂ ") == "郑州煤炭(集团)有限公司AB"


@given(st.text())
def test_normalize_is_stable(name):
    assert normalize(normalize(name)) == normalize(name)


@given(
    st.text("郑州市区县工会总集团公司有限二七宇通()", max_size=12),
    st.text("郑州市区工会宇通公司", min_size=1, max_size=8),
)
def test_ranking_holds_for_any_text(name, known):
    ranked = rank(name, {1: [known], 2: ["二七区"]})
    assert [candidate.score for candidate in ranked] == sorted((each.score for each in ranked), reverse=True)
    assert all(0 < each.score <= 100 and each.explanation.endswith("。") for each in ranked)


def test_a_whole_city_is_ranked_in_time():
    chance = random.Random(2021)
    districts = [short for short, _ in SPELLINGS[:16]]
    ends = [
        "街道总工会",
        "社区工会",
        "机械有限公司工会",
        "商贸集团工会",
        "中学工会",
        "镇工会",
        "医院工会委员会",
    ]
    streets = [
        "大学路",
        "五里堡",
        "建中街",
        "淮河路",
        "解放路",
        "一马路",
        "蜜蜂张",
        "福华街",
        "长江路",
        "人和路",
    ]
    known = {f"unit-{number}": names for number, names in LONG.items()}
    for number in range(15_583 - len(known)):
        middle = (
            chance.choice(streets) + chance.choice("甲乙丙丁戊己庚辛") + chance.choice("金木水火土天地人")
        )
        known[number] = [f"郑州市{chance.choice(districts)}{middle}{number}{chance.choice(ends)}"]
    index = NameIndex(known)
    asked = [
        "经开区",
        "宇 通",
        "郑州市二七区大学路街道总工会",
        "郑州",
        "郑州市总工会",
        known[5][0][:-2],
        "机械有限公司",
    ]
    for name in asked:
        assert within(0.15, partial(index.find, name)), name
    assert clear_winner(index.find("经开区")).key == "unit-12"
    assert clear_winner(index.find("宇 通")).key == "unit-26"
    assert clear_winner(index.find(known[5][0][:-2])).key == 5
