"""The print menu and the page behind it; what is printed of what is tested where it is described."""

from jiangong.kit.audit.presenting import verb_label
from jiangong.kit.pages.heads import Action, Head
from jiangong.kit.printing.pages import PrintPage, print_actions
from jiangong.kit.printing.printed import Kind


def test_the_menu_has_a_row_for_each_format():
    rows = print_actions("/documents/7/print/", (Kind.DOCX, Kind.XLSX))
    assert rows == (
        Action("Word文档（.docx）", "/documents/7/print/?as=docx", "file-text", name="print_docx"),
        Action("Excel工作簿（.xlsx）", "/documents/7/print/?as=xlsx", "file-spreadsheet", name="print_xlsx"),
    )
    assert Head("甲", prints=rows).prints == rows


def test_a_page_prints_word_first_and_the_trail_knows_the_word():
    assert PrintPage.kinds[0] == Kind.DOCX
    assert verb_label("plans.plan.print") == "打印"
