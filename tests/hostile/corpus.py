"""Named killers: each writes one hostile file and says under which name it would be uploaded.

`WORKBOOKS` go through the import reader, `ATTACHMENTS` through the upload check, `PICTURES` through the re-encoder.
"""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

import xlsxwriter
from PIL import Image

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Killer = tuple[str, Callable[[], bytes]]


def honest_workbook(rows: int = 30) -> bytes:
    """A small workbook that must be accepted; the seed of most killers."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ["姓名", "单位", "人数", "日期"])
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [f"职工{row}", "二七区总工会", row])
            sheet.write_number(row, 3, 46000 + row, style)
    return held.getvalue()


def repacked(changes: dict[str, bytes | None], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The honest workbook with parts replaced, added or (None) left out."""
    source = zipfile.ZipFile(io.BytesIO(honest_workbook()))
    parts = {name: source.read(name) for name in source.namelist()} | changes
    return zipped({name: content for name, content in parts.items() if content is not None}, compress)


def zipped(parts: dict[str, bytes], compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compress) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def with_sheet(rows: str, head: str = "", tail: str = "") -> bytes:
    xml = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'
    return repacked({SHEET: xml.encode()})


def patched(content: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """Overwrites bytes of the central directory record of one entry."""
    place = content.rindex(name) - 46 + offset
    return content[:place] + value + content[place + len(value) :]


def picture(kind: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    held = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(held, kind, **options)
    return held.getvalue()


def pdf(catalog: str, objects: str = "") -> bytes:
    return f"%PDF-1.7\n1 0 obj\n<< /Type /Catalog {catalog} >>\nendobj\n{objects}\ntrailer << /Root 1 0 R >>\n%%EOF\n".encode()


def docx(changes: dict[str, bytes]) -> bytes:
    types = b'<?xml version="1.0"?><Types/>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": b"<w:document/>"} | changes)


def mutate(seed: bytes, rng: random.Random) -> bytes:
    """One to eight random injuries: flipped, removed, doubled or overwritten bytes."""
    body = bytearray(seed)
    for _ in range(rng.randint(1, 8)):
        place = rng.randrange(len(body))
        length = rng.randint(1, 64)
        injury = rng.randrange(4)
        if injury == 0:
            body[place] ^= 1 << rng.randrange(8)
        elif injury == 1:
            del body[place : place + length]
        elif injury == 2:
            body[place:place] = body[place : place + length]
        else:
            body[place : place + length] = rng.randbytes(length)
        if not body:
            return b"\0"
    return bytes(body)


def mutate_inside(seed: bytes, rng: random.Random) -> bytes:
    """Injures one part of a zip and packs it again with right sums, so that the parser itself is met."""
    archive = zipfile.ZipFile(io.BytesIO(seed))
    parts = {name: archive.read(name) for name in archive.namelist()}
    victim = rng.choice(sorted(parts))
    return zipped(parts | {victim: mutate(parts[victim], rng)})


def _laughs() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><sst xmlns="{MAIN}"><si><t>&l9;</t></si></sst>'
    return repacked({"xl/sharedStrings.xml": xml.encode()})


def _external_entity() -> bytes:
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst xmlns="{MAIN}"><si><t>&e;</t></si></sst>'
    return repacked({"xl/sharedStrings.xml": xml.encode()})


def _utf16_part() -> bytes:
    return repacked({SHEET: f'<!DOCTYPE x><worksheet xmlns="{MAIN}"/>'.encode("utf-16")})


def _shared_string_bomb() -> bytes:
    body = b"<si><t>a</t></si>" * 5_000_000
    return repacked({"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">'.encode() + body + b"</sst>"})


def _too_big_inflated() -> bytes:
    rng = random.Random(1)
    block = bytes(rng.choices(b"<abc >", k=20_000))
    return repacked({f"xl/media/{n}.xml": b"<a>" + block * 500 for n in range(24)})


def _lying_size() -> bytes:
    return patched(honest_workbook(), SHEET.encode(), 24, struct.pack("<I", 10))


def _bad_sum() -> bytes:
    return patched(honest_workbook(), SHEET.encode(), 16, b"\0\1\2\3")


def _encrypted_entry() -> bytes:
    return patched(honest_workbook(), SHEET.encode(), 8, b"\x01\x00")


def _overlapping() -> bytes:
    content = honest_workbook()
    place = content.rindex(b"docProps/app.xml") - 46 + 42
    return patched(content, SHEET.encode(), 42, content[place : place + 4])


def _strange_method() -> bytes:
    return repacked({}, zipfile.ZIP_LZMA)


def _duplicate_parts() -> bytes:
    twin = zipped({SHEET: b"<a/>", "xl/worksheets/sheet2.xml": b"<b/>"})
    return twin.replace(b"sheet2.xml", b"sheet1.xml")


def _ole_password() -> bytes:
    return OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def _relations(kind: str, target: str) -> bytes:
    return (
        f'<Relationships><Relationship Id="rId9" Type="{RELATIONS}/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


WORKBOOKS: dict[str, Killer] = {
    "billion laughs": ("a.xlsx", _laughs),
    "external entity": ("a.xlsx", _external_entity),
    "DOCTYPE in UTF-16": ("a.xlsx", _utf16_part),
    "cell in the last column": (
        "a.xlsx",
        lambda: with_sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="XFD2"><v>1</v></c></row>'
        ),
    ),
    "column beyond all letters": (
        "a.xlsx",
        lambda: with_sheet('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'),
    ),
    "row beyond the last": (
        "a.xlsx",
        lambda: with_sheet('<row r="9999999"><c r="A9999999"><v>1</v></c></row>'),
    ),
    "row zero": ("a.xlsx", lambda: with_sheet('<row r="0"><c r="A0"><v>1</v></c></row>')),
    "rows out of order": (
        "a.xlsx",
        lambda: with_sheet('<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'),
    ),
    "merge of the whole sheet": (
        "a.xlsx",
        lambda: with_sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row>',
            tail='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
    ),
    "dimension beyond Excel": (
        "a.xlsx",
        lambda: with_sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row>', head='<dimension ref="A1:ZZZZ99999999"/>'
        ),
    ),
    "number that is none": ("a.xlsx", lambda: with_sheet('<row r="1"><c r="A1"><v>NaN</v></c></row>')),
    "infinite date": ("a.xlsx", lambda: with_sheet('<row r="1"><c r="A1" s="1"><v>1e400</v></c></row>')),
    "shared string out of range": (
        "a.xlsx",
        lambda: with_sheet('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'),
    ),
    "cell of a million characters": (
        "a.xlsx",
        lambda: with_sheet(
            f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"字" * 1_000_000}</t></is></c></row>'
        ),
    ),
    "cell of 40,000 characters": (
        "a.xlsx",
        lambda: with_sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>'),
    ),
    "shared string bomb": ("a.xlsx", _shared_string_bomb),
    "zip bomb by ratio": ("a.xlsx", lambda: repacked({"xl/media/a.xml": b"<a>" + b" " * 60_000_000})),
    "zip bomb by total": ("a.xlsx", _too_big_inflated),
    "65,535 entries": ("a.xlsx", lambda: zipped({f"xl/{n}": b"" for n in range(65_535)}, zipfile.ZIP_STORED)),
    "lying size": ("a.xlsx", _lying_size),
    "wrong checksum": ("a.xlsx", _bad_sum),
    "overlapping entries": ("a.xlsx", _overlapping),
    "unusual compression": ("a.xlsx", _strange_method),
    "two parts of one name": ("a.xlsx", _duplicate_parts),
    "zip slip": ("a.xlsx", lambda: repacked({"../../etc/cron.d/x": b"x"})),
    "absolute name": ("a.xlsx", lambda: repacked({"/etc/x": b"x"})),
    "nested zip": ("a.xlsx", lambda: repacked({"xl/media/a.zip": zipped({"b": b"c"})})),
    "encrypted entry": ("a.xlsx", _encrypted_entry),
    "workbook with a password": ("a.xlsx", _ole_password),
    "old .xls": ("a.xls", lambda: OLE + bytes(3000)),
    "macros": ("a.xlsx", lambda: repacked({"xl/vbaProject.bin": b"macro"})),
    "macros by content type": (
        "a.xlsx",
        lambda: repacked(
            {"xl/_rels/x.rels": b'<a ContentType="application/vnd.ms-excel.sheet.macroEnabled"/>'}
        ),
    ),
    "xlsm by name": ("a.xlsm", honest_workbook),
    "external link part": ("a.xlsx", lambda: repacked({"xl/externalLinks/externalLink1.xml": b"<a/>"})),
    "external relation": (
        "a.xlsx",
        lambda: repacked(
            {"xl/worksheets/_rels/sheet1.xml.rels": _relations("oleObject", "http://127.0.0.1/x")}
        ),
    ),
    "embedded document": ("a.xlsx", lambda: repacked({"xl/embeddings/oleObject1.dat": b"x"})),
    "DDE formula": (
        "a.xlsx",
        lambda: with_sheet('<row r="1"><c r="A1"><f>cmd|\'/C calc\'!A0</f><v>1</v></c></row>'),
    ),
    "polyglot with a program in front": ("a.xlsx", lambda: b"MZ" + honest_workbook()),
    "polyglot with a page behind": ("a.xlsx", lambda: honest_workbook() + b"<script>alert(1)</script>"),
    "no workbook inside": ("a.xlsx", lambda: zipped({"readme.txt": b"hello"})),
    "no zip at all": ("a.xlsx", lambda: b"just text"),
    "cut in half": ("a.xlsx", lambda: honest_workbook()[:2000]),
    "missing relations": ("a.xlsx", lambda: repacked({"xl/_rels/workbook.xml.rels": None})),
    "sheet without end": (
        "a.xlsx",
        lambda: repacked({SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">'.encode()}),
    ),
    "nothing but formats": (
        "a.xlsx",
        lambda: with_sheet('<row r="1" s="1"/><row r="2"><c r="A2" s="1"/></row>'),
    ),
    "empty file": ("a.xlsx", lambda: b""),
    "csv in UTF-16": ("a.csv", lambda: "姓名,单位\n张三,总工会\n".encode("utf-16")),
    "csv with NUL": ("a.csv", lambda: b"a,b\n1,\x002\n"),
    "csv with a late NUL": ("a.csv", lambda: b"a,b\n" + b"1,2\n" * 5_000 + b"\0"),
    "csv cell of 10 MB": ("a.csv", lambda: b"a,b\n1," + b"x" * 10_000_000),
    "csv that never closes a quote": ("a.csv", lambda: b'a,b\n1,"' + b"x\n" * 100_000),
    "csv of 5,000 columns": ("a.csv", lambda: b",".join([b"x"] * 5_000)),
    "csv of 300,000 rows": ("a.csv", lambda: b"a,b\n" + b"1,2\n" * 300_000),
    "csv that is a page": ("a.csv", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "csv in no encoding": ("a.csv", lambda: b"a,b\n\xff\xff\xff\x80,1\n"),
}

ATTACHMENTS: dict[str, Killer] = {
    "EICAR": ("a.txt", EICAR.encode),
    "EICAR in a zip": ("a.zip", lambda: zipped({"a.txt": EICAR.encode()})),
    "SVG": ("a.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "SVG named picture": ("a.png", lambda: b'<?xml version="1.0"?><svg onload="alert(1)"/>'),
    "page named text": ("a.txt", lambda: b"<!DOCTYPE html><script>alert(1)</script>"),
    "program": ("a.pdf", lambda: b"MZ" + bytes(200)),
    "shell script": ("a.txt", lambda: b"#!/bin/sh\nrm -rf /\n"),
    "program in a zip": ("a.zip", lambda: zipped({"setup.exe": b"MZ"})),
    "zip in a zip": ("a.zip", lambda: zipped({"b.zip": zipped({"c": b"d"})})),
    "zip named document": ("a.docx", lambda: zipped({"a.txt": b"x"})),
    "picture named document": ("a.pdf", lambda: picture("PNG")),
    "JPEG and page in one": ("a.jpg", lambda: picture("JPEG", comment=b"<script>alert(1)</script>")),
    "PDF with script": ("a.pdf", lambda: pdf("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")),
    "PDF with spelled-out script": ("a.pdf", lambda: pdf("/Names 2 0 R", "<< /S /Java#53cript >>")),
    "PDF that launches": ("a.pdf", lambda: pdf("/A << /S /Launch /F (cmd.exe) >>")),
    "PDF with script in an object stream": (
        "a.pdf",
        lambda: pdf("").replace(
            b"trailer",
            b"5 0 obj << /Type /ObjStm /N 1 >>\nstream\n"
            + zlib.compress(b"<< /S /JavaScript /JS (x) >>")
            + b"\nendstream\nendobj\ntrailer",
        ),
    ),
    "PDF cut short": ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj"),
    "docx with macros": ("a.docx", lambda: docx({"word/vbaProject.bin": b"x"})),
    "docx with remote template": (
        "a.docx",
        lambda: docx(
            {"word/_rels/settings.xml.rels": _relations("attachedTemplate", "http://127.0.0.1/a.dotm")}
        ),
    ),
    "docx with entities": (
        "a.docx",
        lambda: docx({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><w:document/>'}),
    ),
    "doc with a password": ("a.doc", _ole_password),
    "empty file": ("a.pdf", lambda: b""),
}


def _png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header promises far more pixels than its few bytes hold."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")
    )


def _many_frames() -> bytes:
    frames = [Image.new("P", (2, 2), number % 250) for number in range(10_000)]
    held = io.BytesIO()
    frames[0].save(held, "GIF", save_all=True, append_images=frames[1:], duration=10, optimize=False)
    return held.getvalue()


def _exif_bomb() -> bytes:
    """EXIF whose orientation claims four thousand million values at an offset beyond the file."""
    entry = struct.pack("<HHII", 0x0112, 3, 0xFFFFFFFF, 0xFFFFFFF0)
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 65_535) + entry * 5_000
    segment = b"Exif\0\0" + tiff[:65_000]
    content = picture("JPEG")
    return content[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + content[2:][:600]


PICTURES: dict[str, Killer] = {
    "PNG of 900 million pixels": ("a.png", lambda: _png_claiming(30_000, 30_000)),
    "PNG of 60 million pixels": ("a.png", lambda: _png_claiming(10_000, 6_000)),
    "GIF of 10,000 frames": ("a.gif", _many_frames),
    "EXIF bomb on half a picture": ("a.jpg", _exif_bomb),
    "JPEG cut in half": ("a.jpg", lambda: picture("JPEG", (400, 300))[:4000]),
    "PNG cut in half": ("a.png", lambda: picture("PNG", (400, 300))[:9000]),
    "HEIC": ("a.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(100)),
    "picture that is none": ("a.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(100)),
    "TIFF named JPEG": ("a.jpg", lambda: picture("TIFF")),
}
