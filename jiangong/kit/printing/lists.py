"""A list printed as a roster: the rows and columns that are on the screen, in the layout of a document."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.listing.table import Table
from jiangong.kit.pages.heads import Action
from jiangong.kit.pages.lists import ListPage
from jiangong.kit.printing.pages import PARAMETER, print_actions
from jiangong.kit.printing.printed import Kind, print_document
from jiangong.lib.officialdoc.writing import Block, Column, OfficialDocument, Paragraph, TableBlock
from jiangong.lib.officialdoc.writing.description import Value

MOST_ROWS = 2_000
TOO_LONG = f"名册最多打印{MOST_ROWS}行，现在有{{rows}}行。请增加筛选条件后再打印，或者导出Excel工作簿。"


class RosterPage(ListPage):
    """``?as=pdf`` prints the list that the same parameters show; its permission is that of exporting."""

    kinds: tuple[Kind, ...] = (Kind.DOCX, Kind.PDF, Kind.XLSX)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kind = request.GET.get(PARAMETER, self.kinds[0])
        if kind not in self.kinds:
            raise Http404
        table = self.make_table()
        if table.total > MOST_ROWS:
            raise Refusal(TOO_LONG.format(rows=f"{table.total:,}"))
        printed = print_document(self.describe(table), Kind(kind), self.name(table))
        with transaction.atomic():
            record(self.actor, f"{self.model._meta.label_lower}.print", rows=table.total, kind=printed.kind)
        return printed.response()

    def describe(self, table: Table) -> OfficialDocument:
        return OfficialDocument(self.roster_title(table), roster_blocks(table))

    def roster_title(self, table: Table) -> str:
        """What stands above the roster."""
        return f"{table.export_name}名册"

    def name(self, table: Table) -> str:
        return f"{self.roster_title(table)}{timezone.localdate():%Y%m%d}"


def roster_blocks(table: Table) -> tuple[Block, ...]:
    """The conditions in force, then every row with its number."""
    heads = [Column("序号"), *(_column(bound.label, bound.kind) for bound in table.bound)]
    read = (row for columns in table.exported_columns() for row in zip(*columns, strict=True))
    rows = [(number, *map(_value, row)) for number, row in enumerate(read, 1)]
    sheet = TableBlock(tuple(heads), tuple(rows), unit_note=f"共{len(rows)}项")
    said = "；".join(f"{pill.label}：{pill.value}" for pill in table.pills)
    return (Paragraph(f"筛选条件：{said}。"), sheet) if said else (sheet,)


def _column(label: str, kind: str) -> Column:
    return Column(label, align="left" if kind == "text" else "center")


def _value(value: Any) -> Value:
    return value if value is None or isinstance(value, int | Decimal) else str(value)


def roster_actions(url: str, table: Table, kinds: tuple[Kind, ...]) -> tuple[Action, ...]:
    """The rows of a list's print menu, under the list's own conditions."""
    query = table.address().partition("?")[2]
    return print_actions(f"{url}?{query}" if query else url, kinds)
