"""Workbooks, text PDFs and old files through the one door."""

import os
from pathlib import Path

import pytest
import xlsxwriter
from weasyprint import HTML

from jiangong.lib.officialdoc.opening import read
from jiangong.lib.officialdoc.sources import office
from jiangong.lib.refused import Refused
from tests.lib.officialdoc.making import as_docx
from tests.lib.officialdoc.notices import CLEAN


def test_a_workbook_gives_every_visible_sheet(tmp_path: Path) -> None:
    path = tmp_path / "附件.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("任务")
        sheet.merge_range("A1:C1", "2023年任务分解表")
        sheet.write("C2", "单位：家、名")
        sheet.merge_range("A3:A4", "单位")
        sheet.merge_range("B3:C3", "目标")
        sheet.write_row("B4", ["建会", "入会"])
        sheet.write_row("A5", ["甲区", 10, 100])
        sheet.write_row("A6", ["乙区", 20, 200.5])
        sheet.write_row("A7", ["合计", 30, 300.5])
        second = book.add_worksheet("评分")
        second.write_row("A1", ["考核内容", "分值"])
        second.write_row("A2", ["组织领导", 40])
        second.write_row("A3", ["工作成效", 60])
        book.add_worksheet("底稿").hide()
    reading = read(path, path.name)
    table = reading.tables[0]
    assert table.title == "2023年任务分解表"
    assert [(column.name, column.unit) for column in table.columns] == [
        ("目标/建会", "家"),
        ("目标/入会", "名"),
    ]
    assert [(row.organization, row.values) for row in table.rows] == [
        ("甲区", ("10", "100")),
        ("乙区", ("20", "200.5")),
    ]
    assert table.difference == ("0", "0")
    assert reading.rubrics[0].points == "100"
    assert [finding.code for finding in reading.warnings] == ["hidden_text"]


def printed(text: str) -> bytes:
    """The notice as A4 pages with ruled tables and page numbers."""
    parts: list[str] = []
    for line in filter(None, map(str.rstrip, text.split("\n"))):
        is_row, in_table = "\t" in line, bool(parts) and parts[-1].endswith("</tr>")
        if is_row:
            cells = "".join(f"<td>{cell}</td>" for cell in line.split("\t"))
            parts.append(("" if in_table else "<table>") + f"<tr>{cells}</tr>")
        else:
            parts.append(("</table>" if in_table else "") + f"<p>{line.strip()}</p>")
    style = (
        "@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:'— ' counter(page) ' —'}}"
        "body{font:16pt/29pt 'Noto Serif CJK SC'} p{margin:0;text-indent:2em} table{border-collapse:collapse;width:100%} td{border:1px solid}"
    )
    return bytes(HTML(string=f"<style>{style}</style>{''.join(parts)}").write_pdf())


def test_a_text_pdf_is_read_like_the_text() -> None:
    from_pdf, from_text = read(printed(CLEAN), "x.pdf"), read(CLEAN.encode(), "x.txt")
    for field in ("title", "number", "issuer", "issued_on", "addressees", "annexes"):
        assert getattr(from_pdf, field) == getattr(from_text, field), field
    assert [(m.ref, m.text, m.lead, m.responsible) for m in from_pdf.measures] == [
        (m.ref, m.text, m.lead, m.responsible) for m in from_text.measures
    ]
    assert [(s.text, s.start, s.end) for s in from_pdf.steps] == [
        (s.text, s.start, s.end) for s in from_text.steps
    ]
    assert [[(r.organization, r.values) for r in t.rows] for t in from_pdf.tables] == [
        [(r.organization, r.values) for r in t.rows] for t in from_text.tables
    ]
    assert [rubric.groups for rubric in from_pdf.rubrics] == [rubric.groups for rubric in from_text.rubrics]
    assert from_pdf.warnings == ()


def test_a_table_over_several_pages_with_its_heading_repeated_is_one() -> None:
    rows = "\n".join(f"第{number}工会\t{number}" for number in range(1, 81))
    reading = read(printed(f"任务分解表\n单位\t任务（家）\n{rows}\n合计\t3240"), "x.pdf")
    assert [len(table.rows) for table in reading.tables] == [80]
    assert reading.tables[0].difference == ("0",)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000


def test_an_old_file_without_the_converter_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    with pytest.raises(Refused) as refusal:
        read(OLE, "x.doc")
    assert "另存为.docx" in refusal.value.sentence


def test_an_old_file_goes_through_the_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for LibreOffice that puts a known document where the converter would."""
    (tmp_path / "made.docx").write_bytes(as_docx(CLEAN))
    program = tmp_path / "soffice"
    program.write_text(
        f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\ncp {tmp_path}/made.docx "$2/source.docx"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert read(OLE, "x.wps").number == "临工发〔2023〕6号"
