"""Dated sentences: what they say, named items, several dates in one sentence."""

from datetime import date

import pytest

from tests.lib.officialdoc.test_reading import understood

HEAD = """甲市总工会
甲工发〔2022〕1号
关于开展选树活动的通知
各区总工会：
"""
TAIL = """
二、有关要求
请认真落实。
甲市总工会
2022年5月25日
"""


def steps(text: str) -> list[tuple[str, str, str]]:
    reading = understood(HEAD + text + TAIL)
    return [(step.text, *(str(day or "") for day in (step.start, step.end))) for step in reading.steps]


def test_a_date_behind_the_name_of_an_item_is_a_step_of_that_name() -> None:
    assert steps(
        "一、选树程序\n（一）资格审查。6月21日—6月30日。\n（二）综合评审。7月中旬，理论占四成。"
    ) == [
        ("资格审查", "2022-06-21", "2022-06-30"),
        ("综合评审：7月中旬，理论占四成", "2022-07-11", "2022-07-20"),
    ]


def test_a_name_that_says_nothing_stays_out() -> None:
    assert steps("一、工作要求。6月20日前报送方案。") == [("6月20日前报送方案", "", "2022-06-20")]


def test_a_further_date_may_stand_behind_what_it_dates() -> None:
    found = steps("一、办班时间\n7月10日至8月18日，其中第一期7月10日至28日，第二期7月31日至8月18日。")
    assert found[1:] == [
        ("第一期7月10日至28日", "2022-07-10", "2022-07-28"),
        ("第二期7月31日至8月18日", "2022-07-31", "2022-08-18"),
    ]


@pytest.mark.parametrize(
    "text", ["请于8.20前报送名单。", "请于8.20日前报送名单。", "请于8月20日前报送名单。"]
)
def test_a_day_may_be_written_with_a_point(text: str) -> None:
    assert steps("一、报名\n" + text)[0][1:] == ("", "2022-08-20")


def test_a_number_right_before_a_month_is_the_label_of_the_item() -> None:
    reading = understood(HEAD + "一、时间节点\n1.8月25日前，完成发放。\n2.12月下旬，启动慰问。" + TAIL)
    assert [child.label for child in reading.outline[0].children] == ["1", "2"]
    assert [step.end for step in reading.steps] == [date(2022, 8, 25), date(2022, 12, 31)]


def test_a_typed_schedule_of_words_is_a_table() -> None:
    found = steps(
        "一、竞赛安排\n"
        "竞赛项目　　　　承办单位　　　　　　时间\n"
        "电工　　　　　　市能源工会　　　　　5月30日\n"
        "焊工　　　　　　市机冶工会　　　　　6月中旬\n"
        "茶艺师　　　　　石门县总工会　　　　9月1日至3日\n"
    )
    assert found == [
        ("电工", "2022-05-30", "2022-05-30"),
        ("焊工", "2022-06-11", "2022-06-20"),
        ("茶艺师", "2022-09-01", "2022-09-03"),
    ]
