"""Text files and pasted text: broken lines, typed tables in every shape."""

import pytest

from jiangong.lib.officialdoc.composing import Grid, compose
from jiangong.lib.officialdoc.notices import understand
from jiangong.lib.officialdoc.reading import Allocation
from jiangong.lib.officialdoc.sources import plain

ROWS = [("甲区", ("3", "40")), ("乙 区", ("4", "50")), ("丙县", (None, "60"))]
TABLES = {
    "tabs": "单位\t书屋（家）\t会员（人）\n甲区\t3\t40\n乙 区\t4\t50\n丙县\t\t60\n合计\t7\t150",
    "pipes": "| 单位 | 书屋（家） | 会员（人） |\n|---|---|---|\n| 甲区 | 3 | 40 |\n| 乙 区 | 4 | 50 |\n| 丙县 |  | 60 |\n| 合计 | 7 | 150 |",
    "boxes": "┌──┬──┬──┐\n│单位│书屋（家）│会员（人）│\n├──┼──┼──┤\n│甲区│3│40│\n│乙 区│4│50│\n│丙县│ │60│\n│合计│7│150│\n└──┴──┴──┘",
    "aligned": "单　位    书屋（家）    会员（人）\n甲区          3            40\n乙 区         4            50\n丙县                       60\n合　计        7           150",
    "loose": "单位 书屋（家） 会员（人）\n甲区 3 40\n乙 区 4 50\n丙县 - 60\n合计 7 150",
    "a cell a line": "单位\n书屋（家）\n会员（人）\n甲区\n3\n40\n乙 区\n4\n50\n丙县\n/\n60\n合计\n7\n150",
}  # fmt: skip


def allocation(text: str) -> Allocation:
    return understand(compose(plain.pieces("任务分解表\n" + text))).tables[0]


@pytest.mark.parametrize("shape", TABLES)
def test_a_typed_table_is_read_in_every_shape(shape: str) -> None:
    read = allocation(TABLES[shape])
    assert read.title == "任务分解表"
    assert [(column.name, column.unit) for column in read.columns] == [("书屋", "家"), ("会员", "人")]
    assert [(row.organization, row.values) for row in read.rows] == [
        (name.replace(" ", ""), values) for name, values in ROWS
    ]
    assert (read.stated_total, read.difference) == (("7", "150"), ("0", "0"))


def paragraphs(text: str) -> list[str]:
    return [piece for piece in plain.pieces(text) if not isinstance(piece, Grid)]


def test_hard_wrapped_lines_become_paragraphs() -> None:
    text = "　　各级工会要高度重视这项工作，把它列入重要议\n事日程，主要领导亲自抓，分管领导具体抓，确保\n落实。\n　　一、加强领导\n　　各单位要成立小组。"
    assert paragraphs(text) == [
        "各级工会要高度重视这项工作，把它列入重要议事日程，主要领导亲自抓，分管领导具体抓，确保落实。",
        "一、加强领导",
        "各单位要成立小组。",
    ]


def test_a_paragraph_cut_by_a_page_end_goes_on() -> None:
    start = "支持企业开展“师带徒”“匠带兵”行动，" * 3 + "鼓励"
    assert paragraphs(f"{start}\n— 3 —\n\n企业推行首席员工聘任制。") == [start + "企业推行首席员工聘任制。"]


def test_a_title_broken_inside_its_brackets_is_joined() -> None:
    assert paragraphs("关于印发《甲市2022年职工\n行动方案》的通知") == [
        "关于印发《甲市2022年职工行动方案》的通知"
    ]


def test_an_annex_list_with_tabs_is_no_table() -> None:
    assert len(paragraphs("附件：1.\t任务分解表\n\t2.\t评分标准\n")) == 2


def test_marks_of_markdown_go() -> None:
    assert paragraphs("## 一、**目标**\n\n> 各单位：\n- 建设`书屋`") == ["一、目标", "各单位：", "建设书屋"]
