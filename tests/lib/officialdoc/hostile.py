"""Files nobody should be able to hurt the reader with: (name, content) pairs, all of them to be refused."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.lib.officialdoc.making import NAMESPACES, RELATIONS, TYPES, as_docx, docx, paragraph

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOTICE = "甲市总工会\n甲工发〔2023〕5号\n关于开展竞赛的通知\n各区总工会：\n4月底前完成。\n"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def archive(entries: dict[str, bytes | str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return held.getvalue()


def document(inner: str) -> str:
    return f"{inner}<w:document {NAMESPACES}><w:body>{paragraph('x')}</w:body></w:document>"


def word(**parts: bytes | str) -> bytes:
    """A Word file with extra or other parts; `_` in a keyword stands for `/`."""
    entries: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": document(""),
    }
    return archive(
        entries | {name.replace("__", "/").replace("_DOT_", "."): content for name, content in parts.items()}
    )


def killers() -> Iterator[tuple[str, bytes]]:
    """One of each kind."""
    good = as_docx(NOTICE)
    yield "empty.docx", b""
    yield "empty.txt", b""
    yield "blank.txt", b" \n\t\n   \n"
    yield "blank.docx", docx(paragraph(""))
    yield "truncated.docx", good[: len(good) // 2]
    yield "tail.docx", good + b"x" * 100
    yield "renamed-program.docx", b"MZ\x90\x00" + b"\0" * 4000
    yield "renamed-program.txt", b"\x7fELF" + bytes(range(256)) * 10
    yield "renamed-picture.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 500
    yield "random.docx", random.Random(1).randbytes(5000)
    yield "random.pdf", b"%PDF-1.7\n" + random.Random(2).randbytes(5000) + b"\n%%EOF"
    yield (
        "garbage.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    )
    yield "cut.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog"
    yield "encrypted.pdf", b"%PDF-1.4\ntrailer<</Encrypt 5 0 R>>\n%%EOF"
    yield "script.pdf", b"%PDF-1.4\n1 0 obj<</S/JavaScript/JS(x)>>endobj\ntrailer<<>>\n%%EOF"
    yield "random.txt", random.Random(3).randbytes(5000)
    yield "page.txt", b"<html><script>alert(1)</script></html>"
    yield "encrypted.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    yield "macro.doc", OLE + b"\0" * 600 + "_VBA_PROJECT\0".encode("utf-16-le") + b"\0" * 600
    yield "old.doc", OLE + b"\0" * 2000
    yield "old.wps", OLE + b"\0" * 2000
    yield "old.xls", OLE + b"\0" * 2000
    yield "macro.docm", good
    yield "macro.docx", word(word__vbaProject_DOT_bin=b"x" * 100)
    yield (
        "entities.docx",
        archive(
            {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": BOMB + "<d>&c;</d>"}
        ),
    )
    yield (
        "external.docx",
        word(
            word___rels__document_DOT_xml_DOT_rels='<Relationships><Relationship Id="x" TargetMode="External" Type="http://x/attachedTemplate" Target="http://example.com/t.dotm"/></Relationships>'
        ),
    )
    yield "program-inside.docx", word(word__a_DOT_exe=b"MZ" + b"\0" * 50)
    yield (
        "bomb.docx",
        archive(
            {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": b" " * (60 << 20)}
        ),
    )
    yield "no-document.docx", archive({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS})
    yield (
        "not-xml.docx",
        archive(
            {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": "not xml at all"}
        ),
    )
    yield "path.docx", word(**{"..__..__etc__passwd": "x"})
    yield "sheet.docx", archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"})
    yield from excesses()


def excesses() -> Iterator[tuple[str, bytes]]:
    """Too large, too deep, too much of it, or not a document at all."""
    yield "picture.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 100
    yield "archive.zip", archive({"a.txt": "x"})
    yield "broken.xlsx", archive({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook"})
    yield (
        "deep.docx",
        docx("<w:sdt><w:sdtContent>" * 3000 + paragraph("x") + "</w:sdtContent></w:sdt>" * 3000),
    )
    yield (
        "huge-table.docx",
        docx("<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 500 + "</w:tr>") * 600 + "</w:tbl>"),
    )
    yield "huge.txt", b"\xe4\xb8\x80" * (5 << 20)
    yield "flate.pdf", flate_bomb()


def flate_bomb() -> bytes:
    """A page whose content inflates to 300 MB."""
    inner = zlib.compress(b"0 " * (1 << 20))
    for _ in range(2):
        inner = zlib.compress(inner * 140)
    stream = (
        b"<</Length %d/Filter[/FlateDecode/FlateDecode/FlateDecode]>>stream\n" % len(inner)
        + inner
        + b"\nendstream"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        stream,
    ]
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj" % number + each + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        content
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(content)
    )


def mangled(seed: int) -> tuple[str, bytes]:
    """A good file with some bytes changed, cut or doubled."""
    chance = random.Random(seed)
    content = bytearray(as_docx(NOTICE))
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(content))
        act = chance.randrange(3)
        if act == 0:
            content[place] = chance.randrange(256)
        elif act == 1:
            del content[place : place + chance.randint(1, 40)]
        else:
            content[place:place] = struct.pack("<I", chance.getrandbits(32))
        content = content or bytearray(b"x")
    return "mangled.docx", bytes(content)
