"""An official document as .docx: head, title, text, annex list, signature, annexes, imprint."""

from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.section import Section, _Footer
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from jiangong.lib.officialdoc.writing import layout, ooxml, wording
from jiangong.lib.officialdoc.writing.description import Annex, Block, Heading, OfficialDocument, TableBlock
from jiangong.lib.officialdoc.writing.tables import draw_heads, draw_imprint, draw_table

CENTER, LEFT, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def write_docx(document: OfficialDocument) -> bytes:
    """The document in the layout of GB/T 9704-2012; the same description gives the same bytes."""
    return _Writer(document).write()


class _Writer:
    """Goes through a description from top to bottom; knows how the sheet is turned."""

    def __init__(self, document: OfficialDocument) -> None:
        self.document = document
        self.file: DocxDocument = ooxml.blank_document(document.title)
        self.sideways = document.is_wide_list
        _set_up(self.file, sideways=self.sideways)

    def write(self) -> bytes:
        self.head()
        self.opening()
        self.body(self.document.blocks, sideways=self.document.is_wide_list)
        self.closing()
        for number, annex in enumerate(self.document.annexes, 1):
            if annex.blocks:
                self.annex(annex, wording.annex_label(number, len(self.document.annexes)))
        if self.document.imprint:
            self.turn(sideways=False)
            draw_imprint(self.file, wording.imprint_lines(self.document.imprint))
        return ooxml.packed(self.file)

    def line(
        self, text: str = "", font: str = layout.FANGSONG, *, align: WD_ALIGN_PARAGRAPH = BOTH, **look: float
    ) -> DocxParagraph:
        """One paragraph on the grid of 22 lines; ``first``, ``left``, ``right`` indent it by characters."""
        paragraph = self.file.add_paragraph()
        size = look.pop("size", layout.BODY)
        ooxml.indent(paragraph, **look)
        on_grid(paragraph, align)
        ooxml.dress(paragraph.add_run(ooxml.clean(text)), font, size, tracking=layout.TRACKING)
        return paragraph

    def head(self) -> None:
        document = self.document
        if not document.issuers:
            return
        if document.urgency:
            self.line(document.urgency, layout.HEI, align=LEFT)
        above = layout.MARK_DROP - (Pt(layout.LINE_PITCH).mm if document.urgency else 0)
        draw_heads(self.file, document.mark, Mm(above))
        self.line()
        self.line()
        number = self.line(document.number, align=CENTER)
        ooxml.rule_below(number, layout.RED, eighths=12, space=11)
        self.line()
        self.line()

    def opening(self) -> None:
        self.line(self.document.title, layout.XIAOBIAOSONG, align=CENTER, size=layout.TITLE)
        if self.document.addressees:
            self.line()
            self.line(wording.addressees_line(self.document.addressees))
        elif self.document.blocks:
            self.line()

    def body(self, blocks: tuple[Block, ...], *, sideways: bool = False) -> None:
        for block, is_wide in wording.laid(blocks):
            self.turn(sideways=sideways or is_wide)
            if isinstance(block, TableBlock):
                self.table(block)
            elif isinstance(block, Heading):
                heading = self.line(f"{block.label}{block.text}", layout.HEADING_FONTS[block.level], first=2)
                heading.paragraph_format.keep_with_next = True
            else:
                self.line(block.text, first=2)

    def table(self, table: TableBlock) -> None:
        if table.title:
            self.line(table.title, layout.HEI, align=CENTER).paragraph_format.keep_with_next = True
        if table.lead:
            lead = self.line(table.lead, align=LEFT, size=layout.CELL)
            lead.paragraph_format.keep_with_next = True
        if table.unit_note:
            note = self.line(table.unit_note, align=RIGHT, size=layout.CELL)
            note.paragraph_format.keep_with_next = True
        draw_table(self.file, table, layout.TEXT_HEIGHT if self.sideways else layout.TEXT_WIDTH)
        if table.foot:
            self.line(table.foot, align=LEFT, size=layout.CELL)

    def closing(self) -> None:
        """Annex list, signature and date; the date stands four characters from the right, the name over it."""
        document = self.document
        if document.annexes:
            self.turn(sideways=False)
            self.line()
            for number, text in enumerate(wording.annex_lines(document.annexes)):
                self.line(text, left=5 if number else 2)
        if document.dated_on is None:
            return
        self.turn(sideways=False)
        day = wording.prose_date(document.dated_on)
        for number in range(3):
            self.line().paragraph_format.keep_with_next = number > 0
        for name in document.signed_by:
            right = max(4 + (layout.breadth(day) - layout.breadth(name)) / 2, 0)
            self.line(name, align=RIGHT, right=right).paragraph_format.keep_with_next = True
        self.line(day, align=RIGHT, right=4)
        if document.note:
            self.line(f"（{document.note}）", left=2)

    def annex(self, annex: Annex, label: str) -> None:
        turned = self.turn(sideways=annex.is_wide)
        first = self.line(label, layout.HEI, align=LEFT)
        first.paragraph_format.page_break_before = not turned
        self.line()
        self.line(annex.title, layout.XIAOBIAOSONG, align=CENTER, size=layout.TITLE)
        self.line()
        self.body(annex.blocks, sideways=annex.is_wide)

    def turn(self, *, sideways: bool) -> bool:
        """A new section if the sheet has to be turned; whether it was."""
        if sideways == self.sideways:
            return False
        self.sideways = sideways
        _lay(self.file.add_section(WD_SECTION.NEW_PAGE), sideways=sideways)
        return True


def on_grid(paragraph: DocxParagraph, align: WD_ALIGN_PARAGRAPH) -> None:
    shape = paragraph.paragraph_format
    shape.alignment = align
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(layout.LINE_PITCH)


def _set_up(file: DocxDocument, *, sideways: bool) -> None:
    section = file.sections[0]
    _lay(section, sideways=sideways)
    grid = section._sectPr.find(ooxml.qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    # Lines only: a grid of characters too spreads them far apart in LibreOffice.
    ooxml.child(section._sectPr, "docGrid", type="lines", linePitch=round(layout.LINE_PITCH * 20))
    file.settings.odd_and_even_pages_header_footer = True
    section.footer_distance = Length(Mm(layout.MARGIN_BOTTOM - layout.PAGE_NUMBER_DROP) - Pt(20))
    _number(section.footer, RIGHT, right=1)
    _number(section.even_page_footer, LEFT, left=1)


def _lay(section: Section, *, sideways: bool) -> None:
    """Turned clockwise, what was on the left is on top."""
    sizes = (layout.PAGE_WIDTH, layout.PAGE_HEIGHT)
    section.page_width, section.page_height = (Mm(one) for one in (sizes[::-1] if sideways else sizes))
    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    sides = [layout.MARGIN_TOP, layout.MARGIN_RIGHT, layout.MARGIN_BOTTOM, layout.MARGIN_LEFT]
    top, right, bottom, left = (Mm(one) for one in (sides[3:] + sides[:3] if sideways else sides))
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left


def _number(footer: _Footer, align: WD_ALIGN_PARAGRAPH, **indents: float) -> None:
    """— 1 — in 四号宋体, one character from the edge."""
    paragraph = footer.paragraphs[0]
    ooxml.indent(paragraph, **indents)
    on_grid(paragraph, align)
    before = paragraph.add_run("— ")
    field = ooxml.number_field(paragraph)
    for run in (before, *field, paragraph.add_run(" —")):
        ooxml.dress(run, layout.SONG, layout.IMPRINT, latin=layout.SONG)
