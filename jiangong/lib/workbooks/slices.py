"""Cuts one large worksheet into small workbooks, so that a million rows never stand in memory at once.

calamine is fast but holds a whole sheet. The sheet's XML is therefore streamed, cut between rows, and each
piece is wrapped with the workbook's own styles and shared texts into a workbook of its own.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree  # noqa: S405 - the pre-scan has refused DOCTYPE and ENTITY, and the child is bounded

from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.limits import MAX_EXCEL_ROWS

_BLOCK = 1 << 20
_SLICE_BYTES = 6 << 20
_LARGEST_SLICE_BYTES = 64 << 20
_WIDEST_GAP = 2_000
_OPENING = re.compile(rb"<(\w+:)?sheetData\s*(/?)>")
_ROOT = re.compile(rb"<(?:\w+:)?worksheet\b[^>]*>")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_IRREGULAR = "表格结构不规范，请用 Excel 或 WPS 打开并另存为 .xlsx 后重新上传。"


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
    for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314 - as above
        if relation.get("Type", "").endswith("/worksheet"):
            target = relation.get("Target", "")
            targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found = []
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314 - as above
        if element.tag.endswith("}sheet") and element.get("state", "visible") == "visible":
            keys = [value for name, value in element.attrib.items() if name.endswith("}id")]
            found += [Part(element.get("name", ""), targets[key]) for key in keys if key in targets]
    return found


class SheetCutter:
    """One worksheet of one archive, readable as merges and as small workbooks."""

    def __init__(self, archive: zipfile.ZipFile, part: Part) -> None:
        self._archive, self._part = archive, part
        self._frame = [name for name in archive.namelist() if self._belongs_to_frame(name)]
        shared = sum(archive.getinfo(name).file_size for name in self._frame)
        # Every slice parses the shared texts again, so large ones deserve large slices.
        self._slice_bytes = min(max(_SLICE_BYTES, 4 * shared), _LARGEST_SLICE_BYTES)

    @staticmethod
    def _belongs_to_frame(name: str) -> bool:
        path = PurePosixPath(name)
        return name in ("[Content_Types].xml", "_rels/.rels") or (
            path.name in ("workbook.xml", "workbook.xml.rels", "styles.xml", "sharedStrings.xml")
            and "xl" in path.parts
        )

    def merges(self) -> list[Merge]:
        """Merged ranges stand after the rows, so this reads the sheet once to its end."""
        tail = b""
        with self._archive.open(self._part.path) as stream:
            while block := stream.read(_BLOCK):
                tail += block
                cut = tail.rfind(b"</sheetData>")
                tail = tail[cut:] if cut >= 0 or b"mergeCell" in tail else tail[-64:]
        return [
            Merge(int(top) - 1, _column(left), int(bottom) - 1, _column(right))
            for left, top, right, bottom in _MERGE.findall(tail)
        ]

    def slices(self) -> Iterator[bytes]:
        """Workbooks of neighbouring rows, in order; far gaps between rows also cut."""
        for opening, rows in self._pieces():
            for piece in _without_gaps(rows, opening.removesuffix(b"sheetData>")):
                yield self._wrap(opening, piece)

    def _pieces(self) -> Iterator[tuple[bytes, bytes]]:
        with self._archive.open(self._part.path) as stream:
            buffer = stream.read(_BLOCK)
            found = _OPENING.search(buffer)
            root = _ROOT.search(buffer)
            if root is None or found is None:
                raise Refused(_IRREGULAR)
            if found[2]:
                return
            opening, prefix = root[0] + found[0], found[1] or b""
            buffer, row, closing = (
                buffer[found.end() :],
                b"<" + prefix + b"row",
                b"</" + prefix + b"sheetData>",
            )
            while closing not in buffer[-_BLOCK - 64 :]:
                block = stream.read(_BLOCK)
                if not block:
                    raise Refused(_IRREGULAR)
                buffer += block
                if len(buffer) > self._slice_bytes and (cut := buffer.rfind(row)) > 0:
                    yield opening, buffer[:cut]
                    buffer = buffer[cut:]
            yield opening, buffer[: buffer.rfind(closing)]

    def _wrap(self, opening: bytes, rows: bytes) -> bytes:
        prefix = (_OPENING.search(opening) or [b"", b""])[1] or b""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as small:
            for name in self._frame:
                small.writestr(name, self._archive.read(name))
            closing = b"</" + prefix + b"sheetData></" + prefix + b"worksheet>"
            small.writestr(self._part.path, opening + rows + closing)
        return held.getvalue()
