"""Word documents: paragraphs with their automatic numbers, tables with merged cells, text boxes, the red head."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from jiangong.lib.officialdoc.answering import answer
from jiangong.lib.officialdoc.composing import MOST_CELLS, TOO_LONG, Grid, Line, Piece
from jiangong.lib.officialdoc.sources import plain
from jiangong.lib.officialdoc.sources.looks import Looks
from jiangong.lib.officialdoc.sources.numbering import Numbering, W
from jiangong.lib.refused import Refused

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = frozenset(
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "footnoteReference",
        "endnoteReference",
        "rPr",
        "pPr",
    )
)
_SKIPPED = frozenset((f"{_COMPATIBLE}Fallback",))
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_OFF = ("0", "false", "off", "none")
_DEEPEST = 8
HIDDEN, TRACKED = "hidden_text", "tracked_changes"


def pieces(path: Path) -> tuple[list[str | Grid], list[str]]:
    """Paragraphs and tables in order, and remarks on what was left out."""
    with zipfile.ZipFile(path) as archive:
        return _Reader(archive).read()


class _Reader:
    """One document; text boxes follow the paragraph that anchors them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        styles = self._part("word/styles.xml")
        self._numbering = Numbering.read(self._part("word/numbering.xml"), styles)
        self._hidden_styles = _hidden_styles(styles)
        self._looks = Looks(styles)
        self._remarks: list[str] = []
        self._boxes: list[_Element] = []

    def read(self) -> tuple[list[str | Grid], list[str]]:
        document = self._part("word/document.xml")
        body = document.find(f"{W}body") if document is not None else None
        if body is not None and sum(1 for _ in body.iter(f"{W}tc")) > MOST_CELLS:
            raise Refused(TOO_LONG)
        found = list(self._blocks(body, 0)) if body is not None else []
        return self._heads(found) + _retabbed(found), self._remarks

    def _part(self, name: str) -> _Element | None:
        if name not in self._names:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        return etree.fromstring(self._archive.read(name), parser)

    def _heads(self, found: list[str | Grid]) -> list[str | Grid]:
        """A red head that was set in the page header; running titles and page numbers are not wanted."""
        body = "".join(piece for piece in found if isinstance(piece, str))
        heads: list[str | Grid] = []
        for name in sorted(self._names):
            if name.startswith("word/header") and name.endswith(".xml"):
                root = self._part(name)
                for piece in self._blocks(root, 0) if root is not None else ():
                    bare = "".join(piece.split()) if isinstance(piece, str) else ""
                    if (
                        bare.endswith(("文件", "工会", "委员会", "号"))
                        and bare not in "".join(body.split())
                        and piece not in heads
                    ):
                        heads.append(piece)
        return heads

    def _blocks(self, parent: _Element, depth: int) -> Iterator[str | Grid]:
        for element in parent:
            if element.tag == f"{W}p":
                yield self._paragraph(element)
                boxes, self._boxes = self._boxes, []
                for box in boxes if depth < _DEEPEST else ():
                    yield from self._blocks(box, depth + 1)
            elif element.tag == f"{W}tbl":
                yield self._table(element, depth)
            elif element.tag in (f"{W}del", f"{W}moveFrom"):
                self._remark(TRACKED)
            elif (
                element.tag
                in (
                    f"{W}sdt",
                    f"{W}sdtContent",
                    f"{W}ins",
                    f"{W}moveTo",
                    f"{W}customXml",
                    f"{W}smartTag",
                )
                and depth < _DEEPEST
            ):
                yield from self._blocks(element, depth + 1)

    def _paragraph(self, element: _Element) -> str:
        properties = element.find(f"{W}pPr")
        text = "".join(self._runs(element, 0))
        if not text.strip():
            return ""
        label = self._numbering.label(properties)
        return Line(label + text.lstrip() if label else text, self._looks.rank(element))

    def _runs(self, parent: _Element, depth: int) -> Iterator[str]:
        for element in parent:
            tag = element.tag
            if tag == f"{W}t":
                yield element.text or ""
            elif tag in _CHARACTERS:
                yield "" if element.get(f"{W}type") in ("page", "column") else _CHARACTERS[tag]
            elif tag == f"{W}txbxContent":
                self._boxes.append(element)
            elif tag == f"{W}r" and self._is_hidden(element):
                self._remark(HIDDEN)
            elif tag in _DROPPED:
                self._note_dropped(element)
            elif tag not in _SKIPPED and depth < 4 * _DEEPEST:
                if tag in (f"{W}ins", f"{W}moveTo"):
                    self._remark(TRACKED)
                yield from self._runs(element, depth + 1)

    def _note_dropped(self, element: _Element) -> None:
        if element.tag in (f"{W}del", f"{W}moveFrom"):
            self._remark(TRACKED)

    def _is_hidden(self, run: _Element) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None or not any((each.text or "").strip() for each in run.iter(f"{W}t")):
            return False
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return vanish.get(f"{W}val", "1") not in _OFF
        style = properties.find(f"{W}rStyle")
        return style is not None and style.get(f"{W}val") in self._hidden_styles

    def _remark(self, code: str) -> None:
        if code not in self._remarks:
            self._remarks.append(code)

    def _table(self, table: _Element, depth: int) -> Grid:
        grid = Grid()
        above: dict[int, Piece] = {}
        for row in _children(table, "tr"):
            column = _number(row.find(f"{W}trPr/{W}gridBefore"))
            if row.find(f"{W}trPr/{W}del") is not None:
                self._remark(TRACKED)
                continue
            cells: list[tuple[int, Piece]] = []
            for cell in _children(row, "tc"):
                width = max(_number(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in above:
                    above[column].rows += 1
                else:
                    piece = Piece(self._lines(cell, depth), 1, width)
                    cells.append((column, piece))
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = piece
                column += width
            grid.rows.append(cells)
        return grid

    def _lines(self, cell: _Element, depth: int) -> list[str]:
        """A table inside a cell is read as lines: notices only nest them for layout."""
        if depth >= _DEEPEST:
            return []
        lines: list[str] = []
        for block in self._blocks(cell, depth + 1):
            if isinstance(block, str):
                lines.append(block)
            else:
                lines += [" ".join(line for _, piece in row for line in piece.lines) for row in block.rows]
        return lines


def _children(parent: _Element, name: str) -> Iterator[_Element]:
    """Rows or cells, also those wrapped in content controls or insertions."""
    for element in parent:
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(element, name)


def _hidden_styles(styles: _Element | None) -> frozenset[str]:
    found = styles.findall(f"{W}style") if styles is not None else []
    return frozenset(
        style.get(f"{W}styleId", "")
        for style in found
        if (vanish := style.find(f"{W}rPr/{W}vanish")) is not None and vanish.get(f"{W}val", "1") not in _OFF
    )


def _number(element: _Element | None) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 4 else 0


def _retabbed(found: list[str | Grid]) -> list[str | Grid]:
    """Tables typed with tabs inside paragraphs are found as in a text file; other paragraphs stay whole."""
    result: list[str | Grid] = []
    run: list[str] = []
    for piece in [*found, ""]:
        if isinstance(piece, str) and "\t" in piece.strip():
            run += piece.split("\n")
            continue
        if len(run) > 1:
            result += plain.pieces("\n".join(run))
        else:
            result += run
        run = []
        if piece:
            result.append(piece)
    return result


def main(arguments: Sequence[str]) -> None:
    """Inside the limited child."""
    answer(pieces, arguments)
