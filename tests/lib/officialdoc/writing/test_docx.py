"""The .docx: the standard's measures in its settings and on its page, and nothing lost on the way."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter

import pdfplumber
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table

from jiangong.lib.officialdoc.writing import Column, OfficialDocument, Paragraph, TableBlock, write_docx
from tests.factories.notices import PLAIN, RUBRIC, TARGETS, WIDE, make_notice

SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def notice():
    return Document(io.BytesIO(write_docx(make_notice())))


def lines_of(file) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs if paragraph.text]


def find(file, text):
    return next(paragraph for paragraph in file.paragraphs if paragraph.text == text)


def look(paragraph) -> tuple[str, float]:
    run = paragraph.runs[0]
    return run._r.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_sheet_margins_and_grid_are_the_standards(notice):
    section = notice.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert 22 * 579 <= 225 / 25.4 * 1440 < 23 * 579  # 22 lines fit into 225 mm, 23 do not


def test_twenty_eight_characters_fit_a_line_and_twenty_nine_do_not(notice):
    run = find(notice, PLAIN * 2).runs[0]
    tracking = int(run._r.rPr.find(qn("w:spacing")).get(qn("w:val")))
    width = run.font.size.pt * 20 + tracking
    assert 28 * width <= 156 / 25.4 * 1440 < 29 * width


@pytest.mark.parametrize(
    ("text", "font", "size"),
    [
        ("特急", "黑体", 16),
        ("河州市总工会文件", "方正小标宋简体", 44),
        ("河工发〔2021〕3号", "仿宋_GB2312", 16),
        ("河州市总工会关于开展2021年度劳动和技能竞赛的通知", "方正小标宋简体", 22),
        ("各区县（市）总工会、各产业工会：", "仿宋_GB2312", 16),
        (PLAIN, "仿宋_GB2312", 16),
        ("一、总体要求", "黑体", 16),
        ("（一）指导思想", "楷体_GB2312", 16),
        ("1.覆盖面", "仿宋_GB2312", 16),
        ("（1）班组", "仿宋_GB2312", 16),
        ("附件1", "黑体", 16),
        ("2021年4月9日", "仿宋_GB2312", 16),
    ],
)
def test_each_part_has_the_standards_font_and_size(notice, text, font, size):
    assert look(find(notice, text)) == (font, size)


def test_the_mark_is_red_and_a_red_rule_follows_the_number(notice):
    assert str(find(notice, "河州市总工会文件").runs[0].font.color.rgb) == "FF0000"
    rule = find(notice, "河工发〔2021〕3号")._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert (rule.get(qn("w:color")), rule.get(qn("w:val"))) == ("FF0000", "single")


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(notice):
    section = notice.sections[0]
    assert notice.settings.odd_and_even_pages_header_footer
    for footer, side, edge in ((section.footer, "right", "rightChars"), (section.even_page_footer, "left", "leftChars")):  # fmt: skip
        (paragraph,) = footer.paragraphs
        assert paragraph._p.pPr.jc.val.name.lower() == side
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{edge}")) == "100"
        shown = [one.text for one in paragraph._p.iter(qn("w:t"), qn("w:instrText"))]
        assert shown == ["— ", " PAGE ", " —"]
        assert look(paragraph) == ("宋体", 14)


@pytest.mark.parametrize(
    ("name", "right"), [("河州市总工会", "400"), ("河州市总工会办公室", "250"), ("工会", "600")]
)
def test_a_date_stands_four_characters_from_the_edge_and_the_name_over_its_middle(name, right):
    file = Document(io.BytesIO(write_docx(make_notice(signatures=(name,)))))
    indents = [
        find(file, text)._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")) for text in ("2021年4月9日", name)
    ]
    assert indents == ["400", right]  # the date takes six characters


def test_a_wide_table_turns_the_sheet_and_the_next_part_turns_it_back(notice):
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in notice.sections]
    assert turned == [False, True, False]
    wide = notice.sections[1]
    assert (round(wide.page_width.mm), round(wide.page_height.mm)) == (297, 210)
    assert round(wide.page_width.mm - wide.left_margin.mm - wide.right_margin.mm) == 225


def test_headings_of_a_table_are_repeated_and_rows_never_broken(notice):
    rows = notice.tables[0].rows
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows]
    assert repeated == [True, True] + [False] * 35
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_headings_of_two_levels_and_merged_cells_are_merged(notice):
    table = notice.tables[0]
    assert table.cell(0, 2)._tc is table.cell(0, 3)._tc
    assert table.cell(0, 0)._tc is table.cell(1, 0)._tc
    assert table.cell(2, 4)._tc is table.cell(4, 4)._tc
    assert table.cell(4, 4)._tc is not table.cell(5, 4)._tc
    assert table.cell(0, 2).text == "先进人物"


def test_a_long_table_is_drawn_without_listing_its_cells_for_each_of_them(monkeypatch):
    """``Table.cell`` goes through all cells each time it is asked for one: a table of 2,000 rows would take an hour."""
    rows = tuple((f"单位{number}", number, "一行\n两行") for number in range(300))
    table = TableBlock((Column("单位"), Column("数"), Column("说明")), rows)
    with monkeypatch.context() as listing:
        listing.setattr(Table, "_cells", property(lambda _: pytest.fail("listed all cells")))
        content = write_docx(OfficialDocument("名单", (table,)))
    (read,) = Document(io.BytesIO(content)).tables
    texts = [cell.text for cell in read._cells]
    assert texts == ["单位", "数", "说明", *(str(value) for row in rows for value in row)]


def test_every_value_of_every_table_is_read_back(notice):
    for drawn, described in zip(notice.tables, (TARGETS, WIDE, RUBRIC.as_table()), strict=False):
        body = drawn.rows[-len(described.rows) - (described.totals is not None) :]
        expected = [*described.rows, *([described.totals] if described.totals else [])]
        for row, (cells, values) in enumerate(zip(body, expected, strict=True)):
            covered = {
                (one.row + down, one.column)
                for one in described.merges
                for down in range(1, one.rows)
            }  # fmt: skip
            for place, value in enumerate(values):
                if (row, place) not in covered:
                    assert cells.cells[place].text == described.text(value)


def test_every_word_is_read_back_in_order(notice):
    assert lines_of(notice) == [
        "特急", "河州市总工会文件", "河工发〔2021〕3号", "河州市总工会关于开展2021年度劳动和技能竞赛的通知",
        "各区县（市）总工会、各产业工会：", PLAIN * 2, "一、总体要求", "（一）指导思想", PLAIN, "（二）目标任务",
        "1.覆盖面", "（1）班组", "二、保障措施", "（一）组织领导", "附件：1.任务分解表", "2.指标一览表", "3.评分标准",
        "4.联系人名单（另附）", "河州市总工会", "2021年4月9日", "（联系人：李文静）", "附件1", "任务分解表",
        "先进人物任务分解表", "单位：名、家", "附件2", "指标一览表", "全年指标一览表", "附件3", "评分标准", "竞赛评分标准",
    ]  # fmt: skip
    imprint = [cell.text for row in notice.tables[-1].rows for cell in row.cells]
    assert imprint == ["抄送：市委办公室，市政府办公室。"] * 2 + ["河州市总工会办公室", "2021年4月12日印发"]


def test_several_issuers_share_the_mark_and_sign_one_under_another():
    names = ("河州市总工会", "河州市人力资源和社会保障局")
    file = Document(io.BytesIO(write_docx(make_notice(issuers=names))))
    mark = file.tables[0]
    assert [mark.cell(row, 0).text for row in range(2)] == list(names)
    assert mark.cell(0, 1).text.strip() == "文件"
    assert Counter(lines_of(file))["河州市人力资源和社会保障局"] == 1


def test_what_has_no_issuer_has_no_red_head():
    file = Document(
        io.BytesIO(write_docx(OfficialDocument("名单", (TableBlock((Column("姓名"),), (("张三",),)),))))
    )
    assert lines_of(file) == ["名单"]
    assert b"FF0000" not in file.part.blob


def test_the_same_description_gives_the_same_bytes_and_carries_no_names():
    first = write_docx(make_notice())
    assert first == write_docx(make_notice())
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        assert not any("thumbnail" in name for name in package.namelist())
    assert "python" not in core
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_characters_that_xml_cannot_hold_are_left_out():
    file = Document(io.BytesIO(write_docx(OfficialDocument("甲\x00乙\ud800丙", (Paragraph("<w:p>&\x0b"),)))))
    assert lines_of(file) == ["甲乙丙", "<w:p>&"]


ORDER = {
    "rPr": ["rStyle", "rFonts", "b", "i", "color", "spacing", "w", "kern", "position", "sz", "szCs"],
    "pPr": ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "tabs", "spacing", "ind", "jc", "sectPr"],
    "tblPr": ["tblStyle", "tblpPr", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"],
}  # fmt: skip


@pytest.mark.parametrize("parent", ORDER)
def test_properties_stand_in_the_order_of_the_schema(notice, parent):
    for element in notice.element.iter(qn(f"w:{parent}")):
        names = [one.tag.split("}")[1] for one in element]
        assert names == sorted(names, key=ORDER[parent].index)


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_the_rendered_page_has_22_lines_of_28_characters(tmp_path):
    (tmp_path / "a.docx").write_bytes(write_docx(make_notice(blocks=(Paragraph(PLAIN * 30),), urgency="")))
    subprocess.run([SOFFICE, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "a.docx"], check=True, capture_output=True)  # fmt: skip
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        characters = [one for one in pdf.pages[1].chars if one["size"] == pytest.approx(16, abs=0.1)]
    lines = Counter(round(one["bottom"]) for one in characters)
    assert set(lines.values()) == {28}
    assert len(lines) == 22
    assert min(one["x0"] for one in characters) / 72 * 25.4 == pytest.approx(28, abs=0.2)
    assert re.sub(r"\s", "", "".join(one["text"] for one in characters)) in PLAIN * 30


def test_a_bare_wide_list_has_one_section_and_it_lies_sideways():
    file = Document(io.BytesIO(write_docx(OfficialDocument("名册", (Paragraph("筛选条件。"), WIDE)))))
    assert [section.orientation for section in file.sections] == [WD_ORIENT.LANDSCAPE]
    assert lines_of(file)[0] == "名册"
