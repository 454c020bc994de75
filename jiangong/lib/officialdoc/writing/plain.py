"""An official document as plain text: the same words in the same order, tables with tabs."""

from collections.abc import Iterator

from jiangong.lib.officialdoc.writing import wording
from jiangong.lib.officialdoc.writing.description import Block, Heading, OfficialDocument, TableBlock
from jiangong.lib.officialdoc.writing.grid import boxes_of, row_count

_INDENT = "　　"


def write_text(document: OfficialDocument) -> str:
    """Every line of the document, ended by a newline."""
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: OfficialDocument) -> Iterator[str]:
    head = (document.urgency, *document.mark, document.number) if document.issuers else ()
    yield from (line for line in head if line)
    yield document.title
    if document.addressees:
        yield wording.addressees_line(document.addressees)
    yield from _body(document.blocks)
    yield from (f"{_INDENT}{line}" for line in wording.annex_lines(document.annexes))
    if document.dated_on:
        yield from document.signed_by
        yield wording.prose_date(document.dated_on)
    if document.note:
        yield f"（{document.note}）"
    for number, annex in enumerate(document.annexes, 1):
        if annex.blocks:
            yield from ("", wording.annex_label(number, len(document.annexes)), annex.title)
            yield from _body(annex.blocks)
    if document.imprint:
        copies, by, on = wording.imprint_lines(document.imprint)
        yield from (*([copies] if copies else []), f"{by}　{on}")


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in wording.labelled(blocks):
        if isinstance(block, TableBlock):
            yield from _table(block)
        elif isinstance(block, Heading):
            yield f"{_INDENT}{block.label}{block.text}"
        else:
            yield f"{_INDENT}{block.text}"


def _table(table: TableBlock) -> Iterator[str]:
    yield from (line for line in (table.title, table.lead, table.unit_note) if line)
    places = [[""] * len(table.columns) for _ in range(row_count(table))]
    for box in boxes_of(table):
        places[box.row][box.column] = " ".join(table.text(box.value).split())
    yield from ("\t".join(row) for row in places)
    if table.foot:
        yield table.foot
