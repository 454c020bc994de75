"""A filtered list on paper: the rows and columns that are on the screen, in the layout of a document."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.listing.apart import Broken, PiecesApart
from jiangong.kit.listing.columns import BoundColumn
from jiangong.kit.listing.table import Table
from jiangong.kit.pages.lists import FurtherExport, ListPage
from jiangong.kit.printing.printed import Kind, as_download, file_name, print_document, print_pieces
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Block, Column, OfficialDocument, Paragraph, TableBlock
from jiangong.lib.officialdoc.writing.description import Align, Value

MOST = {Kind.DOCX: 2_000, Kind.PDF: 1_000}  # rows: nobody reads more, and setting a page takes a second
AT_ONCE = 200  # rows that cost less than starting a process
UNPRINTED = "文件没有生成。请再试一次；仍然不行的，请导出Excel工作簿，并告诉管理员。"


def title_of(table: Table) -> str:
    return f"{table.export_name}名册"


def sheet_of(table: Table) -> OfficialDocument:
    """The conditions in force, then every row with its number."""
    columns = (Column("序号", width=12), *map(column_of, table.bound))
    read = chain.from_iterable(zip(*batch, strict=True) for batch in table.exported_columns())
    rows = tuple((number, *map(value_of, row)) for number, row in enumerate(read, 1))
    note = f"{format_day(timezone.localdate())}　共{table.total:,}项"
    sheet = TableBlock(columns, rows, unit_note=note)
    said = said_of(table)
    blocks: tuple[Block, ...] = (Paragraph(f"{said}。"), sheet) if said else (sheet,)
    return OfficialDocument(title_of(table), blocks)


Describe = Callable[[Table], OfficialDocument]


def list_print(kind: Kind, describe: Describe = sheet_of) -> FurtherExport:
    """A row of the export menu that gives the list in this format, as a sheet unless described otherwise."""

    def write(page: ListPage, table: Table) -> HttpResponseBase:
        if table.total > (most := MOST[kind]):
            other = "打印Word文档，或" if table.total <= MOST[Kind.DOCX] else ""
            raise Refusal(
                f"打印{kind.label}一次最多{most:,}行，现在有{table.total:,}行。请用筛选缩小范围，{other}导出Excel工作簿。"
            )
        document = describe(table)
        printed = printed_apart if table.total > AT_ONCE else printed_here
        answer = printed(document, kind, f"{document.title}{timezone.localdate():%Y%m%d}")
        with transaction.atomic():
            record(page.actor, f"{page.model._meta.label_lower}.print", rows=table.total, kind=kind)
        return answer

    return FurtherExport(f"print_{kind}", f"打印：{kind.label}", "printer", write)


def printed_here(document: OfficialDocument, kind: Kind, name: str) -> HttpResponseBase:
    return print_document(document, kind, name).response()


def printed_apart(document: OfficialDocument, kind: Kind, name: str) -> HttpResponseBase:
    """Beside the pages: setting hundreds of rows takes many seconds of a processor."""
    try:
        pieces = PiecesApart(print_pieces, document, kind)
    except Broken:
        raise Refusal(UNPRINTED) from None
    return as_download(StreamingHttpResponse(pieces), file_name(name, kind), kind)


LIST_PRINTS = (list_print(Kind.DOCX), list_print(Kind.PDF))


def said_of(table: Table) -> str:
    """The conditions in force, the tab among them."""
    said = [f"{pill.label}：{pill.value}" for pill in table.pills]
    said += [f"范围：{view.label}" for view in table.views if view.name == table.active_view]
    return f"筛选条件：{'；'.join(said)}" if said else ""


def column_of(column: BoundColumn, group: str = "") -> Column:
    """How a column of a list stands on paper."""
    align: Align = "right" if column.kind == "number" else "center" if column.kind != "text" else "left"
    return Column(column.label, group, align)


def value_of(value: Any) -> Value:
    """A cell of a list on paper: numbers stay numbers, days days."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if value is None or isinstance(value, int | Decimal | date) else str(value)
