"""The bare text of a source, drawn with other means than the reader's: for checking the expected results only."""

import re
from pathlib import Path

import openpyxl
import pdfplumber
from docx import Document

DRAWING = str.maketrans("", "", "*│┌┬┐├┼┤└┴┘─")
PAGE_NUMBER = re.compile(r"^— \d+ —$", re.MULTILINE)


def plain(path: Path) -> str:
    """All words of a source in some order; a cell is never torn, a paragraph only at line ends."""
    return DRAWN[path.suffix](path)


def from_text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8").translate(DRAWING)
    except UnicodeDecodeError:
        return content.decode("gbk")


def from_docx(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def from_xlsx(path: Path) -> str:
    book = openpyxl.load_workbook(path, data_only=True)
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def from_pdf(path: Path) -> str:
    found = []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            found.append(PAGE_NUMBER.sub("", page.extract_text()))
            found += [cell or "" for table in page.extract_tables() for row in table for cell in row]
    return "\n".join(found)


DRAWN = {".txt": from_text, ".md": from_text, ".docx": from_docx, ".xlsx": from_xlsx, ".pdf": from_pdf}
