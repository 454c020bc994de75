"""The few things of a .docx that python-docx has no words for."""

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from jiangong.lib.officialdoc.writing.layout import BODY, LATIN, TRACKING

MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_CHARACTER = (BODY + TRACKING) * 20  # twentieths of a point
# What may stand behind an element of ours in its parent.
_AFTER_BORDERS = (
    "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing",
)  # fmt: skip
_AFTER_INDENT = (
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textAlignment",
    "outlineLvl",
    "rPr",
)
_AFTER_TRACKING = ("w", "kern", "position", "sz", "szCs", "highlight", "u", "vertAlign", "rtl", "cs", "lang")
_AFTER_TABLE_BORDERS = ("shd", "tblLayout", "tblCellMar", "tblLook")
_FOLLOWED_BY = {
    "pBdr": (*_AFTER_BORDERS, "ind", *_AFTER_INDENT),
    "ind": _AFTER_INDENT,
    "spacing": _AFTER_TRACKING,
    "tblpPr": ("tblOverlap", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", *_AFTER_TABLE_BORDERS),
    "tblBorders": _AFTER_TABLE_BORDERS,
}
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def blank_document(title: str) -> DocxDocument:
    """An empty document that carries nothing of the library's template: no picture, no names, no dates."""
    document = Document()
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    core = document.core_properties
    core.title, core.author, core.comments, core.last_modified_by = clean(title)[:255], "", "", ""
    core.created = core.modified = MADE_AT
    core.language = "zh-CN"
    return document


def packed(document: DocxDocument) -> bytes:
    """The file, byte for byte the same for the same contents."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def clean(text: str) -> str:
    """Text that XML can hold."""
    return _UNWRITABLE.sub("", text)


def child(parent: Any, tag: str, **attributes: object) -> Any:
    """Add ``<w:tag w:a="…">`` where the schema wants it: Word refuses a file whose parts are out of order."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    followers = {qn(f"w:{one}") for one in _FOLLOWED_BY.get(tag, ())}
    place = next((place for place, one in enumerate(parent) if one.tag in followers), len(parent))
    parent.insert(place, element)
    return element


def dress(
    run: Run, font: str, size: float, *, tracking: float = 0, color: str = "", latin: str = LATIN
) -> None:
    """The look of a run: the Chinese font by its official name, Latin letters and digits in another."""
    run.font.name, run.font.size = latin, Pt(size)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")
    if tracking:
        child(run._r.rPr, "spacing", val=round(tracking * 20))


def rule_below(paragraph: Paragraph, color: str, eighths: int, space: int) -> None:
    """A line under a paragraph, ``space`` points below the text."""
    borders = child(paragraph._p.get_or_add_pPr(), "pBdr")
    child(borders, "bottom", val="single", sz=eighths, space=space, color=color)


def indent(paragraph: Paragraph, *, first: float = 0, left: float = 0, right: float = 0) -> None:
    """Indents counted in characters, with twips for readers that do not count them."""
    sides: dict[str, int] = {}
    for side, amount in (("left", left), ("right", right), ("firstLine", first)):
        if amount:
            sides |= {f"{side}Chars": round(amount * 100), side: round(amount * _CHARACTER)}
    if sides:
        child(paragraph._p.get_or_add_pPr(), "ind", **sides)


def number_field(paragraph: Paragraph) -> list[Run]:
    """The current page's number, as three runs."""
    runs = []
    for kind, instruction in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        if kind:
            child(run._r, "fldChar", fldCharType=kind)
        else:
            child(run._r, "instrText").text = instruction
        runs.append(run)
    return runs
