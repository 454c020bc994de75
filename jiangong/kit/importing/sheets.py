"""The template to fill in, and the sheet of failed rows to correct and send again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse

from jiangong.kit.importing import staging
from jiangong.kit.importing.models import ImportBatch
from jiangong.kit.importing.specs import ImportSpec
from jiangong.lib.workbooks.templates import (
    FailedRow,
    TemplateColumn,
    TemplateSpec,
    write_error_sheet,
    write_template,
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_of(spec: ImportSpec) -> TemplateSpec:
    columns = [
        TemplateColumn(c.label, c.width, c.required, c.is_text, c.choices, c.explanation)
        for c in spec.columns
    ]
    return TemplateSpec(f"{spec.label}导入表", columns, spec.notes)


def template_response(spec: ImportSpec) -> FileResponse:
    return _download(f"{spec.label}导入模板.xlsx", lambda path: write_template(path, template_of(spec)))


def errors_response(batch: ImportBatch, spec: ImportSpec) -> FileResponse:
    def write(path: Path) -> None:
        write_error_sheet(path, template_of(spec), _failed_rows(batch, spec))

    return _download(f"{spec.label}错误行.xlsx", write)


def _failed_rows(batch: ImportBatch, spec: ImportSpec) -> Iterator[FailedRow]:
    places = {column.name: place for place, column in enumerate(spec.columns)}
    for noted in staging.read_rows_of(batch.pk, staging.BAD):
        if not noted["failed"]:
            continue
        values = [noted["cells"].get(column.name) for column in spec.columns]
        errors: dict[int, str] = {}
        for name, sentence, _ in noted["findings"]:
            place = places.get(name, -1)
            errors[place] = errors.get(place, "") + sentence
        yield FailedRow(values, errors)


def _download(name: str, write: Callable[[Path], None]) -> FileResponse:
    # The temporary name goes at once; the open stream keeps the bytes until they are sent.
    with NamedTemporaryFile(dir=settings.STAGING_DIR, suffix=".xlsx") as temporary:
        path = Path(temporary.name)
        write(path)
        stream = path.open("rb")
    response = FileResponse(stream, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
