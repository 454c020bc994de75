"""Reads the rows of an untrusted workbook through a limited child, lazily and with whole sentences for refusals."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from jiangong.lib.limited import LimitedChild
from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.cells import Imprecise
from jiangong.lib.workbooks.limits import Limits
from jiangong.lib.workbooks.prescan import is_workbook, prescan

ERROR_HEADING = "错误说明"
Cell = str | int | float | None
_CUT_SHORT = "文件没有读完整，请重新上传。"


@dataclass
class Sheet:
    """One sheet while it streams; a context manager, so that an abandoned child is ended at once."""

    name: str
    header: list[str]
    header_row: int
    sheets: list[str]
    merged_unfolded: int
    blank_rows: int = 0  # complete once `rows` has been read to its end
    rows: Iterator[tuple[int, list[Cell]]] = field(default_factory=lambda: iter(()), repr=False)
    _child: LimitedChild | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._child is not None:
            self._child.stop()


def read_rows(
    path: Path, *, limits: Limits | None = None, expected: Sequence[str] = (), sheet: str = "", name: str = ""
) -> Sheet:
    """Pre-scans, starts the child and returns as soon as the header is known.

    `expected` headings locate the header among the first 20 rows; `sheet` picks a worksheet by name;
    `name` is the uploaded file name when `path` carries none. The column 错误说明 of an error sheet is dropped.
    """
    limits = limits or Limits()
    prescan(path, limits=limits, name=name)
    options = {
        "expected": list(expected),
        "sheet": sheet,
        "rows": limits.rows,
        "merged_cells": limits.merged_cells,
    }
    kind = "workbook" if is_workbook(path) else "text"
    arguments = [str(path.resolve()), kind, json.dumps(options)]
    child = LimitedChild("jiangong.lib.workbooks.child", arguments, limits.bounds())
    try:
        return _opened(child)
    except BaseException:
        child.stop()
        raise


def _opened(child: LimitedChild) -> Sheet:
    answers = _answers(child)
    about = next(answers, None)
    if not isinstance(about, dict):
        raise Refused(_CUT_SHORT)
    header = about["header"]
    dropped = header.index(ERROR_HEADING) if ERROR_HEADING in header else None
    if dropped is not None:
        del header[dropped]
    sheet = Sheet(about["name"], header, about["header_row"], about["sheets"], about["merged"], _child=child)
    sheet.rows = _rows(sheet, answers, dropped)
    return sheet


def _answers(child: LimitedChild) -> Iterator[dict | list]:
    for line in child.lines():
        answer = json.loads(line, object_hook=_revived)
        if isinstance(answer, dict) and "refused" in answer:
            raise Refused(answer["refused"])
        yield answer


def _revived(answer: dict) -> object:
    return Imprecise(answer["imprecise"]) if "imprecise" in answer else answer


def _rows(
    sheet: Sheet, answers: Iterator[dict | list], dropped: int | None
) -> Iterator[tuple[int, list[Cell]]]:
    try:
        for answer in answers:
            if isinstance(answer, dict):
                sheet.blank_rows = answer["blank_rows"]
                return
            if dropped is not None:
                for _, values in answer:
                    del values[dropped]
            yield from map(tuple, answer)
        raise Refused(_CUT_SHORT)
    finally:
        sheet.close()
