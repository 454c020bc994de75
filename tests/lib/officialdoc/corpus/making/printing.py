"""Makes the .pdf of a description: pages of A4 with ruled tables whose head repeats."""

from html import escape
from pathlib import Path

from weasyprint import HTML

from tests.lib.officialdoc.corpus.making.describing import Break, Description, Grid, Line

STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —" } }
body { font: 16pt/29pt "FangSong", "Noto Serif CJK SC", serif }
p { margin: 0; text-indent: 2em; text-align: justify }
.red { color: #d00; font-size: 30pt; line-height: 48pt; text-align: center; text-indent: 0 }
.title { font-size: 22pt; line-height: 36pt; font-weight: bold; text-align: center; text-indent: 0; margin: 12pt 0 }
.centred { text-align: center; text-indent: 0 } .right { text-align: right; padding-right: 4em }
.bold, .heading1, .heading2 { font-weight: bold }
table { border-collapse: collapse; width: 100%; margin: 8pt 0 }
td, th { border: 0.75pt solid #000; padding: 2pt 5pt; font: 12pt/18pt "Noto Serif CJK SC", serif; text-align: center }
.page { break-before: page }
"""


def write_pdf(description: Description, target: Path) -> None:
    body = "".join(map(html, description.blocks))
    page = f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{STYLE}</style><body>{body}</body></html>'
    HTML(string=page).write_pdf(target)


def html(block: Line | Grid | Break) -> str:
    if isinstance(block, Break):
        return '<div class="page"></div>'
    if isinstance(block, Grid):
        return table(block)
    return f'<p class="{block.style}">{escape(block.text)}</p>'


def table(grid: Grid) -> str:
    """The first row, with what is joined to it from below, is the head."""
    spans = grid.spans()
    head = 1 + max(bottom for top, _, bottom, _, _ in spans if top == 0)
    rows = ["" for _ in grid.rows]
    for top, left, bottom, right, text in spans:
        shown = escape(text).replace("\n", "<br>")
        rows[top] += f'<td rowspan="{bottom - top + 1}" colspan="{right - left + 1}">{shown}</td>'
    lines = [f"<tr>{row}</tr>" for row in rows]
    return f"<table><thead>{''.join(lines[:head])}</thead><tbody>{''.join(lines[head:])}</tbody></table>"
