"""Cuts one large worksheet into small workbooks, so that a million rows never stand in memory at once.

calamine is fast but holds a whole sheet. The sheet's XML is therefore streamed, cut between rows, and each
piece is wrapped with the workbook's own styles and shared texts into a workbook of its own.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from xml.etree import ElementTree

from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.limits import MAX_EXCEL_ROWS

_BLOCK = 1 << 20
_EMPTY_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
_SLICE_BYTES = 3 << 20
# A cell that points at a shared text becomes a text of its own: this character, which no XML may hold, and the number.
SHARED = "\uffff"
_SHARED_CELL = re.compile(rb"(<(?:\w+:)?c\b[^>]*?\st=)[\"']s[\"']([^>]*>\s*<(?:\w+:)?v[^>]*>)")
_SHARED_TEXTS = "xl/sharedStrings.xml"
_ROOT_OF_TEXTS = re.compile(rb"<(\w+:)?sst\b[^>]*>")
_NOT_PLAIN = (b"&", b"_x", b"\r", b"]]>")  # an entity, an escaped character, a line's end, what XML forbids
_WIDEST_GAP = 2_000
_OPENING = re.compile(rb"<(\w+:)?sheetData\s*(/?)>")
_ROOT = re.compile(rb"<(?:\w+:)?worksheet\b[^>]*>")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
IRREGULAR = "表格结构不规范，请用Excel或WPS打开并另存为.xlsx后重新上传。"


@dataclass(frozen=True)
class Part:
    """A worksheet: its visible name and where it lies in the archive."""

    name: str
    path: str


@dataclass(frozen=True)
class Merge:
    """A merged range, counted from zero, ends included."""

    top: int
    left: int
    bottom: int
    right: int


def worksheets(archive: zipfile.ZipFile) -> list[Part]:
    """Visible worksheets in workbook order."""
    targets = {}
    for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314 - pre-scanned: no DOCTYPE
        if relation.get("Type", "").endswith("/worksheet"):
            target = relation.get("Target", "")
            targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = []
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314 - pre-scanned: no DOCTYPE
        if element.tag.endswith("}sheet") and element.get("state", "visible") == "visible":
            keys = [value for name, value in element.attrib.items() if name.endswith("}id")]
            found += [Part(element.get("name", ""), targets[key]) for key in keys if key in targets]
    return found


class SheetCutter:
    """One worksheet of one archive, readable as merges and as small workbooks."""

    def __init__(self, archive: zipfile.ZipFile, part: Part) -> None:
        self._archive, self._part = archive, part
        self.name = part.name
        self.last_row = 0  # counted from one, formatted blank rows included; grows while slices are read
        self._frame = {name: archive.read(name) for name in archive.namelist() if _belongs_to_frame(name)}

    def merges(self) -> list[Merge]:
        """Merged ranges stand after the rows, so this reads the sheet once to its end."""
        tail = b""
        with self._archive.open(self._part.path) as stream:
            while block := stream.read(_BLOCK):
                tail = (tail if b"mergeCell" in tail else tail[-64:]) + block
        return [
            Merge(int(top) - 1, column_index(left), int(bottom) - 1, column_index(right))
            for left, top, right, bottom in _MERGE.findall(tail)
        ]

    def slices(self) -> Iterator[tuple[int, bytes]]:
        """(rows to add to its numbering, workbook) of neighbouring rows, in order."""
        passed = 0
        for opening, prefix, rows in self._pieces():
            closing = b"</" + prefix + b"sheetData></" + prefix + b"worksheet>"
            numbered = _row_numbers(rows, prefix)
            self.last_row = numbered[-1][1] if numbered else passed + rows.count(b"<" + prefix + b"row")
            if numbered:
                for piece in _between_gaps(rows, numbered):
                    yield 0, self._wrap(opening + piece + closing)
            else:
                yield 0 if b' r="' in rows else passed, self._wrap(opening + rows + closing)
            passed += rows.count(b"<" + prefix + b"row")

    def _pieces(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        with self._archive.open(self._part.path) as stream:
            buffer = stream.read(_BLOCK)
            found, root = _OPENING.search(buffer), _ROOT.search(buffer)
            if root is None or found is None:
                raise Refused(IRREGULAR)
            prefix = found[1] or b""
            opening, row, closing = root[0] + found[0], b"<" + prefix + b"row", b"</" + prefix + b"sheetData>"
            buffer = b"" if found[2] else buffer[found.end() :]
            while buffer and (end := buffer.rfind(closing)) < 0:
                if len(buffer) > _SLICE_BYTES and (cut := buffer.rfind(row)) > 0:
                    yield opening, prefix, buffer[:cut]
                    buffer = buffer[cut:]
                block = stream.read(_BLOCK)
                if not block:
                    raise Refused(IRREGULAR)
                buffer += block
            if buffer:
                yield opening, prefix, buffer[:end]

    def shared_texts(self) -> Iterator[list[str] | tuple[int, bytes]]:
        """The shared texts where they are plain; else (how many, workbook with one of them a row).

        They are read once, not again for every slice.
        """
        if _SHARED_TEXTS not in self._archive.namelist():
            return
        with self._archive.open(_SHARED_TEXTS) as stream:
            buffer = stream.read(_BLOCK)
            if (root := _ROOT_OF_TEXTS.search(buffer)) is None:
                return
            prefix, buffer = root[1] or b"", buffer[root.end() :]
            closing = b"</" + prefix + b"si>"
            while block := stream.read(_BLOCK):
                buffer += block
                if len(buffer) > _SLICE_BYTES and (end := buffer.rfind(closing)) >= 0:
                    texts = buffer[: end + len(closing)]
                    yield _plain_texts(texts) or self._texts_as_rows(texts, prefix)
                    buffer = buffer[end + len(closing) :]
            end = buffer.rfind(b"</" + prefix + b"sst")
            texts = buffer[:end] if end >= 0 else buffer
            yield _plain_texts(texts) or self._texts_as_rows(texts, prefix)

    def _texts_as_rows(self, texts: bytes, prefix: bytes) -> tuple[int, bytes]:
        opening, closing = b'<row><c t="inlineStr"><is>', b"</is></c></row>"
        rows = texts.replace(b"<" + prefix + b"si/>", opening + b"<t/>" + closing)
        rows = rows.replace(b"<" + prefix + b"si>", opening).replace(b"</" + prefix + b"si>", closing)
        return rows.count(b"<row>"), self._wrap(_EMPTY_SHEET % rows)

    def _wrap(self, sheet: bytes) -> bytes:
        sheet = sheet.replace(b' t="s"><v>', b' t="str"><v>' + SHARED.encode())
        if b't="s"' in sheet or b"t='s'" in sheet:
            sheet = _SHARED_CELL.sub(rb'\1"str"\2' + SHARED.encode(), sheet)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as small:
            for name, content in self._frame.items():
                small.writestr(name, content)
            small.writestr(self._part.path, sheet)
        return held.getvalue()


def column_index(letters: bytes) -> int:
    """Counts columns from zero: A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _plain_texts(texts: bytes) -> list[str]:
    """The texts, where each stands bare and whole between the same marks, with nothing that means another thing."""
    begin, between, end = b"<si><t>", b"</t></si><si><t>", b"</t></si>"
    if not (texts.startswith(begin) and texts.endswith(end)):
        return []
    if texts.count(b"<") != 4 * texts.count(between) + 4 or any(mark in texts for mark in _NOT_PLAIN):
        return []
    try:
        found = texts[len(begin) : -len(end)].decode().split(between.decode())
    except UnicodeDecodeError:
        return []
    return found if found == list(map(str.strip, found)) else []  # blanks count only where a writer says so


