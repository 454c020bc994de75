"""Reads delimited text the way clerks save it: UTF-8 or GB 18030, comma, tab or semicolon."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from jiangong.lib.refused import Refused
from jiangong.lib.workbooks.cells import restore
from jiangong.lib.workbooks.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS

_BLOCK = 1 << 20
_SAMPLE = 8_192


def text_rows(path: Path) -> Iterator[tuple[int, list]]:
    """(line number from zero, values) of rows that hold something; every value is text, so no digit is lost."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    with path.open(encoding=_encoding(path), newline="") as file:
        reader = csv.reader(file, delimiter=_delimiter(file))
        try:
            for number, cells in enumerate(reader):
                if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
                    raise Refused(f"表格超过{MAX_COLUMNS}列，请删除多余的列后重新上传。")
                values = [restore(cell) or None for cell in cells[:MAX_COLUMNS]]
                if any(value and not value.isspace() for value in values):
                    yield number, values
        except csv.Error as error:
            raise Refused(
                f"第{reader.line_num}行附近有单元格超过{MAX_CELL_CHARACTERS:,}个字或引号不成对，请更正后重新上传。"
            ) from error


def _encoding(path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding, newline="") as file:
                while block := file.read(_BLOCK):
                    if "\0" in block:
                        raise Refused("文件含有非文本内容，请另存为.xlsx或“CSV UTF-8”格式后重新上传。")
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused("无法识别文件的文字编码，请另存为“CSV UTF-8”格式后重新上传。")


def _delimiter(file: TextIO) -> str:
    sample = file.read(_SAMPLE)
    file.seek(0)
    first_line = sample.split("\n", 1)[0]
    return max(",\t;", key=first_line.count)
