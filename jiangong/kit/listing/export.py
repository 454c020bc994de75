"""Write exactly what a list shows to a file: .xlsx or .csv, streamed, formulas neutralised."""

from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

from django.http import StreamingHttpResponse
from django.utils import timezone

from jiangong.kit.listing.apart import PiecesApart
from jiangong.kit.listing.table import Table
from jiangong.lib.workbooks.writing import write_csv, write_xlsx

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FORMATS = tuple(KINDS)
AT_ONCE = 2_000  # rows that cost less than starting a process
WIDTH = 16


def export_table(table: Table, form: str) -> StreamingHttpResponse:
    """The filtered list as a download; a long one is made beside the pages."""
    here = table.total <= AT_ONCE
    pieces = written(table, form) if here else PiecesApart(written, table, form)
    response = StreamingHttpResponse(pieces, content_type=KINDS[form])
    name = f"{table.export_name}{timezone.localdate():%Y%m%d}.{form}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def written(table: Table, form: str) -> Iterator[bytes]:
    """The file, piece by piece."""
    labels = [column.label for column in table.bound]
    if form == "csv":
        return write_csv(chain([labels], table.exported_rows()))
    return write_xlsx(table.export_name, [(label, WIDTH) for label in labels], table.exported_rows())
