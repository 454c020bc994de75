"""Read and check one uploaded workbook: what is fine, what is doubtful, what is wrong."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing import staging
from jiangong.kit.importing.conversion import Converter, headings
from jiangong.kit.importing.models import ImportBatch
from jiangong.kit.importing.specs import Checker, ImportSpec, Row
from jiangong.kit.loading.garbage import uncollected
from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.cells import Imprecise
from jiangong.lib.workbooks.limits import Limits
from jiangong.lib.workbooks.reading import read_rows

CHUNK = 5_000
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SAMPLED = 20  # rows that are shown before they are brought in


@dataclass(slots=True)
class Tally:
    """Counts of one check."""

    fine: int = 0
    warned: int = 0
    failed: int = 0


def check_file(
    batch: ImportBatch, spec: ImportSpec, actor: Actor, report: Callable[[int], None]
) -> dict[str, Any]:
    """Parse in the limited child, check in chunks, stage sealed; returns the batch's new column values."""
    path = staging.place_of(batch.pk) / staging.UPLOAD
    if not path.exists():
        raise Refusal("上传的文件已过期，请重新上传。")
    try:
        with read_rows(path, limits=Limits.large(), expected=headings(spec), name=batch.file_name) as sheet:
            converter = Converter(spec, sheet.header)
            with uncollected():
                tally = _check_rows(batch.pk, sheet.rows, converter, spec.checker(actor), report)
    except Refused as refused:
        raise Refusal(refused.sentence) from refused
    if not tally.fine + tally.warned + tally.failed:
        raise Refusal("表里没有数据行。请按模板填写后再上传。")
    return {
        "sheet": sheet.name[:100],
        "blank": sheet.blank_rows,
        "merged": sheet.merged_unfolded,
        "ignored": converter.ignored[:50],
        "fine": tally.fine,
        "warned": tally.warned,
        "failed": tally.failed,
    }


def _check_rows(
    batch_id: int,
    rows: Iterator[tuple[int, list[Any]]],
    converter: Converter,
    checker: Checker,
    report: Callable[[int], None],
) -> Tally:
    tally = Tally()
    sample: list[dict[str, Any]] = []
    with staging.Writer(batch_id, staging.GOOD) as good, staging.Writer(batch_id, staging.BAD) as bad:
        done = 0
        while chunk := converter.convert(list(islice(rows, CHUNK))):
            checker.check(chunk)
            passed = [row for row in chunk if not row.findings]
            noted = [row for row in chunk if row.findings]
            good.write([row.values for row in passed])
            good.write([row.values for row in noted if not row.failed])
            bad.write([_noted(row, converter) for row in noted])
            going_in = (row for row in chunk if not row.failed)
            sample += [_meant(row, converter) for row in islice(going_in, SAMPLED - len(sample))]
            failed = sum(row.failed for row in noted)
            tally.fine += len(passed)
            tally.failed += failed
            tally.warned += len(noted) - failed
            done += len(chunk)
            report(done)
    with staging.Writer(batch_id, staging.SAMPLE) as shown:
        shown.write(sample)
    return tally


def _noted(row: Row, converter: Converter) -> dict[str, Any]:
    """A row with findings, as the error sheet and the preview need it: cells by column name."""
    cells = {name: _shown(cell) for name, cell in converter.cells_of(row).items()}
    return {
        "number": row.number,
        "cells": cells,
        "failed": row.failed,
        "findings": [[finding.column, finding.sentence, finding.tone] for finding in row.findings],
    }


def _meant(row: Row, converter: Converter) -> dict[str, Any]:
    """A row that goes in, as it was understood: days however they were written, the rest as it stands there."""
    cells = {name: _shown(cell) for name, cell in converter.cells_of(row).items()}
    days = {name: value for name, value in row.values.items() if name in cells and _is_day(value)}
    return {"number": row.number, "cells": cells | days}


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and ISO_DAY.fullmatch(value) is not None


def _shown(cell: Any) -> Any:
    return str(cell) if isinstance(cell, Imprecise) else cell
