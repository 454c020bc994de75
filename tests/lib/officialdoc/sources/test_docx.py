"""What only Word files hold: counted labels, merged cells, revisions, hidden text, text boxes, heads."""

import tempfile
from pathlib import Path

from jiangong.lib.officialdoc.composing import compose
from jiangong.lib.officialdoc.notices import understand
from jiangong.lib.officialdoc.reading import Reading
from jiangong.lib.officialdoc.sources.docx import pieces
from tests.lib.officialdoc.making import cell, docx, numbered, numbering, paragraph, run, table

LISTS = {
    "word/numbering.xml": numbering(
        ("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")
    )
}


def read(content: bytes) -> Reading:
    """In this process: what the limited child does with the file."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "x.docx"
        path.write_bytes(content)
        return understand(compose(*pieces(path)))


def text_of(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return read(docx(body, parts)).text.splitlines()


def test_automatic_numbers_are_written_out_and_start_again_beneath_each_other() -> None:
    body = (
        numbered("目标", 1)
        + numbered("任务", 1)
        + numbered("甲", 1, 1)
        + numbered("乙", 1, 1)
        + numbered("细", 1, 2)
    )
    body += numbered("保障", 1) + numbered("丙", 1, 1)
    assert text_of(body, LISTS) == [
        "一、目标",
        "二、任务",
        "（一）甲",
        "（二）乙",
        "1.细",
        "三、保障",
        "（一）丙",
    ]


def test_deleted_text_goes_inserted_text_stays_and_both_are_noted() -> None:
    deleted = '<w:del w:id="1" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="a">{run("加上")}</w:ins>'
    reading = read(docx(paragraph("正文", inner=deleted + inserted)))
    assert reading.text == "正文加上\n"
    assert [finding.code for finding in reading.warnings] == ["tracked_changes"]


def test_hidden_text_is_dropped_and_noted() -> None:
    reading = read(docx(paragraph("正文", inner=run("隐藏", "<w:vanish/>"))))
    assert reading.text == "正文\n"
    assert [finding.code for finding in reading.warnings] == ["hidden_text"]


def test_a_text_box_is_read_once() -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        f"{paragraph('框里')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{paragraph('框里')}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(paragraph("正文") + box) == ["正文", "框里"]


def test_a_red_head_in_the_page_header_comes_first() -> None:
    header = f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{paragraph("甲市总工会文件")}</w:hdr>'
    assert text_of(paragraph("正文"), {"word/header1.xml": header}) == ["甲市总工会文件", "正文"]


def test_merged_two_level_headings_join_and_merged_names_reach_down() -> None:
    rows = [
        [cell("类别", 1, "restart"), cell("单 位", 1, "restart"), cell("任务", 2)],
        [cell("", 1, "continue"), cell("", 1, "continue"), cell("参赛\n职工（人次）"), cell("工匠（名）")],
        [cell("县区", 1, "restart"), cell("甲 县"), cell("30,000"), cell("/")],
        [cell("", 1, "continue"), cell("乙\n县"), cell("20000"), cell("5")],
        [cell("合　计", 2), cell("50000"), cell("5")],
    ]
    allocation = read(docx(paragraph("任务分解表") + table(rows))).tables[0]
    assert [(column.name, column.unit) for column in allocation.columns] == [
        ("任务/参赛职工", "人次"),
        ("任务/工匠", "名"),
    ]
    assert [(row.organization, row.values) for row in allocation.rows] == [
        ("甲县", ("30000", None)),
        ("乙县", ("20000", "5")),
    ]
    assert allocation.difference == ("0", "0")


def test_a_table_typed_with_tabs_is_a_table() -> None:
    body = "".join(
        paragraph(line) for line in ("任务表", "单位\t任务（家）", "甲区\t3", "乙区\t4", "合计\t7")
    )
    allocation = read(docx(body)).tables[0]
    assert [(row.organization, row.values) for row in allocation.rows] == [("甲区", ("3",)), ("乙区", ("4",))]


def test_footnotes_and_field_codes_are_not_text() -> None:
    field = '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:footnoteReference w:id="1"/></w:r>'
    assert text_of(paragraph("正文", inner=field), {"word/footnotes.xml": "<x/>"}) == ["正文"]


def test_bold_lines_are_headings_where_nothing_is_numbered_and_a_red_head_is_no_title() -> None:
    bold, red = "<w:b/>", run("甲市总工会", '<w:color w:val="FF0000"/>')
    body = f"<w:p>{red}</w:p>" + paragraph("关于开展“送清凉”行动的通知") + paragraph("各区总工会：")
    for heading, text in (
        ("活动时间", "6月1日至8月31日。"),
        ("活动内容", ""),
        ("慰问职工", "走访单位60家。"),
        ("开展体检", "体检职工500人。"),
    ):
        body += f"<w:p>{run(heading, bold)}</w:p>" + (paragraph(text) if text else "")
    reading = read(docx(body))
    assert (reading.title, reading.issuer) == ("关于开展“送清凉”行动的通知", "甲市总工会")
    assert [(node.title, [child.title for child in node.children]) for node in reading.outline] == [
        ("活动时间", []),
        ("活动内容", ["慰问职工", "开展体检"]),
    ]
    assert [(target.value, target.unit) for target in reading.targets] == [("60", "家"), ("500", "人")]


def test_a_head_set_in_a_table_is_read_as_lines() -> None:
    body = (
        table([["甲市总工会\n甲市人力资源和社会保障局", "文件"], ["甲工联〔2024〕3号", ""]])
        + paragraph("关于开展竞赛的通知")
        + paragraph("各区总工会：")
    )
    reading = read(docx(body))
    assert (reading.number, reading.issuer, reading.title) == (
        "甲工联〔2024〕3号",
        "甲市总工会、甲市人力资源和社会保障局",
        "关于开展竞赛的通知",
    )
