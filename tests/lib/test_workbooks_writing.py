"""Nothing we write is run as a formula, and everything we write is read back as it was."""

import datetime
import random
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from jiangong.lib.workbooks import markup, writing
from jiangong.lib.workbooks.cells import neutralize, restore
from jiangong.lib.workbooks.reading import read_rows
from jiangong.lib.workbooks.templates import (
    FailedRow,
    TemplateColumn,
    TemplateSpec,
    write_error_sheet,
    write_template,
)
from jiangong.lib.workbooks.writing import sheet_title, write_csv_columns, write_xlsx

STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    "'",
    "''=",
    " ",
    "  =",
    "\u3000＝",
    "'@",
    "a",
    "中",
]
SPEC = TemplateSpec(
    "职工信息导入模板",
    [
        TemplateColumn("姓名", required=True, example="张三"),
        TemplateColumn("身份证号", 22, required=True, is_text=True),
        TemplateColumn("性别", choices=("男", "女")),
        TemplateColumn("区县", choices=[f"名称很长的区县{number}" for number in range(60)]),
    ],
    ["带*的栏目必填。", "不得录入国家秘密、工作秘密。"],
)


def dangerous_texts(count):
    rng = random.Random(26)
    tails = [
        "cmd|'/C calc'!A0",
        "1+1",
        'HYPERLINK("http://127.0.0.1","x")',
        "SUM(A1:A9)",
        "",
        "0a",
        "\n=1",
        'x,y;"z"',
    ]
    return [
        "".join(rng.choices(STARTS, k=rng.randint(1, 3))) + rng.choice(tails) + str(n) for n in range(count)
    ]


def read(path, **options):
    with read_rows(path, **options) as sheet:
        return list(sheet.rows)


def save(path, title, columns, rows):
    path.write_bytes(b"".join(write_xlsx(title, columns, rows)))


def test_2000_dangerous_texts_survive_csv(tmp_path):
    texts = dangerous_texts(2_000)
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"".join(write_csv_columns([[["编号"], ["内容"]], [[f"n{n}" for n, _ in enumerate(texts)], texts]]))
    )
    assert [values[1] for _, values in read(path)] == texts


def test_2000_dangerous_texts_survive_xlsx_as_text_cells(tmp_path):
    texts = dangerous_texts(2_000)
    path = tmp_path / "a.xlsx"
    save(path, "名单", [("编号", 10), ("内容", 30)], enumerate(texts))
    assert [values for _, values in read(path)] == [[n, text] for n, text in enumerate(texts)]
    assert b"<f" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", [*STARTS, "", "'", "'''", "'=1", "''=1", "-5", " \t=x"])
def test_neutralize_is_reversible_and_leaves_no_live_start(text):
    kept = neutralize(text)
    assert restore(kept) == text
    assert kept.lstrip(" \u3000")[:1] not in set("=+-@＝＋－＠\t\r\n") - {""}


def test_numbers_stay_numbers():
    assert [neutralize(value) for value in (-5, 2.5, None)] == [-5, 2.5, None]
    assert b"".join(write_csv_columns([[[-5], ["-5"]]])) == b'\xef\xbb\xbf-5,"\'-5"\r\n'


def test_kinds_of_values_in_xlsx(tmp_path):
    path = tmp_path / "a.xlsx"
    row = [
        7,
        2.5,
        410105199001011234,
        datetime.date(2026, 1, 5),
        datetime.datetime(2026, 1, 5, 8, 30),
        False,
        None,
        "字",
    ]
    save(path, "甲/乙", [(f"列{n}", 10) for n in range(7)] + [("列1", 10)], [row])
    assert read(path) == [
        (2, [7, 2.5, "410105199001011234", "2026-01-05", "2026-01-05 08:30:00", "否", None, "字"])
    ]
    sheet = openpyxl.load_workbook(path).active
    assert sheet.title == "甲乙"
    assert [cell.value for cell in sheet[1]] == ["列0", "列1", "列2", "列3", "列4", "列5", "列6", "列1（8）"]
    assert isinstance(sheet["D2"].value, datetime.datetime)
    assert (sheet["E2"].value, sheet["E2"].number_format) == (row[4], "yyyy\\-mm\\-dd\\ hh:mm")
    assert sheet.freeze_panes == "A2"