def _belongs_to_frame(name: str) -> bool:
    path = PurePosixPath(name)
    return name in ("[Content_Types].xml", "_rels/.rels") or (
        path.name in ("workbook.xml", "workbook.xml.rels", "styles.xml") and "xl" in path.parts
    )


def _row_numbers(rows: bytes, prefix: bytes) -> list[tuple[int, int]]:
    """(offset, row number) of every row; empty when the writer left the numbers out."""
    pattern = re.compile(b"<" + prefix + rb'row(?=[\s>/])(?:[^>]*?\sr="(\d{1,9})")?')
    found = [(row.start(), int(row[1] or 0)) for row in pattern.finditer(rows)]
    numbers = [number for _, number in found]
    if not any(numbers):
        return []
    if numbers[0] < 1 or numbers[-1] > MAX_EXCEL_ROWS or any(a >= b for a, b in pairwise(numbers)):
        raise Refused(IRREGULAR)
    return found


def _between_gaps(rows: bytes, numbered: list[tuple[int, int]]) -> Iterator[bytes]:
    """calamine fills the gaps between rows, so a lone cell in the last row would cost a million rows."""
    begin = 0
    for (_, above), (offset, below) in pairwise(numbered):
        if below - above > _WIDEST_GAP:
            yield rows[begin:offset]
            begin = offset
    yield rows[begin:]
