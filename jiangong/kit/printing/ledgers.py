"""A filtered list as the ledger it stands for: title, unit and day, grouped headings, numbers, totals, signatures."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import ancestor_ids
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.listing.apart import PiecesApart
from jiangong.kit.listing.export import AT_ONCE
from jiangong.kit.listing.forms import LedgerForm
from jiangong.kit.listing.table import Table
from jiangong.kit.pages.lists import FurtherExport, ListPage
from jiangong.kit.printing.lists import LIST_PRINTS, column_of, said_of, value_of
from jiangong.kit.printing.printed import Kind, as_download, file_name
from jiangong.lib.dates import format_day
from jiangong.lib.officialdoc.writing import Column, OfficialDocument, TableBlock, write_sheets
from jiangong.lib.officialdoc.writing.description import Value

MOST = 10_000  # rows: a sheet that is signed; all of a longer list goes as a plain workbook
SPACE = "　" * 8


def write_ledger(page: ListPage, table: Table) -> HttpResponseBase:
    """Exactly what is filtered, audited; a long one is made beside the pages."""
    if table.total > MOST:
        raise Refusal(
            f"台账一次最多导出{MOST:,}行，现在有{table.total:,}行。请用筛选分单位、分年度导出，或导出Excel工作簿。"
        )
    with transaction.atomic():
        label = page.model._meta.label_lower
        record(page.actor, f"{label}.export", rows=table.total, layout="ledger")
    response: HttpResponseBase
    if table.total <= AT_ONCE:
        response = HttpResponse(b"".join(pieces(table)))
    else:
        response = StreamingHttpResponse(PiecesApart(pieces, table))
    name = file_name(f"{form_of(table).title}{timezone.localdate():%Y%m%d}", Kind.XLSX)
    return as_download(response, name, Kind.XLSX)


LEDGER_SHEET = FurtherExport("ledger", "台账原样（.xlsx）", "file-spreadsheet", write_ledger)
LEDGER_EXPORTS = (LEDGER_SHEET, *LIST_PRINTS)


def pieces(table: Table) -> Iterator[bytes]:
    """The workbook."""
    yield write_sheets(ledger_of(table))


def form_of(table: Table) -> LedgerForm:
    """What the table declares."""
    if table.ledger_form is None:
        raise LookupError(f"{type(table).__name__} declares no ledger_form")
    return table.ledger_form


def ledger_of(table: Table) -> OfficialDocument:
    """The sheet: every filtered row with its number, under the headings and over the sums of its form."""
    form = form_of(table)
    asked = table.with_columns(form.columns)
    columns = (
        Column("序号", width=12),
        *(column_of(one, form.group_of(one.name)) for one in asked.bound),
    )
    read = chain.from_iterable(zip(*batch, strict=True) for batch in asked.exported_columns())
    rows = tuple((number, *map(value_of, row)) for number, row in enumerate(read, 1))
    union = union_of(table.actor)
    sheet = TableBlock(
        columns,
        rows,
        lead="　".join(filter(None, (f"填报单位：{union}" if union else "", said_of(table)))),
        unit_note=f"填报日期：{format_day(timezone.localdate())}",
        totals=_totals(form, [one.name for one in asked.bound], rows),
        foot=SPACE.join(f"{one}：" for one in form.signers),
    )
    return OfficialDocument(f"{union}{form.title}", (sheet,))


def _totals(form: LedgerForm, names: list[str], rows: tuple[tuple[Value, ...], ...]) -> tuple[Value, ...]:
    """How many rows there are, and the sums of what adds up; nothing where nothing was filled in."""
    sums: list[Value] = [f"{len(rows):,}项"]
    for place, name in enumerate(names[1:], 2):
        numbers = [row[place] for row in rows if isinstance(row[place], int | Decimal)]
        sums.append(sum(numbers) if name in form.totals and numbers else None)  # type: ignore[arg-type]
    return ("合计", *sums)


def union_of(actor: Actor) -> str:
    """The union the actor acts for: of an inner department, the one it stands in."""
    keys, own = ancestor_ids(actor.scope_path), actor.organization
    if own is None:
        return ""
    if not keys or own.pk == keys[-1]:
        return str(own.name)
    organizations: Any = type(own)
    return str(organizations.objects.ungated("the actor's own union").get(pk=keys[-1]).name)
