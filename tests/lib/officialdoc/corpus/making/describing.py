"""A notice described line by line: what stands on the page and how it is set, nothing about what it means.

format: docx           first line: docx, xlsx, pdf or gbk
! text                 red head            ^ text    centred title      ^^ text   centred, plain
# text, ## text        heading styles      ** text   bold paragraph     > text    set right
+1 text … +3 text      automatic numbers   =         a new page         sheet: x  a new sheet
| a | b | c            a row of a table; a cell `<` joins the one on its left, `^` the one above,
                       `\\n` breaks the line, `_` is a blank cell; in a workbook `'5` is a text and `=5`
                           the sum of the column so far; a blank line ends the table
anything else          a paragraph
"""

from dataclasses import dataclass, field
from pathlib import Path

MARKS = {
    "!": "red",
    "^": "title",
    "^^": "centred",
    "#": "heading1",
    "##": "heading2",
    "**": "bold",
    ">": "right",
    "+1": "auto1",
    "+2": "auto2",
    "+3": "auto3",
}


@dataclass
class Line:
    """One paragraph and how it is set."""

    text: str
    style: str = "body"


@dataclass
class Grid:
    """One table; `<` and `^` cells belong to the cell they point at."""

    rows: list[list[str]] = field(default_factory=list)

    def spans(self) -> list[tuple[int, int, int, int, str]]:
        """Every real cell as top, left, bottom, right and text."""
        found = []
        for top, row in enumerate(self.rows):
            for left, text in enumerate(row):
                if text not in ("<", "^"):
                    found.append((top, left, self._bottom(top, left), self._right(row, left), text))
        return found

    def _right(self, row: list[str], left: int) -> int:
        right = left
        while right + 1 < len(row) and row[right + 1] == "<":
            right += 1
        return right

    def _bottom(self, top: int, left: int) -> int:
        bottom = top
        while bottom + 1 < len(self.rows) and self.rows[bottom + 1][left] == "^":
            bottom += 1
        return bottom


@dataclass
class Break:
    """A new page, or a new sheet with its name."""

    sheet: str = ""


Block = Line | Grid | Break


@dataclass
class Description:
    """One notice: the format it is made in and its blocks in order."""

    format: str
    blocks: list[Block]


def described(path: Path) -> Description:
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    blocks: list[Block] = []
    in_table = False
    for line in lines:
        row = line.startswith("|")
        if row and in_table:
            blocks[-1].rows.append(cells(line))
        elif row:
            blocks.append(Grid([cells(line)]))
        elif line.strip():
            blocks.append(block(line))
        in_table = row
    return Description(first.removeprefix("format:").strip(), blocks)


def cells(line: str) -> list[str]:
    texts = [text.strip() for text in line.strip().strip("|").split("|")]
    return ["" if text == "_" else text.replace("\\n", "\n") for text in texts]


def block(line: str) -> Block:
    if line.strip() == "=":
        return Break()
    if line.startswith("sheet:"):
        return Break(line.removeprefix("sheet:").strip())
    mark, _, text = line.partition(" ")
    return Line(text, MARKS[mark]) if mark in MARKS else Line(line)
