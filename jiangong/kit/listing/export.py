"""Write exactly what a list shows to a file: .xlsx or .csv, streamed, formulas neutralised."""

from collections.abc import Iterator
from itertools import chain
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from jiangong.kit.listing.apart import PiecesApart
from jiangong.kit.listing.table import Table
from jiangong.lib.workbooks.writing import write_csv_columns, write_xlsx_columns

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FORMATS = tuple(KINDS)
AT_ONCE = 2_000  # rows that cost less than starting a process
WIDTH = 16
# A workbook that was cut off does not open; a text would pass for whole.
LAST_WORDS = {"xlsx": b"", "csv": '\r\n"导出中断，以上内容不完整，请重新导出。"\r\n'.encode()}


def export_table(table: Table, form: str) -> HttpResponseBase:
    """The filtered list as a download; a long one is made beside the pages and sent while it is made."""
    response: HttpResponseBase
    if table.total <= AT_ONCE:
        response = HttpResponse(b"".join(written(table, form)))
    else:
        response = StreamingHttpResponse(PiecesApart(written, table, form, last_words=LAST_WORDS[form]))
    name = f"{table.export_name}{timezone.localdate():%Y%m%d}.{form}"
    response["Content-Type"] = KINDS[form]
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def written(table: Table, form: str) -> Iterator[bytes]:
    """The file, piece by piece."""
    labels = [column.label for column in table.bound]
    if form == "csv":
        return write_csv_columns(chain([[[label] for label in labels]], table.exported_columns()))
    widths = [(label, WIDTH) for label in labels]
    return write_xlsx_columns(table.export_name, widths, table.exported_columns())
