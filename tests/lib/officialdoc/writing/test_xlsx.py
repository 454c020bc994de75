"""The workbook: each table on a sheet as on paper; text stays text, numbers stay exact."""

import io
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest

from jiangong.lib.officialdoc.writing import (
    Column,
    OfficialDocument,
    Paragraph,
    Percent,
    TableBlock,
    write_sheets,
)
from tests.factories.notices import TARGETS, make_notice


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(write_sheets(document)))


def one_cell(value):
    sheet = opened(OfficialDocument("表", (TableBlock((Column("甲"),), ((value,),)),))).active
    return sheet.cell(3, 1)


def test_every_table_has_a_sheet_named_for_it():
    assert opened(make_notice()).sheetnames == ["先进人物任务分解表", "全年指标一览表", "竞赛评分标准"]


def test_title_unit_headings_body_and_totals_stand_as_on_paper():
    sheet = opened(make_notice()).worksheets[0]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A1:E1", "A2:E2", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "E5:E7"} == merged
    assert (sheet["A1"].value, sheet["A2"].value, sheet["C3"].value, sheet["D4"].value) == ("先进人物任务分解表", "单位：名、家", "先进人物", "家数")  # fmt: skip
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows == [
        [*(float(one) if isinstance(one, Decimal) else one for one in row)]
        for row in (*TARGETS.rows, TARGETS.totals)
    ]
    assert sheet["D5"].number_format == "#,##0.00"
    assert sheet["C39"].font.bold


def test_it_prints_one_page_wide_with_repeated_headings():
    sheets = opened(make_notice()).worksheets
    first = sheets[0]
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert (first.page_setup.fitToHeight, first.page_setup.paperSize) == (
        0,
        9,
    )  # one page wide is the default
    assert first.print_title_rows == "$3:$4"
    assert [sheet.page_setup.orientation for sheet in sheets] == ["portrait", "landscape", "portrait"]


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "http://example.org", "007"]
)
def test_text_stays_text_whatever_it_begins_with(text):
    cell = one_cell(text)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (10**15 - 1, 10**15 - 1),
        (10**18 + 1, "1000000000000000001"),
        (Decimal("0.1"), 0.1),
        (None, None),
        (0, 0),
    ],
)
def test_numbers_are_numbers_only_where_a_sheet_keeps_them_exact(value, kept):
    assert one_cell(value).value == kept


@pytest.mark.parametrize(
    ("value", "look"),
    [
        (datetime(2026, 1, 5), r"yyyy\-mm\-dd"),
        (datetime(2026, 1, 5, 8, 30), r"yyyy\-mm\-dd\ hh:mm"),
    ],
)
def test_days_and_moments_are_such_on_a_sheet(value, look):
    cell = one_cell(value if value.hour else value.date())
    assert (cell.value, cell.is_date, cell.number_format) == (value, True, look)


def test_tables_of_one_name_get_different_sheets():
    table = TableBlock((Column("甲"),), ((1,),), "表")
    assert opened(OfficialDocument("三张", (table, table, table))).sheetnames == ["表", "表（2）", "表（3）"]


def test_the_same_description_gives_the_same_bytes():
    assert write_sheets(make_notice()) == write_sheets(make_notice())


def test_a_document_without_tables_is_no_workbook():
    with pytest.raises(ValueError, match="no table"):
        write_sheets(OfficialDocument("通知", (Paragraph("无表"),)))


def test_per_cent_are_numbers_on_a_sheet_and_have_their_sign_on_paper():
    cell = one_cell(Percent(86))
    assert (cell.value, cell.number_format) == (0.86, "0%")
    assert TableBlock((Column("甲"),), ()).text(Percent(1100)) == "1,100%"
