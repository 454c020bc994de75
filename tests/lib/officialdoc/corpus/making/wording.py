"""Makes the .docx of a description: styles, automatic Chinese numbers, grids with merged cells."""

import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from tests.lib.officialdoc.corpus.making.describing import Break, Description, Grid, Line

LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
NUMBERING = 90
ALIGNED = {
    "red": WD_ALIGN_PARAGRAPH.CENTER,
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "centred": WD_ALIGN_PARAGRAPH.CENTER,
}


def write_docx(description: Description, target: Path) -> None:
    document = Document()
    add_numbering(document)
    for block in description.blocks:
        if isinstance(block, Grid):
            add_grid(document, block)
        elif isinstance(block, Break):
            document.add_page_break()
        else:
            add_line(document, block)
    document.save(target)
    settle(target)


def add_numbering(document: DocumentType) -> None:
    """One list of three levels: 一、 then （一） then 1."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>'
        )
    )


def add_line(document: DocumentType, line: Line) -> None:
    style = {"heading1": "Heading 1", "heading2": "Heading 2"}.get(line.style)
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(line.text)
    run.bold = line.style in ("title", "bold") or None
    if line.style == "red":
        run.font.color.rgb, run.font.size = RGBColor(0xD0, 0, 0), Pt(36)
    if line.style == "title":
        run.font.size = Pt(22)
    if line.style == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if line.style in ALIGNED:
        paragraph.alignment = ALIGNED[line.style]
    if line.style.startswith("auto"):
        number(paragraph, int(line.style[-1]) - 1)


def number(paragraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().set(qn("w:val"), str(level))
    properties.get_or_add_numId().set(qn("w:val"), str(NUMBERING))


def add_grid(document: DocumentType, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), len(grid.rows[0]), style="Table Grid")
    for top, left, bottom, right, text in grid.spans():
        cell = table.cell(top, left)
        if (top, left) != (bottom, right):
            cell = cell.merge(table.cell(bottom, right))
        cell.text = text
    document.add_paragraph("")


def settle(target: Path) -> None:
    """The same description gives the same bytes: no clock in the archive nor in its properties."""
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
