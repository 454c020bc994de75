"""A filtered list on paper: the columns shown, laid out as an official table."""

from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.utils import timezone

from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.listing.table import Table
from jiangong.kit.pages.lists import FurtherExport, ListPage
from jiangong.kit.printing.printed import Kind, print_document
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Column, OfficialDocument, TableBlock

MOST = 500  # rows somebody reads on paper


def list_print(kind: Kind) -> FurtherExport:
    """A row of the export menu that gives the list in this format."""

    def write(page: ListPage, table: Table) -> HttpResponseBase:
        if table.total > MOST:
            raise Refusal(f"打印一次最多{MOST}行，现在有{table.total}行。请用筛选缩小范围，或导出Excel。")
        printed = print_document(sheet_of(table), kind, f"{table.export_name}{timezone.localdate():%Y%m%d}")
        with transaction.atomic():
            record(page.actor, f"{page.model._meta.label_lower}.print", rows=table.total, kind=kind)
        return printed.response()

    return FurtherExport(f"print_{kind}", f"打印：{kind.label}", "printer", write)


def sheet_of(table: Table) -> OfficialDocument:
    """One table, sideways, numbered through."""
    columns = (Column("序号", width=12), *(Column(one.label, align=_align(one)) for one in table.bound))
    rows = tuple((number, *map(_plain, row)) for number, row in enumerate(table.exported_rows(), 1))
    note = f"{format_day(timezone.localdate())}　共{table.total}项"
    return OfficialDocument(table.export_name, (TableBlock(columns, rows, unit_note=note),))


def _align(column: Any) -> Any:
    return "right" if column.kind == "number" else "center" if column.kind != "text" else "left"


def _plain(value: Any) -> Any:
    return (
        value
        if isinstance(value, int) and not isinstance(value, bool)
        else str(value if value is not None else "")
    )
