"""Word documents and other files made by hand, so that the reader meets what it did not write itself."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def run(text: str, properties: str = "") -> str:
    """A run; line feeds become breaks and tabs become tab marks, as Word writes them."""
    parts = []
    for number, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if number else "")
        for place, piece in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if place else "")
            parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(parts)}</w:r>"


def paragraph(text: str, properties: str = "", inner: str = "") -> str:
    return (
        f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run(text) if text else ''}{inner}</w:p>"
    )


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph whose label Word counts itself."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(text: str, across: int = 1, merge: str = "") -> str:
    """`merge` is "restart" where a vertical merge begins and "continue" below it."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    vertical = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    lines = "".join(paragraph(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{span}{vertical}</w:tcPr>{lines}</w:tc>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells already made by `cell`, or of plain texts."""
    made = ["".join(each if each.startswith("<w:tc>") else cell(each) for each in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in made) + "</w:tbl>"


def numbering(*levels: tuple[str, str]) -> str:
    """One list, number 1, whose levels have these formats and texts."""
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    return (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def docx(body: str, parts: dict[str, str] | None = None) -> bytes:
    """A whole file around the body; `parts` are further entries by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>',
        )
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return held.getvalue()


def as_docx(text: str) -> bytes:
    """A notice given as text: lines with tabs become tables."""
    body: list[str] = []
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            body.append(table(rows))
            rows = []
        body.append(paragraph(line))
    return docx("".join(body))