ODD_TEXTS = (
    "<b>&amp;\"x\"</b>", "a\x00b\x1fc", "第一行\n第二行", "  前后  ", "\r\n", "\ud800", "𠮷", "x" * 40_000,
)  # fmt: skip


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_no_text_breaks_the_sheet(tmp_path, text):
    path = tmp_path / "a.xlsx"
    save(path, "名单", [("内容", 10)], [["平"], [text], ["常"]])
    cells = [row[0] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)]
    held = text[:32_767].replace("\ud800", "\ufffd")
    assert [unescape(cell) for cell in cells] == ["平", held, "常"]


def test_what_looks_like_an_escape_is_escaped():
    assert ">_x005F_x0041_<" in markup.cell("_x0041_")


def test_many_rows_go_on_on_further_sheets(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "MAX_EXCEL_ROWS", 2_001)
    path = tmp_path / "a.xlsx"
    save(path, "人员", [("编号", 10)], ([number] for number in range(4_500)))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["人员", "人员（2）", "人员（3）"]
    found = [list(sheet.iter_rows(values_only=True)) for sheet in book]
    assert [len(rows) for rows in found] == [2_001, 2_001, 501]
    assert {rows[0] for rows in found} == {("编号",)}
    assert [value for rows in found for (value,) in rows[1:]] == list(range(4_500))


def test_wide_sheets_name_their_columns_as_excel_does(tmp_path):
    path = tmp_path / "a.xlsx"
    save(path, "宽", [(f"列{n}", 10) for n in range(60)], [[f"值{n}" for n in range(60)]])
    sheet = openpyxl.load_workbook(path).active
    assert (sheet["A2"].value, sheet["Z2"].value, sheet["AA2"].value, sheet["BH2"].value) == (
        "值0",
        "值25",
        "值26",
        "值59",
    )


def test_numbers_and_words_that_are_equal_to_python_stay_apart(tmp_path):
    path = tmp_path / "a.xlsx"
    save(path, "数", [("值", 10)], [[True], [1], [1.5], [Decimal("2.50")], [float("nan")], [None], ["1"]])
    cells = [row[0] for row in openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True)]
    assert cells == ["是", 1, 1.5, 2.5, "nan", None, "1"]


def test_the_first_piece_comes_before_the_last_row_is_read():
    read = []
    pieces = write_xlsx("名单", [("编号", 10)], ([read.append(n) or n] for n in range(50_000)))
    assert next(pieces).startswith(b"PK")
    assert len(read) < 10_000


def test_empty_export_keeps_its_headings(tmp_path):
    path = tmp_path / "a.xlsx"
    save(path, "名单", [("姓名", 10)], [])
    with read_rows(path) as sheet:
        assert (sheet.header, list(sheet.rows)) == (["姓名"], [])


def test_sheet_title_obeys_excel():
    assert sheet_title("a[b]:c*d?e/f\\'") == "abcdef"
    assert sheet_title("字" * 40) == "字" * 31
    assert sheet_title("[]") == "数据"


def test_template_has_choices_marks_and_text_columns(tmp_path):
    path = tmp_path / "a.xlsx"
    write_template(path, SPEC)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["职工信息导入模板", "填写说明", "选项4"]
    sheet = book["职工信息导入模板"]
    assert [cell.value for cell in sheet[4]] == ["姓名*", "身份证号*", "性别", "区县"]
    assert sheet.column_dimensions["B"].width == pytest.approx(22, abs=1)
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules == {"C5:C2004": '"男,女"', "D5:D2004": "'选项4'!$A$1:$A$60"}
    assert book["填写说明"]["D2"].value == "张三"
    with read_rows(path, expected=["姓名", "身份证号", "性别", "区县"]) as read_back:
        assert (read_back.header_row, list(read_back.rows)) == (4, [])


def test_error_sheet_reads_back_without_its_errors(tmp_path):
    path = tmp_path / "a.xlsx"
    failed = [
        FailedRow(["=张三", "410105199001011234", "男", None], {1: "身份证号校验位不对。"}),
        FailedRow(["李四", None, 5, "二七区"], {-1: "与第2行重复。", 2: "没有“5”。", 1: "请填写这一项。"}),
    ]
    write_error_sheet(path, SPEC, failed)
    sheet = openpyxl.load_workbook(path).active
    assert sheet["E1"].value == "错误说明"
    assert sheet["E3"].value == "身份证号：请填写这一项。性别：没有“5”。与第2行重复。"
    assert sheet["B2"].fill.fgColor.rgb == "FFFFE3E0"
    assert sheet["A2"].fill.fgColor.rgb != "FFFFE3E0"
    with read_rows(path, expected=["姓名"]) as read_back:
        assert read_back.header == ["姓名*", "身份证号*", "性别", "区县"]
        assert [values for _, values in read_back.rows] == [list(row.values) for row in failed]
