"""What clerks really send comes through whole, and the child keeps to its bounds."""

import datetime
import os
import zipfile

import pytest
import xlsxwriter

from jiangong.lib.refused import Refused
from jiangong.lib.workbooks import child, slices
from jiangong.lib.workbooks.cells import Imprecise
from jiangong.lib.workbooks.limits import Limits
from jiangong.lib.workbooks.reading import read_rows
from jiangong.lib.workbooks.slices import SheetCutter, worksheets
from tests.hostile import corpus


def workbook(path, fill):
    with xlsxwriter.Workbook(str(path)) as book:
        fill(book)
    return path


def read(path, **options):
    with read_rows(path, **options) as sheet:
        return sheet, list(sheet.rows)


def test_values_are_stable(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        date, moment = (
            book.add_format({"num_format": "yyyy-mm-dd"}),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        )
        sheet.write_row(0, 0, ["a", "b", "c", "d", "e", "f", "g"])
        sheet.write_row(1, 0, [3, 2.5, "410105199001011234", 410105199001011234, True])
        sheet.write_datetime(1, 5, datetime.datetime(2026, 1, 5), date)
        sheet.write_datetime(1, 6, datetime.datetime(2026, 1, 5, 8, 30), moment)

    _, rows = read(workbook(tmp_path / "a.xlsx", fill))
    number, values = rows[0]
    assert number == 2
    assert values == [
        3,
        2.5,
        "410105199001011234",
        410105199001011000,
        "是",
        "2026-01-05",
        "2026-01-05 08:30:00",
    ]
    assert type(values[0]) is int
    assert type(values[3]) is Imprecise


def test_header_is_found_below_title_and_notes(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "郑州市总工会职工名单")
        sheet.write_row(2, 0, ["姓 名*", "单位（必填）", "人数："])
        sheet.write_row(3, 0, ["张三", "二七区", 5])

    sheet, rows = read(workbook(tmp_path / "a.xlsx", fill), expected=["姓名", "单位", "人数"])
    assert (sheet.header, sheet.header_row) == (["姓 名*", "单位（必填）", "人数："], 3)
    assert rows == [(4, ["张三", "二七区", 5])]


def test_missing_header_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", lambda book: book.add_worksheet().write_row(0, 0, ["x", "y"]))
    with pytest.raises(Refused, match="没有找到表头"):
        read_rows(path, expected=["姓名"])


def test_merged_cells_are_unfolded_and_blank_rows_dropped(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["单位", "姓名", "备注"])
        sheet.merge_range(1, 0, 3, 0, "二七区")
        sheet.merge_range(1, 1, 1, 2, "张三")
        sheet.write(3, 1, "李四")
        for row in range(4, 9):
            sheet.write_blank(row, 0, None, bold)
        sheet.write_row(9, 0, ["金水区", "王五"])
        for row in range(10, 2000):
            sheet.write_blank(row, 0, None, bold)

    sheet, rows = read(workbook(tmp_path / "a.xlsx", fill))
    assert rows == [
        (2, ["二七区", "张三", "张三"]),
        (4, ["二七区", "李四", None]),
        (10, ["金水区", "王五", None]),
    ]
    assert sheet.merged_unfolded == 2
    assert sheet.blank_rows == 6 + 1990


def test_lone_cell_in_last_row_costs_nothing(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        corpus.with_sheet(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>头</t></is></c></row><row r="1048576"><c r="IV1048576"><v>7</v></c></row>',
            head='<dimension ref="A1:XFD1048576"/>',
        )
    )
    _, rows = read(path)
    assert rows == [(1048576, [None] * 255 + [7])]


def test_rows_and_cells_without_references_are_counted(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(corpus.with_sheet("<row><c><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row>"))
    assert read(path)[1] == [(2, [2, 3])]


def test_many_slices_equal_one(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        for row in range(60_000):
            sheet.write_row(row, 0, [row, f"职工{row}", row / 4, "二七区总工会", "备注" * 5])

    _, rows = read(workbook(tmp_path / "a.xlsx", fill))
    assert [number for number, _ in rows] == list(range(2, 60_001))
    assert all(values[:3] == [number - 1, f"职工{number - 1}", (number - 1) / 4] for number, values in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimited_text_is_understood(tmp_path, encoding, delimiter):
    path = tmp_path / "a.csv"
    lines = [["姓名", "身份证号"], ["张三", "410105199001011234"], ["", ""], ["李四", '"甲\n乙"']]
    path.write_bytes("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    sheet, rows = read(path)
    assert sheet.header == ["姓名", "身份证号"]
    assert rows == [(2, ["张三", "410105199001011234"]), (4, ["李四", "甲\n乙"])]


def test_too_many_rows_are_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(corpus.honest_workbook(30))
    with pytest.raises(Refused, match="表格超过29行"):
        read(path, limits=Limits(rows=29))
    assert len(read(path, limits=Limits(rows=30))[1]) == 30


def test_sheets_are_told_and_chosen_by_name(tmp_path):
    def fill(book):
        book.add_worksheet("空表")
        book.add_worksheet("名单").write_column(0, 0, ["甲", 1])
        book.add_worksheet("另一张").write_column(0, 0, ["乙", 2])
        book.add_worksheet("隐藏").hide()

    path = workbook(tmp_path / "a.xlsx", fill)
    sheet, rows = read(path)
    assert (sheet.name, sheet.sheets, rows) == ("名单", ["空表", "名单", "另一张"], [(2, [1])])
    assert read(path, sheet="另一张")[1] == [(2, [2])]
    with pytest.raises(Refused, match="名为“没有”的工作表"):
        read_rows(path, sheet="没有")


def test_child_out_of_memory_is_a_sentence(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(corpus.honest_workbook(20_000))
    with pytest.raises(Refused, match=r"内存|损坏"):
        read(path, limits=Limits(memory=24 << 20))


def test_abandoned_reading_ends_the_child(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(corpus.honest_workbook(20_000))
    with read_rows(path) as sheet:
        next(sheet.rows)
        child = sheet._child
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)


def sharing(path, *texts):
    """A workbook whose table of shared texts holds these as they are written here."""
    workbook(path, lambda book: book.add_worksheet().write_row(0, 0, ["甲", "乙"]))
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    table = "".join(f"<si>{text}</si>" for text in texts)
    root = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    parts["xl/sharedStrings.xml"] = f"{root}{table}</sst>".encode()
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def shared_texts(path):
    with zipfile.ZipFile(path) as archive:
        return child._shared_texts(SheetCutter(archive, worksheets(archive)[0]))


PLAIN_TEXTS = ("甲", "", "a b", "第一行\n第二行", "41010519900101123X", "x" * 2_000, "𠮷", "]")


def test_plain_shared_texts_are_read_as_a_parser_reads_them(tmp_path, monkeypatch):
    path = sharing(tmp_path / "a.xlsx", *(f"<t>{text}</t>" for text in PLAIN_TEXTS))
    found = shared_texts(path)
    assert found == [text or None for text in PLAIN_TEXTS]
    monkeypatch.setattr(slices, "_plain_texts", lambda texts: [])
    assert shared_texts(path) == found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("<t>甲&amp;乙</t>", "甲&乙"),
        ('<t xml:space="preserve"> 甲 </t>', " 甲 "),
        ("<r><t>甲</t></r><r><t>乙</t></r>", "甲乙"),
        ('<t>甲</t><phoneticPr fontId="1" type="noConversion"/>', "甲"),
        ("<t/>", None),
        ("<t> 甲\n</t>", "甲"),
        ("<t>&#x7532;</t>", "甲"),
        ("<t><![CDATA[甲]]></t>", "甲"),
    ],
)
def test_shared_texts_that_are_more_than_plain_go_to_the_parser(tmp_path, written, meant):
    assert shared_texts(sharing(tmp_path / "a.xlsx", "<t>一</t>", written, "<t>二</t>")) == [
        "一",
        meant,
        "二",
    ]
