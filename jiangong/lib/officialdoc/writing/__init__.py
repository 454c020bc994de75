"""Official documents written in the layout of GB/T 9704-2012: one description, every format.

``description`` says what a document holds; ``docx``, ``plain`` and ``xlsx`` write it down; ``keeping`` keeps it. Measures stand in
``layout`` alone, so that all of them — and the printed page — keep the same rules.
"""

from jiangong.lib.officialdoc.writing.description import (
    Annex,
    Block,
    Column,
    Heading,
    Imprint,
    Merge,
    OfficialDocument,
    Paragraph,
    Percent,
    Rubric,
    RubricGroup,
    TableBlock,
    Value,
)
from jiangong.lib.officialdoc.writing.docx import write_docx
from jiangong.lib.officialdoc.writing.keeping import kept, restored
from jiangong.lib.officialdoc.writing.plain import write_text
from jiangong.lib.officialdoc.writing.xlsx import write_sheets

__all__ = [
    "Annex",
    "Block",
    "Column",
    "Heading",
    "Imprint",
    "Merge",
    "OfficialDocument",
    "Paragraph",
    "Percent",
    "Rubric",
    "RubricGroup",
    "TableBlock",
    "Value",
    "kept",
    "restored",
    "write_docx",
    "write_sheets",
    "write_text",
]
