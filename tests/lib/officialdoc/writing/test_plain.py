"""The plain text: the same words, tables with tabs."""

from jiangong.lib.officialdoc.writing import Column, OfficialDocument, TableBlock, write_text
from tests.factories.notices import PLAIN, make_notice


def test_a_notice_reads_from_top_to_bottom():
    lines = write_text(make_notice()).split("\n")
    assert lines[:6] == [
        "特急",
        "河州市总工会文件",
        "河工发〔2021〕3号",
        "河州市总工会关于开展2021年度劳动和技能竞赛的通知",
        "各区县（市）总工会、各产业工会：",
        f"　　{PLAIN * 2}",
    ]
    assert lines[lines.index("2021年4月9日") - 1] == "河州市总工会"
    assert lines[-3:] == ["抄送：市委办公室，市政府办公室。", "河州市总工会办公室　2021年4月12日印发", ""]


def test_a_table_has_its_headings_rows_and_totals_with_tabs():
    lines = write_text(make_notice()).split("\n")
    start = lines.index("先进人物任务分解表")
    assert lines[start + 1 : start + 5] == [
        "单位：名、家",
        "序号\t单位\t先进人物\t\t备注",
        "\t\t人数\t家数\t",
        "1\t第1区总工会\t3\t1.50\t",
    ]
    assert lines[start + 38] == "合计\t\t1785\t51.00\t"


def test_a_line_break_in_a_cell_breaks_no_row():
    table = TableBlock((Column("甲"), Column("乙")), (("一\n二\t三", "四"),))
    assert write_text(OfficialDocument("表", (table,))) == "表\n甲\t乙\n一 二 三\t四\n"
