"""Write exactly what a list shows to a file: .xlsx or .csv, streamed, formulas neutralised."""

from itertools import chain
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from jiangong.kit.listing.table import Table
from jiangong.lib.workbooks.writing import write_csv, write_xlsx

FORMATS = ("xlsx", "csv")


def export_table(table: Table, form: str) -> HttpResponseBase:
    """The filtered list as a download."""
    name = f"{table.export_name}{timezone.localdate():%Y%m%d}.{form}"
    response = _csv(table) if form == "csv" else _xlsx(table)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def _labels(table: Table) -> list[str]:
    return [column.label for column in table.bound]


def _csv(table: Table) -> StreamingHttpResponse:
    lines = write_csv(chain([_labels(table)], table.exported_rows()))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


def _xlsx(table: Table) -> FileResponse:
    # A temporary file, unlinked while open: the stream outlives this function, the file does not outlive the stream.
    with NamedTemporaryFile(dir=settings.STAGING_DIR, suffix=".xlsx") as temporary:
        path = Path(temporary.name)
        write_xlsx(path, table.export_name, [(label, 16) for label in _labels(table)], table.exported_rows())
        stream = path.open("rb")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(stream, content_type=kind)
