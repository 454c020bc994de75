"""Everything of a .docx that is drawn as a table: ruled tables, the red mark of several issuers, the imprint."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from docx.document import Document as DocxDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from jiangong.lib.officialdoc.writing import layout, ooxml
from jiangong.lib.officialdoc.writing.description import TableBlock
from jiangong.lib.officialdoc.writing.grid import boxes_of, header_rows, row_count

ALIGNS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
Look = tuple[str, WD_ALIGN_PARAGRAPH]  # font and alignment
Dressed = dict[Look, Any]  # the empty paragraph of each look
_CELL_LINE = 18
_ROW = 8.0  # millimetres
_FOOT = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom"}
_THICK, _THIN = 8, 6  # eighths of a point: 0.35 mm and 0.25 mm


def draw_table(file: DocxDocument, table: TableBlock, available: float) -> None:
    """Ruled, its headings repeated on every page, no row broken between two."""
    drawn = _bare(file, row_count(table), table.widths_within(available))
    drawn.style = "Table Grid"
    heads = header_rows(table)
    for place, row in enumerate(drawn.rows):
        row.height = Mm(table.heights.get(place - heads, _ROW))
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        properties = row._tr.get_or_add_trPr()
        ooxml.child(properties, "cantSplit")
        if place < heads:
            ooxml.child(properties, "tblHeader")
    cells = [
        [_Cell(one, drawn) for one in row._tr.tc_lst] for row in drawn.rows
    ]  # drawn.cell() lists all each time
    dressed: Dressed = {}
    for box in boxes_of(table):
        cell = cells[box.row][box.column]
        if box.rows > 1 or box.columns > 1:
            cell = cell.merge(cells[box.row + box.rows - 1][box.column + box.columns - 1])
        font = layout.HEI if box.role == "head" else layout.FANGSONG
        _fill(cell, table.text(box.value), (font, ALIGNS[box.align]), dressed)


def draw_heads(file: DocxDocument, mark: tuple[str, ...], above: Length) -> None:
    """The red mark: one line, or several issuers with 文件 beside them."""
    if len(mark) == 1:
        _red(file.add_paragraph(), mark[0], layout.mark_size(layout.breadth(mark[0])), above)
        return
    longest = max(layout.breadth(issuer) for issuer in mark)
    size = layout.mark_size(longest + 2, layout.TEXT_WIDTH - 3 * layout.CELL_PADDING)
    right = Pt(size * 2).mm + layout.CELL_PADDING * 1.2
    _red(file.add_paragraph(), "", 1, Length(above - Pt(1.3)))
    drawn = _bare(file, len(mark), (layout.TEXT_WIDTH - right, right))
    for row, issuer in enumerate(mark):
        _red(drawn.cell(row, 0).paragraphs[0], issuer, size, Pt(0)).alignment = WD_ALIGN_PARAGRAPH.DISTRIBUTE
    beside = drawn.cell(0, 1).merge(drawn.cell(len(mark) - 1, 1))
    beside.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _red(beside.paragraphs[0], "文件", size, Pt(0))


def draw_imprint(file: DocxDocument, lines: tuple[str, str, str]) -> None:
    """One or two ruled lines, floating at the foot of the last page's text block wherever the text ends."""
    copies, by, on = lines
    half = layout.TEXT_WIDTH / 2
    _red(file.add_paragraph(), "", 1, Pt(0))  # two tables that touch would become one
    drawn = _bare(file, 2 if copies else 1, (half, half))
    ooxml.child(drawn._tbl.tblPr, "tblpPr", **_FOOT)
    borders = ooxml.child(drawn._tbl.tblPr, "tblBorders")
    for side, eighths in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN)):
        ooxml.child(borders, side, val="single", sz=eighths, space=0, color="000000")
    if copies:
        whole = drawn.cell(0, 0).merge(drawn.cell(0, 1))
        _imprint_cell(whole, copies, WD_ALIGN_PARAGRAPH.LEFT, left=1, right=1)
    last = drawn.rows[-1].cells
    _imprint_cell(last[0], by, WD_ALIGN_PARAGRAPH.LEFT, left=1)
    _imprint_cell(last[1], on, WD_ALIGN_PARAGRAPH.RIGHT, right=1)
    _red(file.add_paragraph(), "", 1, Pt(0))  # Word asks for a paragraph after a table


def _imprint_cell(cell: _Cell, text: str, align: WD_ALIGN_PARAGRAPH, **indents: float) -> None:
    paragraph = cell.paragraphs[0]
    ooxml.indent(paragraph, **indents)
    _close(paragraph, align, layout.LINE_PITCH)
    ooxml.dress(paragraph.add_run(ooxml.clean(text)), layout.FANGSONG, layout.IMPRINT)


def _bare(file: DocxDocument, rows: int, widths: Iterable[float]) -> Table:
    """A table of fixed columns without rules."""
    columns = [Mm(width) for width in widths]
    drawn = file.add_table(rows, len(columns))
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for place, width in enumerate(columns):
        drawn.columns[place].width = width
    for row in drawn.rows:
        for place, cell in enumerate(row._tr.tc_lst):
            cell.width = columns[place]
    return drawn


def _fill(cell: _Cell, text: str, look: Look, dressed: Dressed) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for empty in cell._tc.p_lst:  # its own, and after a merge the others'
        cell._tc.remove(empty)
    for line in ooxml.clean(text).split("\n"):
        if look not in dressed:
            dressed[look] = _cell_paragraph(cell, look)._p
            cell._tc.remove(dressed[look])
        paragraph = deepcopy(dressed[look])  # a tenth of what dressing it again costs
        paragraph.r_lst[0].text = line
        cell._tc.append(paragraph)


def _cell_paragraph(cell: _Cell, look: Look) -> Paragraph:
    font, align = look
    paragraph = cell.add_paragraph()
    _close(paragraph, align, _CELL_LINE)
    ooxml.dress(paragraph.add_run(), font, layout.CELL)
    return paragraph


def _red(paragraph: Paragraph, text: str, size: int, above: Length) -> Paragraph:
    _close(paragraph, WD_ALIGN_PARAGRAPH.CENTER, size * 1.3)
    paragraph.paragraph_format.space_before = above
    ooxml.dress(
        paragraph.add_run(ooxml.clean(text)),
        layout.XIAOBIAOSONG,
        size,
        color=layout.RED,
        latin=layout.XIAOBIAOSONG,
    )
    return paragraph


def _close(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH, pitch: float) -> None:
    shape = paragraph.paragraph_format
    shape.alignment = align
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
