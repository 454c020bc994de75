"""The XML of a workbook of flat sheets: bold frozen headings, texts that stand in their own cells.

Texts are not shared among cells as Excel does it: the table of shared texts would have to be held to the end.
"""

import datetime
import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from html import escape
from itertools import chain, repeat
from typing import cast

_BOLD, _DAY, _MOMENT = 1, 2, 3  # places in the cell formats of the style sheet
DAY_FORMAT, MOMENT_FORMAT = r"yyyy\-mm\-dd", r"yyyy\-mm\-dd\ hh:mm"
_FIRST_DAY = datetime.date(1899, 12, 30)
_FIRST_MOMENT = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no time zone
_ONE_DAY = datetime.timedelta(days=1)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")
_PLAIN = re.compile("[0-9A-Za-z*()+,./:-\u3000-\u4dbf\u4e00-\u9fff\uff01-\uff5e]*")
_SPACES = re.compile(r"^\s|\s$|[\t\n]|  ")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"

# Whatever is not named is a sheet: how many there will be is known at the end only.
FRAME = {
    "[Content_Types].xml": (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELS}"/>'
        f'<Default Extension="xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_DECLARATION}<styleSheet xmlns="{_MAIN}">'
        f'<numFmts count="2"><numFmt numFmtId="164" formatCode="{DAY_FORMAT}"/>'
        f'<numFmt numFmtId="165" formatCode="{MOMENT_FORMAT}"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_NOTHING = {None, ""}
_EMPTY = '"/>'
_TEXT_BEGINS, _TEXT_ENDS = '" t="inlineStr"><is><t>', "</t></is></c>"
CLOSING = b"</sheetData></worksheet>"
Strands = Sequence[Iterable[str]]  # which, side by side, make the cells of a column


def path_of(number: int) -> str:
    """Where a sheet stands in the archive, counted from one."""
    return f"xl/worksheets/sheet{number}.xml"


def contents(titles: Sequence[str]) -> dict[str, str]:
    """The parts that name the sheets."""
    numbered = list(enumerate(titles, 1))
    named = "".join(f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"/>' for n, title in numbered)
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    styles = f'<Relationship Id="rId{len(titles) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return {
        "xl/workbook.xml": (
            f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{targets}{styles}</Relationships>'
        ),
    }


def opening(widths: Sequence[float], labels: Sequence[object]) -> bytes:
    """A sheet up to and with its headings."""
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(widths, 1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    head = (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetViews>'
        f'<sheetView workbookViewId="0">{pane}</sheetView></sheetViews><cols>{columns}</cols><sheetData>'
    )
    return head.encode() + rows(1, 1, {place: [[cell(label, _BOLD)]] for place, label in enumerate(labels)})


def cell(value: object, style: int = 0) -> str:
    """A cell but for its beginning, which says where it stands."""
    if value is None or value == "":
        return _EMPTY
    look = f' s="{style}"' if style else ""
    if isinstance(value, datetime.datetime):
        return f'" s="{_MOMENT}"><v>{(value - _FIRST_MOMENT) / _ONE_DAY:.10f}</v></c>'
    if isinstance(value, datetime.date):
        return f'" s="{_DAY}"><v>{(value - _FIRST_DAY).days}</v></c>'
    if isinstance(value, int | float | Decimal) and math.isfinite(value):
        return f'"{look}><v>{value}</v></c>'
    text = _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", escape(str(value), quote=False))
    kept = ' xml:space="preserve"' if _SPACES.search(text) else ""
    return f'"{look} t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def are_plain(texts: Iterable[str | None]) -> bool:
    """Whether they hold only what XML and spreadsheets take as it is."""
    return _PLAIN.fullmatch("".join(filter(None, texts))) is not None


def plain_cells(texts: Sequence[str | None], known: Set[str | None]) -> Strands:
    """``cell`` of plain texts, ``known`` without repetitions: where there are hardly any, one frame is for all."""
    if len(known) * 2 > len(texts) and known.isdisjoint(_NOTHING):
        return repeat(_TEXT_BEGINS), cast("Sequence[str]", texts), repeat(_TEXT_ENDS)
    told = {text: f"{_TEXT_BEGINS}{text}{_TEXT_ENDS}" if text else _EMPTY for text in known}
    return ([told[text] for text in texts],)


def rows(first: int, count: int, columns: Mapping[int, Strands]) -> bytes:
    """Neighbouring rows, the first of them numbered ``first``, from their cells by the place of the column.

    The number of a row stands in it and in each of its cells. A cell that is empty among others is there and
    empty. What a row consists of runs down the sheet in strands, and one ``join`` twists them together.
    """
    numbers = list(map(str, range(first, first + count)))
    strands: list[Iterable[str]] = [repeat('<row r="'), numbers, repeat('">')]
    for place, cells in columns.items():
        strands += [repeat(f'<c r="{_letters(place)}'), numbers, *cells]
    strands.append(repeat("</row>"))
    return "".join(chain.from_iterable(zip(*strands))).encode()  # noqa: B905 - some strands have no end


def _letters(place: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    before, own = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(65 + own)
