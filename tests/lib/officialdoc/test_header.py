"""Head and foot of a notice in the forms that occur."""

import pytest

from jiangong.lib.officialdoc.composing import compose
from jiangong.lib.officialdoc.fields import Header
from jiangong.lib.officialdoc.header import read_header
from jiangong.lib.officialdoc.notices import understand
from jiangong.lib.officialdoc.sources import plain


def header_of(text: str) -> Header:
    return read_header(compose(plain.pieces(text)))


def test_a_spaced_out_joint_head_over_a_broken_title() -> None:
    header = header_of(
        "青 岛 市 总 工 会\n青岛市人力资源和社会保障局    文件\n\n青工发〔2022〕15号    签发人：某某\n"
        "关于印发《青岛市2022年职工安全\n提升行动方案》的通知\n\n各区、市总工会，市各产业（系统）工会：\n正文。\n"
        "青岛市总工会　青岛市人力资源和社会保障局\n2022年3月1日"
    )
    assert header.issuer == "青岛市总工会、青岛市人力资源和社会保障局"
    assert (header.number, header.title) == (
        "青工发〔2022〕15号",
        "关于印发《青岛市2022年职工安全提升行动方案》的通知",
    )
    assert header.addressees == ("各区、市总工会", "市各产业（系统）工会")
    assert str(header.issued_on) == "2022-03-01"


def test_the_number_below_the_title_and_the_issuer_in_it() -> None:
    header = header_of(
        "成都市总工会办公室\n关于开展“求学圆梦行动”的通知\n成工办〔2023〕21号\n各区（市）县总工会：\n正文。\n成都市总工会办公室\n二〇二三年三月二十日"
    )
    assert header.title == "成都市总工会办公室关于开展“求学圆梦行动”的通知"
    assert (header.issuer, str(header.issued_on)) == ("成都市总工会办公室", "2023-03-20")


def test_without_a_head_the_signature_is_the_issuer() -> None:
    header = header_of(
        "关于下达工作任务的通知\n各镇（街道）总工会：\n正文。\n　　　　某县总工会\n　　　　2024.2.20"
    )
    assert (header.issuer, str(header.issued_on), header.number) == ("某县总工会", "2024-02-20", None)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("甲工发〔2023〕6 号", "甲工发〔2023〕6号"),
        ("甲工发［2023］6号", "甲工发［2023］6号"),
        ("甲工发(2023)第6号", "甲工发(2023)第6号"),
        ("×工办发〔2023〕12号", "×工办发〔2023〕12号"),
        ("甲工〔二〇二三〕6号", "甲工〔二〇二三〕6号"),
    ],
)
def test_numbers(written: str, number: str) -> None:
    assert header_of(f"甲市总工会文件\n{written}\n关于开展竞赛的通知\n各区总工会：").number == number


@pytest.mark.parametrize(
    "listed",
    [
        "附件：1.任务表\n2.评分表",
        "附件：1. 任务表 2. 评分表",
        "附件1：任务表\n附件2：评分表",
        "附件：1、任务表；\n　　　2、评分表。",
        "附：（1）任务表\n（2）评分表",
        "附件：\t1.\t任务表\n\t2.\t评分表",
    ],
)
def test_annex_lists(listed: str) -> None:
    header = header_of(f"关于开展竞赛的通知\n各区总工会：\n请落实。\n{listed}\n甲市总工会\n2023年1月5日\n")
    assert [name for name, _ in header.annexes] == ["任务表", "评分表"]


def test_annex_names_may_begin_with_a_year_and_parts_of_an_annex_need_no_listing() -> None:
    text = (
        "关于印发重点工作方案的通知\n各区总工会：\n现印发《2025年竞赛方案》《2025年关爱方案》。\n附件：1.2025年竞赛方案\n2.2025年关爱方案\n甲市总工会\n2025年2月1日\n"
        "附件1\n2025年竞赛方案\n一、目标\n组织竞赛。\n附件1-1\n任务表\n单位\t任务（场）\n甲区\t1\n乙区\t2\n附件2\n2025年关爱方案\n一、目标\n慰问职工。"
    )
    reading = understand(compose(plain.pieces(text)))
    assert reading.annexes == ("2025年竞赛方案", "2025年关爱方案")
    assert [plan.title for plan in reading.plans] == ["2025年竞赛方案", "2025年关爱方案"]
    assert [table.plan for table in reading.tables] == [0]
    assert reading.warnings == ()


def test_a_newspaper_line_and_a_web_page_s_remarks_are_no_title() -> None:
    header = header_of(
        "关于开展竞赛的通知\n发布时间：2023-04-01  来源：市总工会  浏览次数：12\n各区总工会：\n请落实。"
    )
    assert (header.title, header.addressees) == ("关于开展竞赛的通知", ("各区总工会",))


def test_an_issuer_whose_name_holds_a_character_of_the_title() -> None:
    header = header_of("嘉峪关市总工会\n嘉工发〔2025〕14号\n关于下达任务的通知\n市属各产业工会：\n请落实。")
    assert (header.issuer, header.title) == ("嘉峪关市总工会", "关于下达任务的通知")


def test_a_forwarded_mail_begins_with_its_own_head() -> None:
    header = header_of(
        "-----原始邮件-----\n发件人: 宣教部 <a@b.cn>\n收件人: 各县区总工会\n发送时间: 2024年3月5日(星期二) 10:21\n"
        "主题: Fw: 关于开展读书月活动的通知\n\n关于开展全市职工读书月活动的通知\n\n各县（市、区）总工会，某开发区工会，\n市属产业工会：\n\n"
        "    为营造爱读书、读好书的浓厚氛围，市总工会决定在全市开\n展职工读书月活动。\n\n    某市总工会\n    2024年3月5日\n"
    )
    assert header.title == "关于开展全市职工读书月活动的通知"
    assert header.addressees == ("各县（市、区）总工会", "某开发区工会", "市属产业工会")
    assert (header.issuer, str(header.issued_on)) == ("某市总工会", "2024-03-05")
